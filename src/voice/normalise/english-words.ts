import { abbreviations, needsStop, respellings, symbols, titles, wordsInCapitals } from './english-tables.js';
import type { EnglishRule } from './english-token.js';
import { cardinal, decimal, ordinal } from './number-words.js';

/** Letters said one by one. */
export const spell = (letters: string): string => [...letters.toUpperCase()].join(' ');

const title: EnglishRule = ({ core, next, after }) => {
  const known = titles[core];
  if (/^Mr?s?$/u.test(core)) {
    return known;
  }
  return /^\p{Lu}/u.test(next) && (after === '' || after.startsWith('.')) ? known : undefined;
};

/** `St. Louis` is a saint's, `Main St.` a street; `No. 5` a number, `No.` an answer. */
const ambiguous: EnglishRule = ({ core, after, previous, next }) => {
  if (core === 'St' && /^\p{Lu}/u.test(next)) {
    return 'Saint';
  }
  if (core === 'St' && /^\p{Lu}/u.test(previous)) {
    return 'Street';
  }
  return /^nos?$/iu.test(core) && after.startsWith('.') && /^\d/u.test(next)
    ? `number${core.length > 2 ? 's' : ''}`
    : undefined;
};

const abbreviation: EnglishRule = ({ core, after }) => {
  const key = core.toLowerCase();
  const known = abbreviations[key];
  return known !== undefined && (!needsStop.has(key) || after.startsWith('.')) ? known : undefined;
};

const romanValues: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
const countedBefore =
  /^(?:war|part|chapter|volume|book|act|scene|phase|type|stage|episode|season|level|class|apollo|rocky|version)$/iu;
const isRoman = /^(?:X{0,3})(?:IX|IV|V?I{0,3})$/u;

const romanValue = (numeral: string): number =>
  [...numeral].reduce((sum, letter, index, letters) => {
    const value = romanValues[letter] ?? 0;
    const next = romanValues[letters[index + 1] ?? ''] ?? 0;
    return value < next ? sum - value : sum + value;
  }, 0);

/** `World War II` is counted, `Henry VIII` is the eighth. A lone `I` after a name is more often a pronoun. */
const roman: EnglishRule = ({ core, previous, shouting }) => {
  if (shouting || core === '' || !isRoman.test(core)) {
    return undefined;
  }
  const value = String(romanValue(core));
  if (countedBefore.test(previous)) {
    return cardinal(value);
  }
  return core.length > 1 && /^\p{Lu}\p{Ll}+$/u.test(previous) ? `the ${ordinal(value)}` : undefined;
};

/** `U.S.`, `p.m` with its last stop outside */
const dottedInitials: EnglishRule = ({ core }) =>
  /^(?:\p{L}\.)+\p{L}$/u.test(core) ? spell(core.replaceAll('.', '')) : undefined;

const respelled: EnglishRule = ({ core }) => {
  const [, word = core, possessive = ''] = /^(.*?)(['’]s)?$/u.exec(core) ?? [];
  const known = respellings[word.toUpperCase()];
  return known === undefined ? undefined : known + possessive;
};

/** Two or three capitals, or more that cannot be pronounced, are spelled: `GPU`, `HTML`, `GPUs`. */
const initials: EnglishRule = ({ core, shouting }) => {
  const match = /^(\p{Lu}{2,6})(['’]?s)?$/u.exec(core);
  const letters = match?.[1] ?? '';
  if (match === null || wordsInCapitals.has(letters)) {
    return undefined;
  }
  const hasVowel = /[AEIOUY]/u.test(letters);
  const pronounceable = hasVowel && !/[^AEIOUY]{3}/u.test(letters);
  const readsAsWord = pronounceable && (letters.length > 3 || shouting);
  if (readsAsWord || (shouting && hasVowel)) {
    return undefined;
  }
  return spell(letters) + (match[2] === undefined ? '' : "'s");
};

/** `Vitamin A.`: a capital A that no noun follows is the letter; elsewhere it is the article. */
const letterA: EnglishRule = ({ core, next, after }) => {
  if (core !== 'A') {
    return undefined;
  }
  return next === '' || after !== '' ? 'A' : 'a';
};

/** `example.com`, `https://example.com/about`, `someone@example.com` */
const address: EnglishRule = ({ core }) => {
  const match = /^(?:https?:\/\/)?(?:www\.)?([\w.+-]+@)?((?:[\w-]+\.)+[a-z]{2,})(?:\/\S*)?$/iu.exec(core);
  if (match === null || /^\d/u.test(match[2] ?? '')) {
    return undefined;
  }
  const spoken = (part: string): string => part.replaceAll('.', ' dot ').replaceAll(/[-_+]/gu, ' ');
  const [, user, host = ''] = match;
  return (user === undefined ? '' : `${spoken(user.slice(0, -1))} at `) + spoken(host);
};

/** In the order they are tried. */
export const wordRules: readonly EnglishRule[] = [
  title,
  ambiguous,
  abbreviation,
  roman,
  dottedInitials,
  respelled,
  initials,
  letterA,
  address,
];

const mixed = /\d+(?:[.,]\d+)*|[\p{L}\p{M}'’]+|[^\s\d\p{L}\p{M}'’]/gu;

/** What no rule knows is taken apart: letters are said, numbers counted, symbols named, the rest is silent. */
export const sayParts = (core: string, shouting: boolean): string =>
  (core.match(mixed) ?? []).map((part) => sayPart(part, shouting)).join(' ');

const sayPart = (part: string, shouting: boolean): string => {
  if (/^\d/u.test(part)) {
    return decimal(part.replaceAll(',', ''));
  }
  if (!/^[\p{L}\p{M}'’]/u.test(part)) {
    return symbols[part] ?? '';
  }
  const word = part.replaceAll('’', "'").replaceAll(/^'+|'+$/gu, '');
  const context = { after: '', previous: '', next: '-', shouting };
  const known = respelled({ core: word, ...context }) ?? initials({ core: word, ...context });
  return known ?? (word.length > 1 && word === word.toUpperCase() ? word.toLowerCase() : word);
};
