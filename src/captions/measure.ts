import { createHash } from 'node:crypto';
import { drawableText, faceRuns } from './drawable.js';
import type { CaptionFonts } from './font-choice.js';

/** The width of a text on one line, in ems of the caption font. */
export type TextMeasure = (text: string) => number;

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
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      width = 0;
      for (const run of faceRuns(drawableText(text, fonts), fonts)) {
        context.font = `${measuringPx}px "${aliases.get(run.face.file)}"`;
        width += context.measureText(run.text).width / measuringPx;
      }
      known.set(text, width);
    }
    return width;
  };
};
