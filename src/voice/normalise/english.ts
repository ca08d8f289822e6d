import { compoundRules } from './english-compounds.js';
import { numberRules } from './english-numbers.js';
import { abbreviations, titles } from './english-tables.js';
import type { EnglishToken } from './english-token.js';
import { sayParts, wordRules } from './english-words.js';
import type { PeeledWord } from './peel.js';

/** What to say for one word, words parted by spaces, and the marks left after it. */
type Said = { readonly text: string; readonly after: string };

/** English as it is read out: numbers, money, units, dates, abbreviations and initials in words. */
export const sayEnglish = (words: readonly PeeledWord[]): Said[] => {
  const shouting = isShouting(words);
  return words.map((word, index) => {
    const token: EnglishToken = {
      core: word.core,
      after: word.after,
      previous: words[index - 1]?.core ?? '',
      next: words[index + 1]?.core ?? '',
      shouting,
    };
    return { text: sayToken(token), after: endsSentence(token) ? word.after : word.after.replace('.', '') };
  });
};

const allRules = [...compoundRules, ...numberRules, ...wordRules];

/** `mid-1990s`, `GPT-4`: what no rule knows as a whole is said piece by piece. */
const sayPieces = (token: EnglishToken): string =>
  token.core
    .split('-')
    .map((core, index, pieces) =>
      sayToken({
        ...token,
        core,
        after: '',
        previous: pieces[index - 1] ?? '',
        next: pieces[index + 1] ?? '-',
      }),
    )
    .join(' ');

const sayToken = (token: EnglishToken): string => {
  for (const rule of allRules) {
    const text = rule(token);
    if (text !== undefined) {
      return text;
    }
  }
  return /^[\p{L}\p{N}.,’']+(?:-[\p{L}\p{N}.,’']+)+$/u.test(token.core)
    ? sayPieces(token)
    : sayParts(token.core, token.shouting);
};

/** Words that open a sentence far more often than they are somebody's name. */
const openers =
  /^(?:A|After|And|As|At|But|By|For|From|He|Her|His|How|I|If|In|It|Its|Now|On|She|So|That|The|Then|There|They|This|We|What|When|Why|With|You)$/u;

/** The stop of an abbreviation is no full stop, unless a new sentence follows. */
const endsSentence = ({ core, after, next }: EnglishToken): boolean => {
  if (!after.startsWith('.') || next === '') {
    return true;
  }
  if (/^nos?$/iu.test(core)) {
    return !/^\d/u.test(next);
  }
  if (core === 'St' && /^\p{Ll}/u.test(next)) {
    return false;
  }
  if (titles[core] !== undefined || core === 'St') {
    return openers.test(next);
  }
  if (/^\p{Lu}$/u.test(core)) {
    return !/^\p{Lu}/u.test(next) || openers.test(next);
  }
  const isShort =
    abbreviations[core.toLowerCase()] !== undefined ||
    isShortUnit(core) ||
    /^(?:pp?|ch|in|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)$/iu.test(core) ||
    /^(?:\p{L}\.)+\p{L}$/u.test(core);
  return !isShort || (/^\p{Lu}/u.test(next) && !/^(?:p|pp|ch)$/iu.test(core));
};

const isShortUnit = (core: string): boolean => /^(?:ft|lbs?|oz|yd|mi|min|sec|hrs?)$/u.test(core);

const isShouting = (words: readonly PeeledWord[]): boolean => {
  const long = words.filter((word) => /\p{L}{2}/u.test(word.core));
  const loud = long.filter((word) => word.core === word.core.toUpperCase());
  return long.length >= 3 && loud.length > long.length * 0.6;
};
