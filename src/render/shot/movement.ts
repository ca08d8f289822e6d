import type { FrameSize } from '../frame.js';
import type { StillMotion } from '../transition.js';
import type { Shot, StillPicture } from './picture-plan.js';

export type Movement = Exclude<StillMotion, 'automatic'>;

/** A photograph this much wider or taller than the frame shows more when the view travels over it. */
const panFromAspectRatio = 1.5;

/** Even or odd by the bytes of the file: the same photograph always moves the same way, its neighbours differ. */
export const coin = (picture: StillPicture): boolean =>
  Number.parseInt(picture.file.sha256.slice(-1), 16) % 2 === 0;

/** How much wider than the frame a picture is: 1 for the same shape, less where it is taller. */
export const widerBy = (picture: FrameSize, frame: FrameSize): number =>
  picture.widthPx / picture.heightPx / (frame.widthPx / frame.heightPx);

/** A picture that is shown whole has nothing to travel over: it zooms, or rests on black, where nothing may be cut. */
export const chooseMovement = (shot: Shot, picture: StillPicture, motion: StillMotion): Movement => {
  const zoom = coin(picture) ? 'zoom-in' : 'zoom-out';
  const fit = picture.framing?.fit ?? 'cover';
  const covers = fit === 'cover';
  if (motion === 'automatic') {
    if (fit === 'contain') {
      return 'none';
    }
    const wider = widerBy(picture, shot);
    return covers && Math.max(wider, 1 / wider) >= panFromAspectRatio ? 'pan' : zoom;
  }
  return motion === 'pan' && !covers ? zoom : motion;
};
