import type { FrameSize } from '../render/frame.js';
import type { CaptionBand, CaptionStyle } from './cue.js';

/** Where captions stand and how large they are, in pixels of the frame. */
export type CaptionLook = {
  readonly band: CaptionBand;
  readonly maxLineWidthPx: number;
  /** Size of an em. */
  readonly fontSizePx: number;
};

type Layout = {
  /** The widest frame (width over height) this layout is for. */
  readonly upTo: number;
  readonly top: number;
  readonly bottom: number;
  readonly lineWidth: number;
  /** Em over the width of the frame. */
  readonly em: number;
};

/**
 * Shares of the frame. Upright films are shown under the controls of TikTok, Reels and Shorts, which cover about the
 * lowest 20 % and a rail of 11 % at the right; elsewhere only the player's bar has to be avoided.
 */
const layouts: readonly Layout[] = [
  { upTo: 0.7, top: 0.66, bottom: 0.77, lineWidth: 0.78, em: 0.0685 },
  { upTo: 0.9, top: 0.73, bottom: 0.87, lineWidth: 0.82, em: 0.065 },
  { upTo: 1.3, top: 0.75, bottom: 0.92, lineWidth: 0.84, em: 0.06 },
  { upTo: Number.POSITIVE_INFINITY, top: 0.77, bottom: 0.93, lineWidth: 0.68, em: 0.032 },
];

/** Plain lines are read rather than glanced at, and are set a little smaller. */
const classicScale = 0.86;

export const captionLook = ({
  widthPx,
  heightPx,
  style,
}: FrameSize & { style: CaptionStyle }): CaptionLook => {
  const layout = layouts.find(({ upTo }) => widthPx / heightPx <= upTo) ?? layouts[0];
  if (layout === undefined) {
    throw new RangeError('There is no caption layout.');
  }
  return {
    band: { topPx: Math.round(layout.top * heightPx), bottomPx: Math.round(layout.bottom * heightPx) },
    maxLineWidthPx: Math.round(layout.lineWidth * widthPx),
    fontSizePx: layout.em * widthPx * (style === 'karaoke' ? 1 : classicScale),
  };
};

/** The band that captions use, inside the safe area of the platforms; `undefined` when there are none. */
export const captionBand = (options: FrameSize & { style: CaptionStyle }): CaptionBand | undefined =>
  options.style === 'none' ? undefined : captionLook(options).band;
