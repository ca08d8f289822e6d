import type { TimedWord } from '../voice/voice.js';
import type { TextMeasure } from './measure.js';

/** A word, or a part of one that is wider than the frame, and the place of the word among those of its cue. */
export type RowPiece = { readonly text: string; readonly spaceBefore: boolean; readonly word: number };
export type RowLayout = {
  readonly rows: readonly (readonly RowPiece[])[];
  /** Size of the text in parts of the look's own size, at most 1. */
  readonly scale: number;
};

export type RowLimits = {
  /** All in ems of the look's own size. */
  readonly maxWidthEm: number;
  readonly maxHeightEm: number;
  readonly rowHeightEm: number;
};

const smallestScale = 0.1;
const scaleStep = 0.04;

const pieceWidth = (piece: RowPiece, first: boolean, measure: TextMeasure): number =>
  measure(piece.text) + (piece.spaceBefore && !first ? measure(' ') : 0);

export const rowWidthEm = (row: readonly RowPiece[], measure: TextMeasure): number =>
  row.reduce((sum, piece, index) => sum + pieceWidth(piece, index === 0, measure), 0);

/** Where a word without white space may be broken with least harm. */
const afterMark = /[_\-–—./\\:@&=+,]$/u;

/** The longest beginning of a word that fits, if possible ending at a mark. */
const beginning = (graphemes: readonly string[], widthEm: number, measure: TextMeasure): number => {
  let fitting = 0;
  let text = '';
  for (const grapheme of graphemes) {
    text += grapheme;
    if (measure(text) > widthEm) {
      break;
    }
    fitting += 1;
  }
  for (let count = fitting; count > fitting / 2; count -= 1) {
    if (afterMark.test(graphemes[count - 1] ?? '')) {
      return count;
    }
  }
  return Math.max(1, fitting);
};

const breakWord = (piece: RowPiece, widthEm: number, measure: TextMeasure): RowPiece[] => {
  const segments = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(piece.text);
  let graphemes = [...segments].map(({ segment }) => segment);
  const parts: RowPiece[] = [];
  while (graphemes.length > 0) {
    const count = beginning(graphemes, widthEm, measure);
    parts.push({
      ...piece,
      text: graphemes.slice(0, count).join(''),
      spaceBefore: parts.length === 0 && piece.spaceBefore,
    });
    graphemes = graphemes.slice(count);
  }
  return parts;
};

const breakRow = (row: readonly RowPiece[], widthEm: number, measure: TextMeasure): RowPiece[][] => {
  const rows: RowPiece[][] = [];
  let current: RowPiece[] = [];
  for (const piece of row) {
    const fits = measure(piece.text) <= widthEm;
    if (fits && rowWidthEm([...current, piece], measure) <= widthEm) {
      current.push(piece);
      continue;
    }
    if (current.length > 0) {
      rows.push(current);
    }
    const parts = fits ? [piece] : breakWord(piece, widthEm, measure);
    rows.push(...parts.slice(0, -1).map((part) => [part]));
    current = parts.slice(-1);
  }
  return current.length > 0 ? [...rows, current] : rows;
};

/**
 * Lays the lines of a cue out in rows that fit the band. What is too wide is first set smaller, then broken,
 * and in the end both, so that nothing ever leaves the band.
 */
export const layoutRows = (
  lines: readonly (readonly TimedWord[])[],
  limits: RowLimits,
  measure: TextMeasure,
): RowLayout => {
  let word = -1;
  const planned = lines
    .map((line) =>
      line.map(({ text, spaceBefore }) => {
        word += 1;
        return { text, spaceBefore, word };
      }),
    )
    .map((line) => line.filter((piece) => measure(piece.text) > 0))
    .filter((line) => line.length > 0);
  const widest = Math.max(0, ...planned.map((row) => rowWidthEm(row, measure)));
  const height = planned.length * limits.rowHeightEm;
  const wholeScale = Math.min(1, limits.maxWidthEm / widest, limits.maxHeightEm / height);
  let scale = 1;
  let rows = planned.flatMap((row) => breakRow(row, limits.maxWidthEm, measure));
  while (rows.length * limits.rowHeightEm * scale > limits.maxHeightEm && scale > smallestScale) {
    scale -= scaleStep;
    const width = limits.maxWidthEm / scale;
    rows = planned.flatMap((row) => breakRow(row, width, measure));
  }
  // Smaller in one piece reads better than larger in pieces, as long as it does not get much smaller.
  return wholeScale >= Math.min(0.72, scale) ? { rows: planned, scale: wholeScale } : { rows, scale };
};
