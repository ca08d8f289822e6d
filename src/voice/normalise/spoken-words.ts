import type { ScriptWord } from '../../script/words.js';
import { type FoundPronunciation, findPronunciations, type Pronunciation } from '../pronunciations.js';
import { sayEnglish } from './english.js';
import { type PeeledWord, peel } from './peel.js';
import type { SpokenWord } from './spoken-word.js';

/**
 * What a voice says for a script, with the script word each spoken word belongs to, so that captions go on
 * showing `$5.2M` while "five point two million dollars" is heard. Numbers and abbreviations are written out
 * for English; for other languages the voice's own reader knows them better.
 *
 * @param language BCP 47.
 * @param pronunciations Words that are said otherwise than they are read.
 */
export const toSpokenWords = (
  words: readonly ScriptWord[],
  language: string,
  pronunciations: readonly Pronunciation[] = [],
): SpokenWord[] => {
  const peeled = words.map((word) => peel(word.text));
  const said = /^en\b/iu.test(language) ? sayEnglish(peeled) : peeled.map(sayPlainly);
  const found = findPronunciations(words, pronunciations, language);
  const spoken: SpokenWord[] = [];
  for (const [scriptIndex, { text, after }] of said.entries()) {
    const own = found.find(({ from, to }) => scriptIndex >= from && scriptIndex < to);
    if (own !== undefined) {
      spoken.push(...(own.from === scriptIndex ? sayAsTold(own, peeled) : []));
      continue;
    }
    const parts = text.split(/\s+/u).filter((part) => part !== '');
    spoken.push(...toParts(parts, { scriptIndex, before: peeled[scriptIndex]?.before ?? '', after }));
    if (parts.length === 0 && after !== '') {
      closePrevious(spoken, after);
    }
  }
  return spoken;
};

const wordsOf = (text: string): string[] => text.split(/[\s-]+/u).filter((word) => word !== '');

/**
 * What is told to be said, dealt out to the words it is said for. Phonetic signs for more or fewer words than the
 * respelling has go to the first, and the others are silent.
 */
const sayAsTold = (
  { from, to, pronunciation, suffix }: FoundPronunciation,
  peeled: readonly PeeledWord[],
): SpokenWord[] => {
  const { say, ipa } = pronunciation;
  const parts = wordsOf(say ?? pronunciation.word);
  const signs = ipa === undefined ? [] : wordsOf(ipa);
  const dealt = signs.length === parts.length ? signs : [signs.join('')];
  return parts.map((part, order) => {
    const isLast = order === parts.length - 1;
    const sound = (dealt[order] ?? '') + (isLast && suffix !== '' && signs.length > 0 ? 'z' : '');
    return {
      text: isLast ? part + suffix : part,
      scriptIndex: from + Math.floor((order * (to - from)) / parts.length),
      before: order === 0 ? (peeled[from]?.before ?? '') : '',
      after: isLast ? (peeled[to - 1]?.after ?? '') : '',
      ...(ipa === undefined ? {} : { ipa: sound }),
    };
  });
};

/** The words that one script word is said as. What is dialled or dated is said in groups, each ended by a comma. */
const toParts = (
  parts: readonly string[],
  word: Pick<SpokenWord, 'scriptIndex' | 'before' | 'after'>,
): SpokenWord[] =>
  parts.map((part, order) => {
    const text = part.replace(/,$/u, '');
    const pause = text === part ? '' : ',';
    return {
      text,
      scriptIndex: word.scriptIndex,
      before: order === 0 ? word.before : '',
      after: order === parts.length - 1 ? word.after : pause,
    };
  });

const sayPlainly = ({ core, after }: PeeledWord): { text: string; after: string } => ({
  text: core
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Sc}'’%°&+=,.\-/]/gu, ' ')
    .replaceAll(/(?<!\d)[,.]|[,.](?!\d)/gu, ' '),
  after,
});

/** A mark that stands alone, such as a dash between spaces, belongs to the word before it. */
const closePrevious = (spoken: SpokenWord[], after: string): void => {
  const previous = spoken.pop();
  if (previous !== undefined) {
    spoken.push({ ...previous, after: previous.after === '' ? after : previous.after });
  }
};
