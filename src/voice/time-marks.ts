import type { ScriptWord } from '../script/words.js';
import type { SaidWord } from './respell.js';
import type { TimedWord } from './voice.js';
import { fitTimes, type TimeSpan } from './word-times.js';

/** Something a service says that it said, and when: a word, a part of one, or a single character. */
export type SpokenMark = TimeSpan & { readonly text: string };

type Sign = { readonly sign: string; readonly owner: number };
type TimedSign = Sign & TimeSpan;

/** What both sides can agree on: letters and digits, in small letters. */
const signsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]/gu) ?? [];

/** Each sign of a mark gets its share of the mark's time. */
const timeSigns = (marks: readonly SpokenMark[]): TimedSign[] =>
  marks.flatMap(({ text, startSec, endSec }, owner) => {
    const signs = signsOf(text);
    const shareSec = Math.max(0, endSec - startSec) / Math.max(1, signs.length);
    return signs.map((sign, index) => ({
      ...{ sign, owner },
      startSec: startSec + index * shareSec,
      endSec: startSec + (index + 1) * shareSec,
    }));
  });

/** As numbers, which compare faster than strings: tables of millions of cells are usual. */
const codesOf = (signs: readonly Sign[]): Uint32Array =>
  Uint32Array.from(signs, ({ sign }) => sign.codePointAt(0) ?? 0);

/** Edit distances of all beginnings: row by row, one more column than there are `wanted`. */
const distances = (heard: Uint32Array, wanted: Uint32Array): Uint16Array => {
  const width = wanted.length + 1;
  const table = new Uint16Array((heard.length + 1) * width);
  for (let column = 1; column < width; column += 1) {
    table[column] = column;
  }
  for (let row = 1; row <= heard.length; row += 1) {
    const at = row * width;
    table[at] = row;
    for (let column = 1; column < width; column += 1) {
      const price = heard[row - 1] === wanted[column - 1] ? 0 : 1;
      table[at + column] = Math.min(
        (table[at - width + column - 1] ?? 0) + price,
        (table[at - width + column] ?? 0) + 1,
        (table[at + column - 1] ?? 0) + 1,
      );
    }
  }
  return table;
};

/** For each sign heard, the wanted one it stands for; an extra one stands for that before it. */
const walkBack = (heard: Uint32Array, wanted: Uint32Array): number[] => {
  const table = distances(heard, wanted);
  const width = wanted.length + 1;
  const matches = new Array<number>(heard.length).fill(0);
  let row = heard.length;
  let column = wanted.length;
  while (row > 0) {
    const here = table[row * width + column] ?? 0;
    const price = heard[row - 1] === wanted[column - 1] ? 0 : 1;
    if (column > 0 && here === (table[(row - 1) * width + column - 1] ?? 0) + price) {
      row -= 1;
      column -= 1;
      matches[row] = column;
    } else if (here === (table[(row - 1) * width + column] ?? 0) + 1) {
      row -= 1;
      matches[row] = Math.max(0, column - 1);
    } else {
      column -= 1;
    }
  }
  return matches;
};

/**
 * Gives every script word its time from the marks that a service set. Services cut words elsewhere than we do,
 * leave punctuation away and write numbers out, so both texts are aligned letter by letter by edit distance
 * (Wagner and Fischer 1974); what has no mark shares the gap it stands in.
 *
 * @param words What is `said` for one, where that is told, is what the marks are compared with.
 * @param marks In the order they are heard; times in seconds into the sound.
 * @returns All of `words`, in order, none overlapping, none empty, all inside `durationSec`.
 */
export const timeWordsByMarks = (
  words: readonly (ScriptWord & Partial<Pick<SaidWord, 'said'>>)[],
  marks: readonly SpokenMark[],
  durationSec: number,
): TimedWord[] => {
  const wanted = words.flatMap(({ text, said = text }, owner) =>
    signsOf(said).map((sign) => ({ sign, owner })),
  );
  const heard = timeSigns(marks);
  const spans: (TimeSpan | undefined)[] = words.map(() => undefined);
  const matches = wanted.length === 0 ? [] : walkBack(codesOf(heard), codesOf(wanted));
  for (const [index, match] of matches.entries()) {
    const word = wanted[match]?.owner ?? 0;
    const sign = heard[index];
    const known = spans[word];
    if (sign !== undefined) {
      spans[word] = {
        startSec: Math.min(known?.startSec ?? Number.POSITIVE_INFINITY, sign.startSec),
        endSec: Math.max(known?.endSec ?? 0, sign.endSec),
      };
    }
  }
  const times = fitTimes(spans, durationSec);
  return words.map(({ text, spaceBefore }, index) => ({
    ...{ text, spaceBefore },
    startSec: times[index]?.startSec ?? 0,
    endSec: times[index]?.endSec ?? durationSec,
  }));
};
