import type { SKRSContext2D } from '@napi-rs/canvas';
import { type ScriptWord, splitWords } from '../../script/words.js';
import type { Rect } from './calm-zones.js';
import type { FontRole } from './fonts.js';
import { breakLines, breakWord, raggedness, type WidthOf } from './line-breaking.js';
import type { Stage } from './stage.js';

export type TextLook = {
  readonly role: FontRole;
  /** Largest and smallest size, in units. */
  readonly size: readonly [largest: number, smallest: number];
  readonly maxLines: number;
  /** Of the size. */
  readonly lineHeight: number;
  /** Of the size. */
  readonly tracking?: number;
  readonly capitals?: boolean;
};

/** Text broken and sized for its box. */
export type FittedText = {
  readonly lines: readonly string[];
  readonly font: string;
  readonly sizePx: number;
  readonly lineHeightPx: number;
  readonly trackingPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** From the top of a line to its baseline. */
  readonly baselinePx: number;
};

const referencePx = 100;

/**
 * The largest size at which the text fits the box within `maxLines`; below the smallest size words are broken.
 * `undefined` when no font has its letters.
 */
export const fitText = (
  stage: Stage,
  text: string,
  look: TextLook,
  box: { widthPx: number; heightPx: number },
): FittedText | undefined => {
  const cased = look.capitals === true ? text.toLocaleUpperCase(stage.language) : text;
  const match = stage.fonts.match(look.role, cased) ?? stage.fonts.match(look.role, text);
  if (match === undefined) {
    return undefined;
  }
  const context = stage.createCanvas(8, 8).getContext('2d');
  prepareContext(context, stage);
  context.font = `${referencePx}px ${match.families}`;
  context.letterSpacing = `${(look.tracking ?? 0) * referencePx}px`;
  const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = context.measureText(match.text);
  // Fonts of other scripts are taller than Montserrat; their lines get the room they ask for.
  const lineHeight = match.bundled
    ? look.lineHeight
    : Math.max(look.lineHeight, (0.92 * (ascent + descent)) / referencePx);
  const widthOf = rememberWidths((part) => context.measureText(part).width / referencePx);
  const words = splitWords(match.text, stage.language);
  const fitted = largestFit(words, { stage, look: { ...look, lineHeight }, box, widthOf });
  const { lines, sizePx } = fitted;
  const lineHeightPx = sizePx * lineHeight;
  const boxEm = (ascent + descent) / referencePx;
  return {
    lines,
    sizePx,
    font: `${sizePx}px ${match.families}`,
    lineHeightPx,
    trackingPx: (look.tracking ?? 0) * sizePx,
    widthPx: Math.max(...lines.map(widthOf)) * sizePx,
    heightPx: lines.length * lineHeightPx,
    baselinePx: ((lineHeight - boxEm) / 2 + ascent / referencePx) * sizePx,
  };
};

const rememberWidths = (measure: WidthOf): WidthOf => {
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? measure(text);
    known.set(text, width);
    return width;
  };
};

type Fitting = {
  readonly stage: Stage;
  readonly look: TextLook;
  readonly box: { widthPx: number; heightPx: number };
  readonly widthOf: WidthOf;
};

/** How far below the largest size a more even break is looked for, and what a smaller size costs against it. */
const searchDown = 0.78;
const sizeCost = 0.45;

const largestFit = (words: readonly ScriptWord[], fitting: Fitting): { lines: string[]; sizePx: number } => {
  const { look, stage } = fitting;
  const [largest, smallest] = look.size;
  let best: { lines: string[]; sizePx: number; cost: number } | undefined;
  let first: number | undefined;
  for (let size = largest; size >= smallest && size >= (first ?? 0) * searchDown; size *= 0.96) {
    const sizePx = size * stage.unitPx;
    const lines = linesAt(words, sizePx, fitting);
    if (lines !== undefined) {
      first ??= size;
      const cost = raggedness(lines, fitting.widthOf) + sizeCost * (1 - size / first);
      best = best === undefined || cost < best.cost ? { lines, sizePx, cost } : best;
    }
  }
  return best ?? shrunk(words, fitting) ?? squeezed(words, fitting);
};

const linesAt = (words: readonly ScriptWord[], sizePx: number, fitting: Fitting): string[] | undefined => {
  const { look, box, widthOf } = fitting;
  const lines = breakLines(words, box.widthPx / sizePx, widthOf);
  const fits =
    lines !== undefined &&
    lines.length <= look.maxLines &&
    lines.length * sizePx * look.lineHeight <= box.heightPx;
  return fits ? lines : undefined;
};

