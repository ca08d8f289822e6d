import { toVideoColour } from '../encoding.js';
import type { FrameSize } from '../frame.js';
import type { StillMotion } from '../transition.js';
import { cropToShape, placeInCrop, squarePixels } from './cover.js';
import { chooseMovement, coin, type Movement, widerBy } from './movement.js';
import type { PicturePlan, Shot, StillPicture } from './picture-plan.js';
import { showWhole } from './whole.js';

/** Zoom a second, and the least and most of a shot: slow enough to be felt rather than seen. */
const zoomPerSec = 0.016;
const zoomRange = [0.04, 0.12] as const;
/** Travel a second and in a shot, as parts of the frame's width or height. */
const panPerSec = 0.022;
const panRange = [0.03, 0.2] as const;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Made once a shot, so exactly: without `accurate_rnd` a picture that shrinks to an eighth grows darker. */
const scaling = `flags=bicubic+accurate_rnd:${toVideoColour}`;

/** The picture as it is before it moves: larger than the frame by what the movement needs. */
type Ground = {
  readonly size: FrameSize;
  /** The shape that a crop is made in, where it is not the size's. */
  readonly shape?: FrameSize;
  /** Filters that make frames of the size of the shot. */
  readonly move: readonly string[];
};

/** A picture's own clock ticks 25 times a second, too coarse for even steps. */
const hold = 'loop=loop=-1:size=1,settb=AVTB';

/** Steps of motion are made at their own rate, then blended to the film's; see `planStill`. */
const inSteps = (shot: Shot, stepCount: number, step: readonly string[]): string[] => [
  `${hold},setpts=N*${shot.frameCount}/${stepCount}/${shot.framesPerSec}/TB`,
  ...step,
  `framerate=fps=${shot.framesPerSec}:interp_start=0:interp_end=255:flags=0`,
];

/** Steps from the first to the last, or back. */
const countUp = (stepCount: number, forward: boolean): string =>
  forward ? `min(n,${stepCount})` : `max(${stepCount}-n,0)`;

const zoom = (shot: Shot, picture: StillPicture, inward: boolean): Ground => {
  const { widthPx, heightPx } = shot;
  const part = clamp((zoomPerSec * shot.frameCount) / shot.framesPerSec, ...zoomRange);
  const stepCount = Math.max(1, Math.round((part * Math.min(widthPx, heightPx)) / 2));
  // Pixels that a step adds to each dimension: even, and in the frame's proportion as nearly as small numbers go.
  const stepX = 2 * Math.max(1, Math.round(widthPx / Math.min(widthPx, heightPx)));
  const stepY = 2 * Math.max(1, Math.round(heightPx / Math.min(widthPx, heightPx)));
  const shape = {
    widthPx: widthPx + Math.round((stepX * stepCount) / 2),
    heightPx: heightPx + Math.round((stepY * stepCount) / 2),
  };
  const [left, top] = towards(picture, shape, [stepX, stepY]);
  const at = countUp(stepCount, inward);
  return {
    size: { widthPx: widthPx + stepX * stepCount, heightPx: heightPx + stepY * stepCount },
    shape,
    move: inSteps(shot, stepCount, [
      `scale=w='${widthPx}+${stepX}*${at}':h='${heightPx}+${stepY}*${at}':eval=frame:flags=bicubic`,
      `crop=w=${widthPx}:h=${heightPx}:x='${left}*${at}':y='${top}*${at}':exact=1`,
    ]),
  };
};

/**
 * How many of a step's pixels go on the left and at the top, so that the view closes in on what matters. Whole
 * numbers only: anything between trembles. Of four pixels one stays on each side, to keep the far corner slow.
 */
const towards = (
  { framing, ...picture }: StillPicture,
  shape: FrameSize,
  [stepX, stepY]: readonly [number, number],
): [left: number, top: number] => {
  if (framing === undefined || framing.fit !== 'cover') {
    return [stepX / 2, stepY / 2];
  }
  const place = placeInCrop(picture, shape, framing.focus);
  const near = (step: number, part: number): number => {
    const margin = step > 2 ? 1 : 0;
    return clamp(Math.round(part * step), margin, step - margin);
  };
  return [near(stepX, place.x), near(stepY, place.y)];
};

/** Travels along the side on which the picture is longer than the frame, with what matters in the middle. */
const pan = (shot: Shot, picture: StillPicture): Ground => {
  const { widthPx, heightPx } = shot;
  const level = widerBy(picture, shot) >= 1;
  const part = clamp((panPerSec * shot.frameCount) / shot.framesPerSec, ...panRange);
  const stepCount = 2 * Math.max(1, Math.round((part * (level ? widthPx : heightPx)) / 2));
  const at = countUp(stepCount, coin(picture));
  return {
    size: level ? { widthPx: widthPx + stepCount, heightPx } : { widthPx, heightPx: heightPx + stepCount },
    // In `yuv420p` the colour follows every second step; half a pixel of colour is not seen, full colour costs double.
    move: inSteps(shot, stepCount, [
      `crop=w=${widthPx}:h=${heightPx}:x='${level ? at : '0'}':y='${level ? '0' : at}':exact=1`,
    ]),
  };
};

const rest = (shot: Shot): Ground => ({ size: shot, move: [`${hold},setpts=N/${shot.framesPerSec}/TB`] });

const groundOf = (shot: Shot, picture: StillPicture, movement: Movement): Ground => {
  switch (movement) {
    case 'none':
      return rest(shot);
    case 'pan':
      return pan(shot, picture);
    case 'zoom-in':
    case 'zoom-out':
      return zoom(shot, picture, movement === 'zoom-in');
  }
};

const fillWith = ({ framing }: StillPicture, { size, shape }: Ground): string[] => {
  const head = `[0:v]${squarePixels}`;
  if (framing !== undefined && framing.fit !== 'cover') {
    // As wide (or as high) as the canvas, which is as large as the frame at the widest view: from edge to edge at any time.
    return showWhole(head, { inside: size, canvas: size, framing, scaling });
  }
  const crop = cropToShape(shape ?? size, framing?.focus);
  const scale = `scale=${size.widthPx}:${size.heightPx}:${scaling}`;
  return [`${head},${crop},${scale},format=yuv420p[whole]`];
};

/**
 * A photograph that fills the frame and moves slowly.
 *
 * A smooth zoom needs positions between pixels. `zoompan` rounds them, which trembles; `perspective` is exact
 * and costs more than the encoding. Here the picture is scaled once for every step of whole, even pixels that
 * keeps its point in place, and frames between two steps are blends of them, which is linear interpolation:
 * smoother than both (acceleration of a corner 0.09 px a frame squared against 0.95 and 0.32), at a fifth of
 * the cost of `perspective`.
 */
export const planStill = (
  shot: Shot,
  picture: StillPicture,
  options: { readonly motion: StillMotion; readonly file: string },
): PicturePlan => {
  const ground = groundOf(shot, picture, chooseMovement(shot, picture, options.motion));
  return {
    inputs: [{ file: options.file, options: ['-threads', '1'] }],
    graph: [...fillWith(picture, ground), `[whole]${ground.move.join(',')}[picture]`],
  };
};
