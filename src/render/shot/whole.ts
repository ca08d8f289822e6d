import type { Framing } from '../../footage/visual.js';
import { toVideoColour } from '../encoding.js';
import type { FrameSize } from '../frame.js';
import { cropToShape } from './cover.js';

export type WholePicture = {
  /** The whole picture is shown as large as fits in here, in the middle ... */
  readonly inside: FrameSize;
  /** ... of this. */
  readonly canvas: FrameSize;
  readonly framing: Framing;
  /** Options of the scaler, which turns the picture's colours into a film's, and filters after it. */
  readonly scaling: string;
  readonly colourFilters?: readonly string[];
};

/** Blurring is done at this size of the shorter side and scaled up: a tenth of the cost at full size, and no less soft. */
const blurredSidePx = 180;
/** How dark the backdrop is, so that the picture stands out from it. */
const dimming = 0.62;

const scaleInto = ({ widthPx, heightPx }: FrameSize, scaling: string): string => {
  const width = `max(2,2*round(min(${widthPx},${heightPx}*iw/ih)/2))`;
  const height = `max(2,2*round(min(${heightPx},${widthPx}*ih/iw)/2))`;
  return `scale=w='${width}':h='${height}':${scaling}`;
};

const blurredSize = ({ widthPx, heightPx }: FrameSize): string => {
  const scale = blurredSidePx / Math.min(widthPx, heightPx);
  return `${2 * Math.round((widthPx * scale) / 2)}:${2 * Math.round((heightPx * scale) / 2)}`;
};

/**
 * Chains that show the whole of a picture, from a head (filters on the input, without its end) to the pad
 * `[whole]` in `yuv420p`: on black, or over its own enlargement, blurred and dimmed.
 */
export const showWhole = (head: string, request: WholePicture): string[] => {
  const { inside, canvas, framing, scaling, colourFilters = [] } = request;
  const fitted = [head, scaleInto(inside, scaling), ...colourFilters, 'format=yuv420p'].join(',');
  const { widthPx, heightPx } = canvas;
  if (framing.fit === 'contain') {
    return [`${fitted},pad=${widthPx}:${heightPx}:x='2*floor((ow-iw)/4)':y='2*floor((oh-ih)/4)'[whole]`];
  }
  const soft = `scale=${blurredSize(canvas)}:flags=area,boxblur=lr=9:lp=2:cr=5:cp=2`;
  const dim = `lutyuv=y='16+(val-16)*${dimming}'`;
  return [
    `${fitted},split[front][behind]`,
    `[behind]${cropToShape(canvas, framing.focus)},${soft},${dim},scale=${widthPx}:${heightPx}:flags=bicubic:${toVideoColour}[backdrop]`,
    "[backdrop][front]overlay=x='2*floor((W-w)/4)':y='2*floor((H-h)/4)':eval=init:format=yuv420[whole]",
  ];
};
