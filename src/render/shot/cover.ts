import { type Framing, headroom } from '../../footage/visual.js';
import type { FrameSize } from '../frame.js';

type Focus = Framing['focus'];

/** Where a crop keeps its height: a little above the middle, since faces and horizons seldom sit below it. */
const upward = 0.4;

/** Makes pixels square (some camcorders store them oblong). */
export const squarePixels = "scale=w='round(iw*sar)':h=ih,setsar=1";

/**
 * Cuts a picture to the shape of a frame, as large as possible and as near around a point as its edges allow. In
 * expressions, since the file has the last word.
 */
export const cropToShape = ({ widthPx, heightPx }: FrameSize, focus?: Focus): string => {
  const width = `max(1,min(iw,round(ih*${widthPx}/${heightPx})))`;
  const height = `max(1,min(ih,round(iw*${heightPx}/${widthPx})))`;
  const x = focus === undefined ? '(iw-ow)/2' : `clip(iw*${focus.x}-ow/2,0,iw-ow)`;
  const y = focus === undefined ? `(ih-oh)*${upward}` : `clip(ih*${focus.y}-oh*${headroom},0,ih-oh)`;
  return `crop=w='${width}':h='${height}':x='${x}':y='${y}'`;
};

const placeIn = (shown: number, focus: number, aim: number): number => {
  const from = Math.min(1 - shown, Math.max(0, focus - shown * aim));
  return Math.min(1, Math.max(0, (focus - from) / shown));
};

/** Where the point lies within the crop that `cropToShape` makes, 0 to 1 of its width and height. */
export const placeInCrop = (picture: FrameSize, shape: FrameSize, focus: Focus): Focus => {
  const wider = picture.widthPx / picture.heightPx / (shape.widthPx / shape.heightPx);
  return {
    x: placeIn(Math.min(1, 1 / wider), focus.x, 0.5),
    y: placeIn(Math.min(1, wider), focus.y, headroom),
  };
};
