import { joinWords, type ScriptWord, splitWords } from '../../script/words.js';

/** Punctuation that ends a clause: never inside a number ("15,000") or a word. */
const clauseEnd = /[,;:.!?…)\]}\u2014\u2013،؛؟、，；：！？」』”]["'”’»)]*$/u;
const clauseStart = /^[([{“"«„「『—–]/u;

/** @returns the sentences of a text, trimmed. */
export const splitSentences = (text: string, language: string): string[] =>
  [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== '');

/** Cuts a sentence where its punctuation does; a lone dash or bracket belongs to neither side. */
export const splitClauses = (sentence: string, language: string): ScriptWord[][] => {
  const clauses: ScriptWord[][] = [];
  let current: ScriptWord[] = [];
  const close = (): void => {
    if (current.length > 0) {
      clauses.push(current);
      current = [];
    }
  };
  for (const word of splitWords(sentence, language)) {
    if (!/[\p{L}\p{N}]/u.test(word.text)) {
      close();
      continue;
    }
    if (clauseStart.test(word.text)) {
      close();
    }
    current.push(word);
    if (clauseEnd.test(word.text)) {
      close();
    }
  }
  close();
  return clauses;
};

/** The words as text, without punctuation, brackets or quotes left open at the ends. */
export const phraseText = (words: readonly ScriptWord[]): string =>
  joinWords(words)
    .replace(/^(?:[^\p{L}\p{N}$€£¥#]|[$€£¥#](?!\p{N}))+/u, '')
    .replace(/[^\p{L}\p{N}\p{M}%°!?+]+$/u, '');
