import { bareWord } from './word-profile.js';

export type SpelledNumber = {
  /** As it is drawn: `3×`, `2B`, `1 in 5`. */
  readonly figure: string;
  /** How many words it takes. */
  readonly wordCount: number;
  /** How much it tells, 0 to 4. */
  readonly strength: number;
};

const digitsOf: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  twenty: 20,
  thirty: 30,
  fifty: 50,
};
const shortForms: Readonly<Record<string, string>> = {
  hundred: '00',
  thousand: 'K',
  million: 'M',
  billion: 'B',
  trillion: 'T',
};
const multiples: Readonly<Record<string, string>> = {
  twice: '2×',
  double: '2×',
  doubled: '2×',
  triple: '3×',
  tripled: '3×',
};

const own = <Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** The short form of "million" and its like after digits; `undefined` for other words. */
export const shortMagnitude = (word: string): string | undefined =>
  bareWord(word) === 'hundred' ? undefined : own(shortForms, bareWord(word));

/** An English number written out that is worth a card: "three times", "two billion", "one in five". */
export const spelledNumber = (words: readonly string[], index: number): SpelledNumber | undefined => {
  const [word = '', next = '', third = ''] = words.slice(index, index + 3).map(bareWord);
  const value = own(digitsOf, word) ?? (word === 'hundred' ? 100 : undefined);
  if (value === undefined) {
    const figure = own(multiples, word);
    return figure === undefined ? undefined : { figure, wordCount: 1, strength: 1.4 };
  }
  if (next === 'times') {
    return { figure: `${value}×`, wordCount: 2, strength: 3 };
  }
  const magnitude = own(shortForms, next);
  if (magnitude !== undefined) {
    return { figure: `${value}${magnitude}`, wordCount: 2, strength: 3 };
  }
  const of = own(digitsOf, third) ?? (/^\d{1,4}$/u.test(third) ? third : undefined);
  return next === 'in' && of !== undefined
    ? { figure: `${value} in ${of}`, wordCount: 3, strength: 3.1 }
    : undefined;
};
