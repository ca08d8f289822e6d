import type { FrameSize } from '../frame.js';

/** Where a crop keeps its height: a little above the middle, since faces and horizons seldom sit below it. */
const upward = 0.4;

/** Makes pixels square (some camcorders store them oblong). */
export const squarePixels = "scale=w='round(iw*sar)':h=ih,setsar=1";

/** Cuts a picture to the shape of a frame, as large as possible. In expressions, since the file has the last word. */
export const cropToShape = ({ widthPx, heightPx }: FrameSize): string => {
  const width = `min(iw,round(ih*${widthPx}/${heightPx}))`;
  const height = `min(ih,round(iw*${heightPx}/${widthPx}))`;
  return `crop=w='${width}':h='${height}':x='(iw-ow)/2':y='(ih-oh)*${upward}'`;
};
