import { segmentsOf } from './segments.js';

/** One word as it is shown, with the punctuation that clings to it. */
export type ScriptWord = {
  readonly text: string;
  /** Whether white space stood before it in the script. */
  readonly spaceBefore: boolean;
};

const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const opening = /^[\p{Ps}\p{Pi}]+$/u;
const hasWord = /[\p{L}\p{N}\p{S}]/u;

/**
 * Cuts text into the words that captions show and voices time. Joining the words, each with a space before it
 * where `spaceBefore` says so, gives the text back with its white space folded.
 * Scripts that write no spaces (Chinese, Japanese, Thai ...) are cut by `Intl.Segmenter`.
 *
 * @param language BCP 47 tag, such as `en-US`.
 */
export const splitWords = (text: string, language: string): ScriptWord[] => {
  const words: ScriptWord[] = [];
  for (const chunk of text.split(/\s+/u)) {
    if (chunk === '') {
      continue;
    }
    const parts = unspacedScript.test(chunk) ? segmentUnspaced(chunk, language) : [chunk];
    for (const [index, part] of parts.entries()) {
      words.push({ text: part, spaceBefore: index === 0 && words.length > 0 });
    }
  }
  return words;
};

/** Punctuation joins the word before it, opening brackets and quotes the word after. */
const segmentUnspaced = (chunk: string, language: string): string[] => {
  const parts: string[] = [];
  let pendingOpening = '';
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  for (const { segment } of segmentsOf(chunk, segmenter)) {
    if (opening.test(segment)) {
      pendingOpening += segment;
    } else if (!hasWord.test(segment) && parts.length > 0 && pendingOpening === '') {
      parts[parts.length - 1] += segment;
    } else {
      parts.push(pendingOpening + segment);
      pendingOpening = '';
    }
  }
  if (pendingOpening !== '') {
    parts.push(pendingOpening);
  }
  return parts;
};

/** The words as one text, white space as the script had it. */
export const joinWords = (words: readonly ScriptWord[]): string =>
  words.map((word, index) => (index > 0 && word.spaceBefore ? ` ${word.text}` : word.text)).join('');
