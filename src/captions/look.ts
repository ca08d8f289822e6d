import type { FrameSize } from '../render/frame.js';
import type { CaptionLookChanges, CaptionStyle, Platform } from './caption-style.js';
import type { CaptionBand } from './cue.js';
import { safeInsets } from './safe-area.js';
import { type ActiveMark, type StyleFacts, styleFacts } from './style-facts.js';

export type CaptionLookRequest = FrameSize & {
  readonly style: CaptionStyle;
  /** What is changed about the style. */
  readonly look?: CaptionLookChanges;
  /** Whose controls to stay clear of; all of them where absent. */
  readonly platform?: Platform;
};

/** How captions look in one frame: a style with its changes. Colours are `#rrggbb`, lengths pixels or ems. */
export type CaptionLook = {
  readonly band: CaptionBand;
  /** Middle of every line. */
  readonly centrePx: number;
  readonly maxLineWidthPx: number;
  /** Size of an em. */
  readonly fontSizePx: number;
  readonly maxRows: number;
  /** Absent where only the width decides. */
  readonly wordsPerLine: number | undefined;
  readonly active: ActiveMark;
  readonly colour: string;
  readonly activeColour: string | undefined;
  readonly wordBox: string | undefined;
  /** Of a box behind every line. */
  readonly lineBox: string | undefined;
  readonly outlineColour: string;
  readonly outlineEm: number;
  readonly shadowEm: number;
  readonly haloEm: number;
  readonly gap: number;
  readonly font: StyleFacts['font'];
  readonly weight: StyleFacts['weight'];
  readonly letterCase: 'as-written' | 'upper' | 'lower';
};

/** Em over the width of the frame, and how much of the width a line may take; up to a ratio of width to height. */
const sizes = [
  { upTo: 0.7, em: 0.0685, lineWidth: 0.84 },
  { upTo: 0.9, em: 0.065, lineWidth: 0.82 },
  { upTo: 1.3, em: 0.06, lineWidth: 0.84 },
  { upTo: Number.POSITIVE_INFINITY, em: 0.032, lineWidth: 0.68 },
] as const;

/** Height of a row that holds every script: Arabic, Devanagari and Thai reach further up and down than Latin. */
export const tallestRowEm = 1.45;
/** A single row has no neighbour to lend it room for stacked accents. */
const roomEm = (rows: number): number => (rows === 1 ? 1.75 : rows * tallestRowEm);

/** A style without a mark of its own shows the active word where it is given a colour for it. */
const activeOf = (facts: StyleFacts, look: CaptionLookChanges): ActiveMark =>
  facts.active === 'none' && look.activeColour !== undefined ? 'colour' : facts.active;

type Limits = { readonly topPx: number; readonly bottomPx: number; readonly heightPx: number };

const placeBand = (
  { topPx, bottomPx, heightPx }: Limits,
  frame: FrameSize,
  position: CaptionLookChanges['position'],
): CaptionBand => {
  const lowest = Math.max(topPx, bottomPx - heightPx);
  const middle = Math.min(lowest, Math.max(topPx, (frame.heightPx - heightPx) / 2));
  const top = Math.round(position === 'top' ? topPx : position === 'middle' ? middle : lowest);
  return { topPx: top, bottomPx: Math.round(Math.min(bottomPx, top + heightPx)) };
};

/** The look of a style in a frame, its changes applied. */
export const captionLook = (request: CaptionLookRequest): CaptionLook => {
  const { widthPx, heightPx, style, look = {}, platform = 'all' } = request;
  const facts = styleFacts[style];
  const size = sizes.find(({ upTo }) => widthPx / heightPx <= upTo) ?? sizes[3];
  const insets = safeInsets(request, platform);
  const fontSizePx = size.em * widthPx * facts.size * (look.scale ?? 1);
  // Lines stand in the middle of the frame, so the wider edge counts on both sides.
  const clearPx = widthPx - 2 * Math.max(insets.leftPx, insets.rightPx);
  const isBox = facts.active === 'box';
  return {
    band: placeBand(
      {
        topPx: insets.topPx,
        bottomPx: heightPx - insets.bottomPx,
        heightPx: roomEm(facts.maxRows) * fontSizePx,
      },
      request,
      look.position,
    ),
    centrePx: widthPx / 2,
    maxLineWidthPx: Math.round(Math.min(size.lineWidth * widthPx, clearPx)),
    fontSizePx,
    maxRows: facts.maxRows,
    wordsPerLine: look.wordsPerLine ?? facts.wordsPerLine,
    active: activeOf(facts, look),
    colour: look.colour ?? facts.colour,
    activeColour: look.activeColour ?? facts.activeColour,
    wordBox: isBox ? (look.boxColour ?? facts.wordBox) : undefined,
    lineBox: isBox ? undefined : look.boxColour,
    outlineColour: look.outlineColour ?? facts.outlineColour,
    outlineEm: look.outline === undefined ? facts.outlineEm : look.outline / 1000,
    shadowEm: look.shadow === undefined ? facts.shadowEm : look.shadow / 1000,
    haloEm: look.shadow === 0 ? 0 : facts.haloEm,
    gap: facts.gap,
    font: look.font ?? facts.font,
    weight: facts.weight,
    letterCase: look.letterCase ?? facts.letterCase,
  };
};

/** The band that captions use, inside the safe area of the platforms; `undefined` when there are none. */
export const captionBand = (request: CaptionLookRequest): CaptionBand | undefined =>
  request.style === 'none' ? undefined : captionLook(request).band;
