import { removeInvisible } from '../script/invisible.js';
import { emojiSequences } from './emoji-sequences.js';
import type { CaptionFace, CaptionFonts } from './font-choice.js';

/** A stretch of text that one face draws. */
export type FaceRun = { readonly text: string; readonly face: CaptionFace };

/** What a word is drawn of: letters, and emoji as pictures. */
export type DrawablePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'emoji'; readonly file: string };

const selector = /[\ufe00-\ufe0f]/u;
const joiner = /[\u200c\u200d]/u;
const joinedScript = /[\u0600-\u06ff\u0900-\u0dff]/u;

const drawableLetters = (text: string, fonts: CaptionFonts): string => {
  const missing = new Set(fonts.missing);
  let previous = '';
  let drawable = '';
  for (const character of text) {
    const stray = joiner.test(character) && !joinedScript.test(previous);
    if (!missing.has(character) && !selector.test(character) && !stray) {
      drawable += character;
    }
    previous = character;
  }
  return drawable;
};

/**
 * What of a text can be drawn, on one line: no control or direction-changing characters, nothing that neither a font
 * nor a picture shows.
 */
export const drawableParts = (text: string, fonts: CaptionFonts): DrawablePart[] => {
  const line = removeInvisible(text).replaceAll('\n', ' ');
  const parts: DrawablePart[] = [];
  let from = 0;
  const addText = (until: number): void => {
    const letters = drawableLetters(line.slice(from, until), fonts);
    if (letters !== '') {
      parts.push({ kind: 'text', text: letters });
    }
  };
  for (const { index, sequence } of emojiSequences(line)) {
    const file = Object.hasOwn(fonts.emoji, sequence) ? fonts.emoji[sequence] : undefined;
    if (file !== undefined) {
      addText(index);
      parts.push({ kind: 'emoji', file });
      from = index + sequence.length;
    }
  }
  addText(line.length);
  return parts;
};

/** The letters of a text that can be drawn. */
export const drawableText = (text: string, fonts: CaptionFonts): string =>
  drawableParts(text, fonts)
    .map((part) => (part.kind === 'text' ? part.text : ''))
    .join('');

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
