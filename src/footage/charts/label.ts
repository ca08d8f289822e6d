import type { SKRSContext2D } from '@napi-rs/canvas';
import type { FontRole } from '../cards/fonts.js';
import type { Stage } from '../cards/stage.js';
import { prepareContext } from '../cards/text-block.js';

/** A line of text in one size, as wide as it is. */
export type Label = {
  readonly text: string;
  readonly font: string;
  readonly sizePx: number;
  readonly widthPx: number;
};

export type LabelLook = {
  readonly role: FontRole;
  readonly sizePx: number;
  readonly maxWidthPx?: number /** What is too long loses its middle, not its end. */;
  readonly keepEnd?: boolean;
};

/** A label below this size cannot be read on a phone, in units. */
export const smallestLabel = 20;

/** Where capitals and digits have their middle above the baseline, of the size. */
const middle = 0.36;

/**
 * Sets a line of text; what is too wide is set smaller, to three quarters, then ends in an ellipsis.
 *
 * @returns `undefined` when no font has its letters
 */
export const setLabel = (stage: Stage, text: string, look: LabelLook): Label | undefined => {
  const match = stage.fonts.match(look.role, text.trim() === '' ? '–' : text);
  if (match === undefined) {
    return undefined;
  }
  const context = stage.createCanvas(8, 8).getContext('2d');
  prepareContext(context, stage);
  const widthAt = (part: string, sizePx: number): number => {
    context.font = `${sizePx}px ${match.families}`;
    return context.measureText(part).width;
  };
  const maxWidthPx = look.maxWidthPx ?? Number.POSITIVE_INFINITY;
  const wishedPx = widthAt(match.text, look.sizePx);
  const sizePx = look.sizePx * Math.max(0.75, Math.min(1, maxWidthPx / wishedPx));
  const fits = (part: string): boolean => widthAt(part, sizePx) <= maxWidthPx + 0.5;
  const shown = shorten(match.text, fits, look.keepEnd === true ? 0.4 : 0);
  return { text: shown, font: `${sizePx}px ${match.families}`, sizePx, widthPx: widthAt(shown, sizePx) };
};

/** @param endShare how much of what is kept comes from the end of the text */
const shorten = (text: string, fits: (part: string) => boolean, endShare: number): string => {
  if (fits(text)) {
    return text;
  }
  const characters = [...text];
  const cut = (length: number): string => {
    const endLength = Math.round(length * endShare);
    const end = characters
      .slice(characters.length - endLength)
      .join('')
      .trimStart();
    return `${characters
      .slice(0, length - endLength)
      .join('')
      .trimEnd()}…${end}`;
  };
  let [least, most] = [0, characters.length];
  while (least < most) {
    const length = Math.ceil((least + most) / 2);
    if (fits(cut(length))) {
      least = length;
    } else {
      most = length - 1;
    }
  }
  return cut(least);
};

/** All labels, told apart by their ends where their beginnings are alike, or `undefined` when a font lacks letters of one. */
export const setLabels = (
  stage: Stage,
  texts: readonly string[],
  look: LabelLook,
): readonly Label[] | undefined => {
  const labels = texts.map((text) => setLabel(stage, text, look));
  const isTwice = new Set(labels.map((label) => label?.text)).size < new Set(texts).size;
  if (isTwice && look.keepEnd === undefined) {
    return setLabels(stage, texts, { ...look, keepEnd: true });
  }
  return labels.every((label) => label !== undefined) ? labels : undefined;
};

export const widest = (labels: readonly Label[]): number =>
  Math.max(0, ...labels.map(({ widthPx }) => widthPx));

export type LabelPlace = {
  /** Of the label's left end, middle or right end, as `align` says. */
  readonly xPx: number;
  /** Of the middle of its capitals. */
  readonly yPx: number;
  readonly align: 'left' | 'middle' | 'right';
  readonly fill: string | ReturnType<SKRSContext2D['createLinearGradient']>;
};

/** Draws a label, always by its left end, since direction and alignment mean different things in different scripts. */
export const paintLabel = (context: SKRSContext2D, stage: Stage, label: Label, place: LabelPlace): void => {
  prepareContext(context, stage);
  context.font = label.font;
  context.letterSpacing = '0px';
  context.textAlign = 'left';
  context.fillStyle = place.fill;
  const share = { left: 0, middle: 0.5, right: 1 }[place.align];
  context.fillText(label.text, place.xPx - share * label.widthPx, place.yPx + middle * label.sizePx);
};
