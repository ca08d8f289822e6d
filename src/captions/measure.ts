import { createHash } from 'node:crypto';
import { drawableParts, faceRuns } from './drawable.js';
import type { CaptionFonts } from './font-choice.js';

/** The width of a text on one line, in ems of the caption font. */
export type TextMeasure = (text: string) => number;

/** Measures the space between words wider or narrower than the font has it. */
export const withGap =
  (measure: TextMeasure, gap: number): TextMeasure =>
  (text) =>
    measure(text) * (text === ' ' ? gap : 1);

/** Room an emoji takes on its line, with a little air at both sides, and the side of its picture. */
export const emojiAdvanceEm = 1.2;
export const emojiSideEm = 1.06;

/** Large enough that hinting and rounding do not show in the result. */
const measuringPx = 200;

/** Measures as the glyphs are, shaped and kerned. Loads the canvas library on first use. */
export const createTextMeasure = async (fonts: CaptionFonts): Promise<TextMeasure> => {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  const aliases = new Map<string, string>();
  for (const { file } of fonts.faces) {
    const alias = `caption-${createHash('sha256').update(file).digest('hex').slice(0, 12)}`;
    if (!GlobalFonts.has(alias)) {
      GlobalFonts.registerFromPath(file, alias);
    }
    aliases.set(file, alias);
  }
  const context = createCanvas(1, 1).getContext('2d');
  const lettersEm = (text: string): number => {
    let width = 0;
    for (const run of faceRuns(text, fonts)) {
      context.font = `${measuringPx}px "${aliases.get(run.face.file)}"`;
      width += context.measureText(run.text).width / measuringPx;
    }
    return width;
  };
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      width = 0;
      for (const part of drawableParts(text, fonts)) {
        width += part.kind === 'emoji' ? emojiAdvanceEm : lettersEm(part.text);
      }
      known.set(text, width);
    }
    return width;
  };
};
