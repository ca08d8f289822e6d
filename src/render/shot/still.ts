import { toVideoColour } from '../encoding.js';
import { cropToShape, squarePixels } from './cover.js';
import type { PicturePlan, Shot, StillPicture } from './picture-plan.js';

export const stillMotions = ['automatic', 'none', 'zoom-in', 'zoom-out', 'pan'] as const;
export type StillMotion = (typeof stillMotions)[number];
type Movement = Exclude<StillMotion, 'automatic'>;

/** A photograph this much wider than the frame (a landscape in 9:16) shows more when the view travels over it. */
const panFromAspectRatio = 1.5;

/** Zoom a second, and the least and most of a shot: slow enough to be felt rather than seen. */
const zoomPerSec = 0.016;
const zoomRange = [0.04, 0.12] as const;
/** Travel a second and at most, as parts of the frame's width. */
const panPerSec = 0.022;
const maxPan = 0.2;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Even or odd by the bytes of the file: the same photograph always moves the same way, its neighbours differ. */
const coin = (picture: StillPicture): boolean => Number.parseInt(picture.file.sha256.slice(-1), 16) % 2 === 0;

export const chooseMovement = (shot: Shot, picture: StillPicture, motion: StillMotion): Movement => {
  const wider = picture.widthPx / picture.heightPx / (shot.widthPx / shot.heightPx);
  if (motion === 'automatic') {
    return wider >= panFromAspectRatio ? 'pan' : coin(picture) ? 'zoom-in' : 'zoom-out';
  }
  return motion;
};

/** Steps of motion are made at their own rate, then blended to the film's; see `planStill`. */
const blendSteps = (shot: Shot, stepCount: number): [hold: string, blend: string] => [
  `loop=loop=-1:size=1,setpts=N*${shot.frameCount}/${stepCount}/${shot.framesPerSec}/TB`,
  `framerate=fps=${shot.framesPerSec}:interp_start=0:interp_end=255:flags=0`,
];

const zoomGraph = (shot: Shot, inward: boolean): string[] => {
  const { widthPx, heightPx } = shot;
  const zoom = clamp((zoomPerSec * shot.frameCount) / shot.framesPerSec, ...zoomRange);
  const stepCount = Math.max(1, Math.round((zoom * Math.min(widthPx, heightPx)) / 2));
  // Pixels that a step adds to each dimension: even, and in the frame's proportion as nearly as small numbers go.
  const stepX = 2 * Math.max(1, Math.round(widthPx / Math.min(widthPx, heightPx)));
  const stepY = 2 * Math.max(1, Math.round(heightPx / Math.min(widthPx, heightPx)));
  const grown = { widthPx: widthPx + stepX * stepCount, heightPx: heightPx + stepY * stepCount };
  const middle = {
    widthPx: widthPx + Math.round((stepX * stepCount) / 2),
    heightPx: heightPx + Math.round((stepY * stepCount) / 2),
  };
  const at = inward ? `min(n,${stepCount})` : `max(${stepCount}-n,0)`;
  const [hold, blend] = blendSteps(shot, stepCount);
  return [
    cropToShape(middle),
    `scale=${grown.widthPx}:${grown.heightPx}:flags=bicubic:${toVideoColour}`,
    'format=yuv420p',
    hold,
    `scale=w='${widthPx}+${stepX}*${at}':h='${heightPx}+${stepY}*${at}':eval=frame:flags=bicubic`,
    `crop=w=${widthPx}:h=${heightPx}:x='${stepX / 2}*${at}':y='${stepY / 2}*${at}':exact=1`,
    blend,
  ];
};

const panGraph = (shot: Shot, rightward: boolean): string[] => {
  const { widthPx, heightPx } = shot;
  const travel = clamp((panPerSec * shot.frameCount) / shot.framesPerSec, 0.03, maxPan);
  const stepCount = Math.max(2, Math.round(travel * widthPx));
  const wide = { widthPx: widthPx + stepCount, heightPx };
  const at = rightward ? `min(n,${stepCount})` : `max(${stepCount}-n,0)`;
  const [hold, blend] = blendSteps(shot, stepCount);
  return [
    cropToShape(wide),
    `scale=${wide.widthPx}:${wide.heightPx}:flags=bicubic:${toVideoColour}`,
    // Full colour resolution, so that a step of one pixel is one pixel in every plane.
    'format=yuv444p',
    hold,
    `crop=w=${widthPx}:h=${heightPx}:x='${at}':y=0`,
    blend,
    'format=yuv420p',
  ];
};

const restGraph = (shot: Shot): string[] => [
  cropToShape(shot),
  `scale=${shot.widthPx}:${shot.heightPx}:flags=bicubic:${toVideoColour}`,
  'format=yuv420p',
  `loop=loop=-1:size=1,setpts=N/${shot.framesPerSec}/TB`,
];

/**
 * A photograph that fills the frame and moves slowly.
 *
 * A smooth zoom needs positions between pixels. `zoompan` rounds them, which trembles; `perspective` is exact
 * and costs more than the encoding. Here the picture is scaled once for every step of whole, even pixels that
 * keeps its middle in place, and frames between two steps are blends of them, which is linear interpolation:
 * smoother than both (acceleration of a corner 0.09 px a frame squared against 0.95 and 0.32), at a fifth of
 * the cost of `perspective`.
 */
export const planStill = (
  shot: Shot,
  picture: StillPicture,
  options: { readonly motion: StillMotion; readonly file: string },
): PicturePlan => {
  const movement = chooseMovement(shot, picture, options.motion);
  const graphs: Readonly<Record<Movement, () => string[]>> = {
    none: () => restGraph(shot),
    'zoom-in': () => zoomGraph(shot, true),
    'zoom-out': () => zoomGraph(shot, false),
    pan: () => panGraph(shot, coin(picture)),
  };
  return {
    inputs: [{ file: options.file, options: ['-threads', '1'] }],
    graph: [`[0:v]${squarePixels},${graphs[movement]().join(',')}[picture]`],
  };
};
