import type { DocumentText } from '../document-text.js';
import { rankSentences, vectorsOf } from '../sentence-rank.js';
import { splitSentences } from '../sentences.js';
import { stopWordsOf } from '../stop-words.js';
import { maxDocumentCharacters } from './write-request.js';
import type { Passage } from './written-script.js';

/** More passages are not compared with each other. */
const maxPassages = 900;
/** Of a sentence's own words, how many a passage has to hold to be where it comes from. */
const leastShare = 0.6;
/** A rewording keeps fewer; what a model names itself counts only with some. */
const leastClaimedShare = 0.15;
const longestShown = 1_000;
const mostPassages = 4;

/** The paragraphs of a document that have something to say, in order. */
export const passagesOf = (document: DocumentText): string[] =>
  document.blocks
    .filter(({ kind }) => kind !== 'heading')
    .map(({ text }) => text)
    .slice(0, maxPassages);

/** The same passages, without the least central ones where they are too much for a model together. */
export const fitPassages = (passages: readonly string[], language: string): string[] => {
  const isTooLong = passages.reduce((sum, { length }) => sum + length, 0) > maxDocumentCharacters;
  if (!isTooLong) {
    return [...passages];
  }
  const cut = passages.map((text) => text.slice(0, 4_000));
  const ranks = rankSentences(vectorsOf(cut, language));
  const order = cut
    .map((text, index) => ({ index, length: text.length, rank: ranks[index] ?? 0 }))
    // The beginning says what the whole is about.
    .toSorted((a, b) => (b.index === 0 ? 1 : b.rank) - (a.index === 0 ? 1 : a.rank));
  const kept = new Set<number>();
  let characters = 0;
  for (const { index, length } of order) {
    if (characters + length <= maxDocumentCharacters) {
      kept.add(index);
      characters += length;
    }
  }
  return cut.filter((_, index) => kept.has(index));
};

const contentWords = (text: string, language: string): Set<string> => {
  const stopWords = stopWordsOf(language);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length > 2 && !stopWords.has(word)));
};

const shareIn = (words: ReadonlySet<string>, passage: ReadonlySet<string>): number => {
  const held = [...words].filter((word) => passage.has(word)).length;
  return words.size === 0 ? 0 : held / words.size;
};

type Source = { readonly language: string; readonly passages?: readonly string[] | undefined };

/**
 * The passages that a narration comes from: those that the model named, where the words bear that out, and for every
 * sentence the one that holds most of its words. Works on words, so a script in another language than its document
 * keeps what the model named.
 */
export const findPassages = (
  narration: string,
  claimed: readonly number[],
  { language, passages = [] }: Source,
): Passage[] => {
  const known = passages.map((text) => contentWords(text, language));
  const whole = contentWords(narration, language);
  const found = new Set<number>();
  for (const sentence of splitSentences(narration, language)) {
    const words = contentWords(sentence, language);
    const shares = known.map((passage) => shareIn(words, passage));
    const best = Math.max(0, ...shares);
    if (best >= leastShare) {
      found.add(shares.indexOf(best));
    }
  }
  const isTranslated = known.every((passage) => shareIn(whole, passage) < leastClaimedShare);
  for (const index of claimed.map((number) => number - 1)) {
    const passage = known[index];
    if (passage !== undefined && (isTranslated || shareIn(whole, passage) >= leastClaimedShare)) {
      found.add(index);
    }
  }
  return [...found]
    .toSorted((a, b) => a - b)
    .slice(0, mostPassages)
    .map((index) => ({ number: index + 1, text: (passages[index] ?? '').slice(0, longestShown) }));
};

const numbersIn = (text: string): string[] =>
  (text.match(/\p{Nd}[\p{Nd}.,]*/gu) ?? []).map((number) => number.replaceAll(/[.,]/gu, ''));

/** Numbers that a narration states and no passage has: nothing is made up more readily. */
export const inventedNumbers = (narration: string, passages: readonly string[]): string[] => {
  const known = new Set(passages.flatMap(numbersIn));
  return [...new Set(numbersIn(narration))].filter((number) => number.length > 1 && !known.has(number));
};
