import type { ScriptWord } from '../script/words.js';
import { peel } from './normalise/peel.js';
import { type FoundPronunciation, findPronunciations, type Pronunciation } from './pronunciations.js';

/** A word of the script and what is sent to be read for it: nothing where a word before it says it all. */
export type SaidWord = ScriptWord & { readonly said: string };

const marksBefore = (text: string): string => {
  const signs = [...text];
  const first = signs.findIndex((sign) => peel(sign).core !== '');
  return signs.slice(0, Math.max(0, first)).join('');
};

const marksAfter = (text: string): string => /[^\p{L}\p{M}\p{N}]*$/u.exec(text)?.[0] ?? '';

/** The respelling dealt out to the words it is for, with the marks around them and the `'s` that clings to the last. */
const deal = (words: readonly ScriptWord[], say: string, suffix: string): string[] => {
  const parts = say.split(/\s+/u);
  const said = words.map(() => [] as string[]);
  for (const [order, part] of parts.entries()) {
    const isLast = order === parts.length - 1;
    const before = order === 0 ? marksBefore(words[0]?.text ?? '') : '';
    const after = isLast ? suffix + marksAfter(words.at(-1)?.text ?? '') : '';
    said[Math.floor((order * words.length) / parts.length)]?.push(before + part + after);
  }
  return said.map((spoken) => spoken.join(' '));
};

/**
 * The words as services without markup are to read them. A pronunciation told in phonetic signs alone means nothing
 * to them, and leaves its word as it is written.
 *
 * @param language BCP 47.
 */
export const respell = (
  words: readonly ScriptWord[],
  pronunciations: readonly Pronunciation[],
  language: string,
): SaidWord[] => {
  const said = words.map((word) => word.text);
  const isTold = ({ pronunciation }: FoundPronunciation): boolean => pronunciation.say !== undefined;
  for (const { from, to, pronunciation, suffix } of findPronunciations(
    words,
    pronunciations,
    language,
  ).filter(isTold)) {
    said.splice(from, to - from, ...deal(words.slice(from, to), pronunciation.say ?? '', suffix));
  }
  return words.map((word, index) => ({ ...word, said: said[index] ?? word.text }));
};

/** The words whose pronunciation is told in phonetic signs alone. */
export const onlyPhonetic = (pronunciations: readonly Pronunciation[]): string[] =>
  pronunciations.flatMap(({ word, say }) => (say === undefined ? [word] : []));
