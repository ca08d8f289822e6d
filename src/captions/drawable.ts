import { removeInvisible } from '../script/invisible.js';
import type { CaptionFace, CaptionFonts } from './font-choice.js';

/** A stretch of text that one face draws. */
export type FaceRun = { readonly text: string; readonly face: CaptionFace };

const selector = /[\ufe00-\ufe0f]/u;
const joiner = /[\u200c\u200d]/u;
const joinedScript = /[\u0600-\u06ff\u0900-\u0dff]/u;

/** What of a text can be drawn, on one line: no control or direction-changing characters, nothing without a glyph. */
export const drawableText = (text: string, fonts: CaptionFonts): string => {
  const missing = new Set(fonts.missing);
  let previous = '';
  let drawable = '';
  for (const character of removeInvisible(text).replaceAll('\n', ' ')) {
    const stray = joiner.test(character) && !joinedScript.test(previous);
    if (!missing.has(character) && !selector.test(character) && !stray) {
      drawable += character;
    }
    previous = character;
  }
  return drawable;
};

/** Cuts drawable text where the face changes; white space and marks stay with what is before them. */
export const faceRuns = (text: string, fonts: CaptionFonts): FaceRun[] => {
  const runs: { text: string; face: CaptionFace }[] = [];
  for (const character of text) {
    const face = fonts.faces[fonts.substitutes[character] ?? 0] ?? fonts.faces[0];
    const last = runs.at(-1);
    const clings = /[\s\p{M}\u200c\u200d]/u.test(character);
    if (last !== undefined && (last.face === face || clings)) {
      last.text += character;
    } else {
      runs.push({ text: character, face });
    }
  }
  return runs;
};
