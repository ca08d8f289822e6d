import { assColour, assNumber, escapeAssText, twinColour } from './ass-text.js';
import { drawableParts, drawableText, faceRuns } from './drawable.js';
import type { CaptionFace, CaptionFonts } from './font-choice.js';
import type { CaptionLook } from './look.js';
import { emojiAdvanceEm, type TextMeasure } from './measure.js';
import type { PlacedPiece, PlacedRow } from './place-cue.js';
import { firstDirection } from './text-direction.js';

export type Painter = {
  readonly look: CaptionLook;
  readonly fonts: CaptionFonts;
  readonly measure: TextMeasure;
};

/** How the words of a row are inked: `undefined` for one ink throughout, as shadows are. */
export type Inks = { readonly active: number | undefined; readonly hidden: number | undefined };

/** libass makes a font size ascent plus descent, not an em. */
export const assFontSize = (face: CaptionFace, emPx: number): number =>
  emPx * (face.ascentEm + face.descentEm);

/** Not trimmed at the ends of a line, as a space is. */
const gapSign = '\u00a0';
const directionMarks = { 'left-to-right': '\u200e', 'right-to-left': '\u200f' } as const;

/** A comma whose emoji could not be drawn moves up to the word before. */
const isRemnant = (piece: PlacedPiece, drawable: string): boolean =>
  piece.emoji.length === 0 && /^\p{Po}+$/u.test(drawable) && !piece.text.startsWith(drawable);

/** Where a row is anchored so that its base line comes out right: libass centres the box of all its fonts. */
const anchorPx = (row: PlacedRow, faces: Iterable<CaptionFace>): number => {
  const used = [...faces];
  const ascent = Math.max(...used.map((face) => face.ascentEm));
  const descent = Math.max(...used.map((face) => face.descentEm));
  return row.baselinePx - ((ascent - descent) / 2) * row.emPx;
};

/** Writes text run by run, changing the face only where it must. */
const createPen = ({ fonts, measure, look }: Painter, emPx: number) => {
  const [main] = fonts.faces;
  const faces = new Set<CaptionFace>();
  let face: CaptionFace = main;
  let text = '';
  const take = (next: CaptionFace): void => {
    faces.add(next);
    if (next !== face) {
      const bold = next.bold === face.bold ? '' : `\\b${next.bold ? 1 : 0}`;
      text += `{\\fn${next.family}\\fs${assNumber(assFontSize(next, emPx))}${bold}}`;
      face = next;
    }
  };
  const stretched = (sign: string, percent: number): void => {
    take(main);
    text += percent === 100 ? sign : `{\\fscx${assNumber(percent)}}${sign}{\\fscx100}`;
  };
  return {
    faces,
    result: () => text,
    tag: (tag: string) => {
      text += `{${tag}}`;
    },
    space: () => stretched(' ', look.gap * 100),
    word: (piece: PlacedPiece) => {
      for (const part of drawableParts(piece.text, fonts)) {
        if (part.kind === 'emoji') {
          stretched(gapSign, (emojiAdvanceEm / measure(gapSign)) * 100);
          continue;
        }
        for (const run of faceRuns(part.text, fonts)) {
          take(run.face);
          text += escapeAssText(run.text);
        }
      }
    },
  };
};

/** Turns a line whose first letter, by which libass goes, is of another direction than the line. */
const directionMark = (row: Pick<PlacedRow, 'direction'>, text: string): string => {
  const first = firstDirection(text) ?? 'left-to-right';
  return first === row.direction ? '' : directionMarks[row.direction];
};

/**
 * libass places every run of one colour on its own grid of sub-pixels; with neighbours that always differ, a word
 * keeps its place whichever is active.
 */
const inkOf = (piece: PlacedPiece, { look }: Painter, inks: Inks): string => {
  const colour =
    piece.word === inks.active && look.activeColour !== undefined
      ? look.activeColour
      : piece.word % 2 === 0
        ? look.colour
        : twinColour(look.colour);
  const alpha = piece.word === inks.hidden ? 'FF' : '00';
  return `\\1c${assColour(colour)}${inks.hidden === undefined ? '' : `\\1a&H${alpha}&\\3a&H${alpha}&`}`;
};

const sizeTag = (painter: Painter, emPx: number): string =>
  emPx === painter.look.fontSizePx ? '' : `\\fs${assNumber(assFontSize(painter.fonts.faces[0], emPx))}`;

/** The text of a row with our own tags: a face per run, an ink per word, room for emoji. */
export const paintRow = (row: PlacedRow, painter: Painter, inks: Inks | undefined): string => {
  const pen = createPen(painter, row.emPx);
  for (const [index, piece] of row.pieces.entries()) {
    if (index > 0 && piece.spaceBefore && !isRemnant(piece, drawableText(piece.text, painter.fonts))) {
      pen.space();
    }
    if (inks !== undefined) {
      pen.tag(inkOf(piece, painter, inks));
    }
    pen.word(piece);
  }
  const mark = directionMark(row, row.pieces.map((piece) => piece.text).join(' '));
  const at = `\\pos(${assNumber(painter.look.centrePx)},${assNumber(anchorPx(row, pen.faces))})`;
  return `{${at}${sizeTag(painter, row.emPx)}}${mark}${pen.result()}`;
};

/** How long a popping word takes to grow, how far it grows at most, and how far where no spaces part the words. */
const growMs = 90;
const largestPop = 1.2;
const unspacedPop = 1.1;
/** Left between the outlines of a grown word and its neighbour. */
const clearanceEm = 0.05;

const popScale = (piece: PlacedPiece, row: PlacedRow, { look, measure }: Painter): number => {
  if (row.pieces.length > 1 && row.pieces.slice(1).every((other) => !other.spaceBefore)) {
    return unspacedPop;
  }
  const spareEm = measure(' ') * look.gap - 2 * look.outlineEm - clearanceEm;
  return Math.min(largestPop, 1 + (2 * Math.max(0, spareEm) * row.emPx) / piece.widthPx);
};

/** One word alone in its place, grown towards its neighbours without touching them. */
export const paintPopped = (piece: PlacedPiece, row: PlacedRow, painter: Painter): string => {
  const pen = createPen(painter, row.emPx);
  pen.word(piece);
  const percent = assNumber(popScale(piece, row, painter) * 100);
  const colour = painter.look.activeColour ?? painter.look.colour;
  const at = `\\pos(${assNumber(piece.leftPx + piece.widthPx / 2)},${assNumber(anchorPx(row, pen.faces))})`;
  const grow = `\\t(0,${growMs},\\fscx${percent}\\fscy${percent})`;
  const mark = directionMark(row, piece.text);
  return `{${at}${sizeTag(painter, row.emPx)}\\1c${assColour(colour)}${grow}}${mark}${pen.result()}`;
};
