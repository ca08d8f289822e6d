import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { Platform } from '../../captions/caption-style.js';
import type { CaptionBand } from '../../captions/cue.js';
import { type Insets, safeInsets } from '../../captions/safe-area.js';
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
  /** Mean relative luminance of what is opaque, 0 to 1. */
  readonly luminance: number;
  /** Mean distance of its channels from each other, 0 (grey) to 1. */
  readonly colourfulness: number;
  draw(context: SKRSContext2D, to: Rect): void;
};

/**
 * Margins in units, as broadcasters keep them (about 6 %) and a little more, since a card is a composition. An app's
 * buttons may ask for wider ones.
 */
const margins: Readonly<Record<Shape, { top: number; right: number; bottom: number; left: number }>> = {
  tall: { top: 200, right: 84, bottom: 200, left: 84 },
  square: { top: 84, right: 84, bottom: 84, left: 84 },
  wide: { top: 84, right: 120, bottom: 84, left: 120 },
};
/** Between the captions' band and anything of ours. */
const bandGap = 40;
const noInsets: Insets = { topPx: 0, rightPx: 0, bottomPx: 0, leftPx: 0 };

export const shapeOf = (frame: FrameSize): Shape => {
  const ratio = frame.widthPx / frame.heightPx;
  if (ratio > 1.2) {
    return 'wide';
  }
  return ratio < 0.65 ? 'tall' : 'square';
};

/** The rectangle that a card's own text and pictures may use. */
export const safeArea = (frame: FrameSize, band: CaptionBand | undefined, platform: Platform): Rect => {
  const unitPx = Math.min(frame.widthPx, frame.heightPx) / 1080;
  const shape = shapeOf(frame);
  const margin = margins[shape];
  const covered = shape === 'tall' ? safeInsets(frame, platform) : noInsets;
  const leftPx = Math.max(margin.left * unitPx, covered.leftPx);
  const widthPx = frame.widthPx - leftPx - Math.max(margin.right * unitPx, covered.rightPx);
  let topPx = Math.max(margin.top * unitPx, covered.topPx);
  let bottomPx = frame.heightPx - Math.max(margin.bottom * unitPx, covered.bottomPx);
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
