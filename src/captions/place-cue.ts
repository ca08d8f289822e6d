import type { Cue } from './cue.js';
import { drawableParts } from './drawable.js';
import type { CaptionFonts } from './font-choice.js';
import { type CaptionLook, tallestRowEm } from './look.js';
import { emojiAdvanceEm, type TextMeasure, withGap } from './measure.js';
import { layoutRows, type RowPiece } from './rows.js';
import { type Direction, directionOf, visualOrder } from './text-direction.js';

/** A word, or a part of one, where it is drawn. */
export type PlacedPiece = RowPiece & {
  readonly leftPx: number;
  readonly widthPx: number;
  /** Pictures of its emoji and the left edge of the room each has. */
  readonly emoji: readonly { readonly file: string; readonly leftPx: number }[];
};

export type PlacedRow = {
  /** In reading order. */
  readonly pieces: readonly PlacedPiece[];
  readonly direction: Direction;
  readonly emPx: number;
  readonly baselinePx: number;
  /** Middle of its capitals: what emoji and boxes are centred on. */
  readonly middlePx: number;
  readonly rowHeightPx: number;
};

export type Placing = {
  readonly look: CaptionLook;
  readonly fonts: CaptionFonts;
  readonly measure: TextMeasure;
};

/** Rows closer than this touch; the box of a line needs a little more. */
const leastRowEm = { plain: 1.16, boxed: 1.34 };
/** How far letters reach below the base line, on average. */
const descentEm = 0.18;

/** Middle of the letters above the base line: half way between cap height and descender. */
const middleOfLettersEm = ({ fonts }: Placing): number => (fonts.faces[0].capHeightEm - descentEm) / 2;

const rowHeightEm = ({ fonts, look }: Placing): number => {
  const lineHeight = Math.max(...fonts.faces.map((face) => face.lineHeightEm));
  const least =
    look.lineBox === undefined && look.wordBox === undefined ? leastRowEm.plain : leastRowEm.boxed;
  return Math.min(tallestRowEm, Math.max(least, lineHeight));
};

/** Emoji of a piece from left to right; in a word that runs to the left they follow its letters on that side. */
const placeEmoji = (
  piece: RowPiece,
  leftPx: number,
  emPx: number,
  placing: Placing,
): PlacedPiece['emoji'] => {
  const { fonts, measure } = placing;
  const parts = drawableParts(piece.text, fonts);
  const shown = directionOf(piece.text) === 'right-to-left' ? parts.toReversed() : parts;
  const placed: { file: string; leftPx: number }[] = [];
  let x = leftPx;
  for (const part of shown) {
    if (part.kind === 'emoji') {
      placed.push({ file: part.file, leftPx: x });
    }
    x += (part.kind === 'emoji' ? emojiAdvanceEm : measure(part.text)) * emPx;
  }
  return placed;
};

const placeRow = (
  pieces: readonly RowPiece[],
  direction: Direction,
  emPx: number,
  placing: Placing,
): PlacedPiece[] => {
  const { look } = placing;
  const measure = withGap(placing.measure, look.gap);
  const widths = pieces.map((piece) => measure(piece.text) * emPx);
  const gaps = pieces.map((piece, index) => (index > 0 && piece.spaceBefore ? measure(' ') * emPx : 0));
  const total = [...widths, ...gaps].reduce((sum, width) => sum + width, 0);
  const lefts: number[] = [];
  let x = look.centrePx - total / 2;
  let before: number | undefined;
  const order = visualOrder(
    pieces.map((piece) => piece.text),
    direction,
  );
  for (const index of order) {
    // The space belongs to whichever of two neighbours is read later.
    x += before === undefined ? 0 : (gaps[Math.max(index, before)] ?? 0);
    lefts[index] = x;
    x += widths[index] ?? 0;
    before = index;
  }
  return pieces.map((piece, index) => {
    const leftPx = lefts[index] ?? look.centrePx;
    return {
      ...piece,
      leftPx,
      widthPx: widths[index] ?? 0,
      emoji: placeEmoji(piece, leftPx, emPx, placing),
    };
  });
};

const isDrawn = (text: string, fonts: CaptionFonts): boolean =>
  drawableParts(text, fonts).some((part) => part.kind === 'emoji' || part.text.trim() !== '');

/** Where every word of a cue is drawn, inside the look's band. */
export const placeCue = (cue: Cue, direction: Direction, placing: Placing): PlacedRow[] => {
  const { look, fonts, measure } = placing;
  const { band, fontSizePx, maxLineWidthPx } = look;
  const heightEm = rowHeightEm(placing);
  const limits = {
    maxWidthEm: maxLineWidthPx / fontSizePx,
    maxHeightEm: (band.bottomPx - band.topPx) / fontSizePx,
    rowHeightEm: heightEm,
  };
  const spaced = withGap(measure, look.gap);
  const drawnWidth = (text: string): number => (text === ' ' || isDrawn(text, fonts) ? spaced(text) : 0);
  const layout = layoutRows(cue.lines, limits, drawnWidth);
  const emPx = fontSizePx * layout.scale;
  const rowHeightPx = heightEm * emPx;
  const firstMiddle = (band.topPx + band.bottomPx) / 2 - ((layout.rows.length - 1) / 2) * rowHeightPx;
  return layout.rows.map((pieces, index) => {
    const baselinePx = firstMiddle + index * rowHeightPx + middleOfLettersEm(placing) * emPx;
    return {
      pieces: placeRow(pieces, direction, emPx, placing),
      direction,
      emPx,
      baselinePx,
      middlePx: baselinePx - (fonts.faces[0].capHeightEm / 2) * emPx,
      rowHeightPx,
    };
  });
};
