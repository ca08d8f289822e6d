import type { ScriptWord } from '../../script/words.js';
import { sayEnglish } from './english.js';
import { type PeeledWord, peel } from './peel.js';
import type { SpokenWord } from './spoken-word.js';

/**
 * What a voice says for a script, with the script word each spoken word belongs to, so that captions go on
 * showing `$5.2M` while "five point two million dollars" is heard. Numbers and abbreviations are written out
 * for English; for other languages the voice's own reader knows them better.
 *
 * @param language BCP 47.
 */
export const toSpokenWords = (words: readonly ScriptWord[], language: string): SpokenWord[] => {
  const peeled = words.map((word) => peel(word.text));
  const said = /^en\b/iu.test(language) ? sayEnglish(peeled) : peeled.map(sayPlainly);
  const spoken: SpokenWord[] = [];
  for (const [scriptIndex, { text, after }] of said.entries()) {
    const parts = text.split(/\s+/u).filter((part) => part !== '');
    spoken.push(...toParts(parts, { scriptIndex, before: peeled[scriptIndex]?.before ?? '', after }));
    if (parts.length === 0 && after !== '') {
      closePrevious(spoken, after);
    }
  }
  return spoken;
};

/** The words that one script word is said as. What is dialled or dated is said in groups, each ended by a comma. */
const toParts = (parts: readonly string[], word: Omit<SpokenWord, 'text'>): SpokenWord[] =>
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
