import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { CaptionBand } from '../../captions/cue.js';
import type { FrameSize } from '../../render/frame.js';
import type { Rect } from './calm-zones.js';
import type { FontBook } from './fonts.js';
import type { Palette } from './palettes.js';
import type { Random } from './seeded-random.js';

export type Shape = 'tall' | 'square' | 'wide';

/** Everything a card is drawn with. */
export type Stage = {
  readonly frame: FrameSize;
  readonly shape: Shape;
  /** One pixel of a frame whose short side is 1080; every measure is a multiple of it. */
  readonly unitPx: number;
  /** Where text may stand: inside the margins, the platforms' own buttons and the captions' band. */
  readonly area: Rect;
  readonly band: Rect | undefined;
  readonly palette: Palette;
  readonly random: Random;
  /** BCP 47 */
  readonly language: string;
  readonly rightToLeft: boolean;
  readonly fonts: FontBook;
  createCanvas(widthPx: number, heightPx: number): Canvas;
  /** A 3D emoji as decoded, or `undefined` where there is none of that code. */
  loadEmoji(code: string): Promise<EmojiImage | undefined>;
};

export type EmojiImage = {
  readonly widthPx: number;
  readonly heightPx: number;
  draw(context: SKRSContext2D, to: Rect): void;
};

/**
 * Margins in units, from what the platforms draw over a tall film (top bar, right-hand buttons, description)
 * and from broadcast practice (about 6 %) elsewhere.
 */
const margins: Readonly<Record<Shape, { top: number; right: number; bottom: number; left: number }>> = {
  tall: { top: 200, right: 120, bottom: 400, left: 84 },
  square: { top: 84, right: 84, bottom: 84, left: 84 },
  wide: { top: 84, right: 120, bottom: 84, left: 120 },
};
/** Between the captions' band and anything of ours. */
const bandGap = 40;

export const shapeOf = (frame: FrameSize): Shape => {
  const ratio = frame.widthPx / frame.heightPx;
  if (ratio > 1.2) {
    return 'wide';
  }
  return ratio < 0.65 ? 'tall' : 'square';
};

/** The rectangle that a card's own text and pictures may use. */
export const safeArea = (frame: FrameSize, band: CaptionBand | undefined): Rect => {
  const unitPx = Math.min(frame.widthPx, frame.heightPx) / 1080;
  const margin = margins[shapeOf(frame)];
  const leftPx = margin.left * unitPx;
  const widthPx = frame.widthPx - leftPx - margin.right * unitPx;
  let topPx = margin.top * unitPx;
  let bottomPx = frame.heightPx - margin.bottom * unitPx;
  if (band !== undefined) {
    const abovePx = band.topPx - topPx;
    const belowPx = bottomPx - band.bottomPx;
    if (abovePx >= belowPx) {
      bottomPx = Math.min(bottomPx, band.topPx - bandGap * unitPx);
    } else {
      topPx = Math.max(topPx, band.bottomPx + bandGap * unitPx);
    }
  }
  return { xPx: leftPx, yPx: topPx, widthPx, heightPx: Math.max(1, bottomPx - topPx) };
};
