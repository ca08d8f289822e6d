import type { TimedWord } from '../voice/voice.js';
import type { CaptionLook } from './look.js';

type LetterCase = CaptionLook['letterCase'];

/** A text in the case captions show it in, by the rules of its language: Turkish has capitals of its own. */
export const inLetterCase = (text: string, letterCase: LetterCase, language: string): string => {
  if (letterCase === 'as-written') {
    return text;
  }
  return letterCase === 'upper' ? text.toLocaleUpperCase(language) : text.toLocaleLowerCase(language);
};

/** The same words at the same times, as captions show them. */
export const wordsInCase = (
  words: readonly TimedWord[],
  letterCase: LetterCase,
  language: string,
): TimedWord[] => words.map((word) => ({ ...word, text: inLetterCase(word.text, letterCase, language) }));
