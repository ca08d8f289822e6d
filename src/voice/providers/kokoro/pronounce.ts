import { dealPhonemes } from '../../deal-phonemes.js';
import type { SpokenWord } from '../../normalise/spoken-word.js';
import type { VoicedWord } from './passages.js';
import { ipaSymbols, type PhonemeSet, parseTrace, wordSymbols } from './phonemes.js';

/** Text to espeak-ng's phoneme trace. */
export type PhonemeTracer = (text: string) => string;

const clauseEnd = /[,.!?;:—…]/u;

/**
 * Gives each word its sound. A clause is pronounced as a whole, since words change with their neighbours
 * ("the end", "read it"), and its phonemes are then dealt out to the words.
 */
export const pronounce = (
  words: readonly SpokenWord[],
  trace: PhonemeTracer,
  set: PhonemeSet,
): VoicedWord[] =>
  clausesOf(words).flatMap((clause) => {
    const phonemes = clausePhonemes(clause, trace);
    if (set !== 'other') {
      nameLetters(clause, phonemes, trace);
    }
    const symbols = clause.map((word, index) =>
      word.ipa === undefined ? wordSymbols(phonemes[index] ?? [], set) : ipaSymbols(word.ipa, set),
    );
    return clause.map((word, index) => ({
      ...word,
      symbols:
        set === 'other' || word.ipa !== undefined
          ? (symbols[index] ?? '')
          : asTrained(word.text, symbols[index] ?? '', symbols[index + 1] ?? ''),
    }));
  });

const clausesOf = (words: readonly SpokenWord[]): SpokenWord[][] => {
  const clauses: SpokenWord[][] = [[]];
  for (const word of words) {
    clauses.at(-1)?.push(word);
    if (clauseEnd.test(word.after)) {
      clauses.push([]);
    }
  }
  return clauses.filter((clause) => clause.length > 0);
};

const clausePhonemes = (clause: readonly SpokenWord[], trace: PhonemeTracer): string[][] => {
  const groups = parseTrace(trace(clause.map((word) => word.text).join(' ')));
  if (groups.length === clause.length) {
    return groups;
  }
  return dealPhonemes(
    groups.flat(),
    clause.map((word) => parseTrace(trace(word.text)).flat()),
  );
};

/** In a clause espeak-ng says the letter A as the article; letters that are spelled have their full names. */
const nameLetters = (clause: readonly SpokenWord[], phonemes: string[][], trace: PhonemeTracer): void => {
  const isLetter = (index: number): boolean => /^\p{Lu}$/u.test(clause[index]?.text ?? '');
  for (const [index, word] of clause.entries()) {
    const isPronoun = word.text === 'I' && !isLetter(index - 1) && !isLetter(index + 1);
    if (isLetter(index) && !isPronoun) {
      phonemes[index] = parseTrace(trace(word.text)).flat();
    }
  }
};

const isArticle = /^an?$/u;
const isTeenth = /teenth'?s?$/iu;

/**
 * English words as the voice heard them in training (hexgrad/misaki, Apache-2.0), where espeak-ng has them otherwise:
 * the article is `ɐ`, "fourteenth" has its weight at the end, and "cheetah reaches" has no r before the r.
 */
const asTrained = (text: string, symbols: string, next: string): string => {
  if (isArticle.test(text)) {
    return symbols.replace('ə', 'ɐ');
  }
  if (isTeenth.test(text)) {
    return symbols.replace('ˈ', 'ˌ').replace(/i(?=ː?nθ)/u, 'ˈi');
  }
  const isLinked = symbols.endsWith('ɹ') && /^[ˈˌ]?ɹ/u.test(next) && !/r/iu.test(text);
  return isLinked ? symbols.slice(0, -1) : symbols;
};