/** A word too long for its line is set smaller than its style would have it before it is cut. */
const shrunk = (
  words: readonly ScriptWord[],
  fitting: Fitting,
): { lines: string[]; sizePx: number } | undefined => {
  const smallest = fitting.look.size[1];
  for (let size = smallest; size >= smallest * 0.6; size *= 0.96) {
    const sizePx = size * fitting.stage.unitPx;
    const lines = linesAt(words, sizePx, fitting);
    if (lines !== undefined) {
      return { lines, sizePx };
    }
  }
  return undefined;
};

/** The last resort for words longer than a line: smaller still, and cut where they must be. */
const squeezed = (words: readonly ScriptWord[], fitting: Fitting): { lines: string[]; sizePx: number } => {
  const { look, box, widthOf, stage } = fitting;
  const floorPx = 22 * stage.unitPx;
  let sizePx = look.size[1] * stage.unitPx;
  for (;;) {
    const maxWidth = box.widthPx / sizePx;
    const pieces = words.flatMap((word) =>
      breakWord(word.text, maxWidth, widthOf).map((text, index) => ({
        text,
        spaceBefore: index === 0 && word.spaceBefore,
      })),
    );
    const lines = breakLines(pieces, maxWidth, widthOf) ?? pieces.map(({ text }) => text);
    const fits = lines.length * sizePx * look.lineHeight <= box.heightPx;
    if (fits || sizePx <= floorPx) {
      return { lines: fits ? lines : lines.slice(0, Math.max(1, look.maxLines)), sizePx };
    }
    sizePx = Math.max(floorPx, sizePx * 0.94);
  }
};

/** Language and direction decide shaping; without them the host's own would. */
export const prepareContext = (context: SKRSContext2D, stage: Stage): void => {
  context.lang = stage.language;
  context.direction = stage.rightToLeft ? 'rtl' : 'ltr';
  context.textBaseline = 'alphabetic';
  context.fontKerning = 'normal';
};

export type Painting = {
  /** Top left and width of the column. */
  readonly at: Rect;
  readonly align: 'start' | 'centre';
  readonly fill: string | CanvasGradientFill;
  /** A word to set in another colour. */
  readonly highlight?: { readonly word: string; readonly fill: string } | undefined;
};
type CanvasGradientFill = ReturnType<SKRSContext2D['createLinearGradient']>;

/** Draws the lines; `at.yPx` is the top of the first. */
export const paintText = (
  context: SKRSContext2D,
  stage: Stage,
  text: FittedText,
  painting: Painting,
): void => {
  prepareContext(context, stage);
  context.font = text.font;
  context.letterSpacing = `${text.trackingPx}px`;
  context.textAlign = 'left';
  for (const [index, line] of text.lines.entries()) {
    const widthPx = context.measureText(line).width;
    const xPx = lineStart(painting, stage.rightToLeft, widthPx);
    const yPx = painting.at.yPx + index * text.lineHeightPx + text.baselinePx;
    context.fillStyle = painting.fill;
    context.fillText(line, xPx, yPx);
    paintHighlight(context, { line, xPx, yPx }, painting, stage);
  }
};

const lineStart = (painting: Painting, rightToLeft: boolean, widthPx: number): number => {
  const { at } = painting;
  if (painting.align === 'centre') {
    return at.xPx + (at.widthPx - widthPx) / 2;
  }
  return rightToLeft ? at.xPx + at.widthPx - widthPx : at.xPx;
};

/** Clips the line to the word and draws it again, so that shaping and kerning stay as they are. */
const paintHighlight = (
  context: SKRSContext2D,
  where: { line: string; xPx: number; yPx: number },
  painting: Painting,
  stage: Stage,
): void => {
  const { highlight } = painting;
  const start = highlight === undefined ? -1 : where.line.indexOf(highlight.word);
  if (highlight === undefined || start < 0 || stage.rightToLeft) {
    return;
  }
  const beforePx = context.measureText(where.line.slice(0, start)).width;
  const throughPx = context.measureText(where.line.slice(0, start + highlight.word.length)).width;
  context.save();
  context.beginPath();
  context.rect(where.xPx + beforePx - 1, where.yPx - 1e4, throughPx - beforePx + 2, 2e4);
  context.clip();
  context.fillStyle = highlight.fill;
  context.fillText(where.line, where.xPx, where.yPx);
  context.restore();
};
