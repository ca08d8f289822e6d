import { currencies, units } from './english-tables.js';
import type { EnglishRule } from './english-token.js';
import { cardinal, decimal, digitWords, ordinal, yearWords } from './number-words.js';

const monthNames =
  'January February March April May June July August September October November December'.split(' ');

/** `2024-03-15`, `3/15/2024`, `15/03/2024`; where both could be the month, the first is, as in America. */
const date: EnglishRule = ({ core }) => {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(core);
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/u.exec(core);
  const [, first = '', second = ''] = slashed ?? [];
  const dayFirst = Number(first) > 12;
  const month = iso?.[2] ?? (dayFirst ? second : first);
  const day = iso?.[3] ?? (dayFirst ? first : second);
  const name = monthNames[Number(month) - 1];
  if (name === undefined || Number(day) < 1 || Number(day) > 31) {
    return undefined;
  }
  return `${name} ${ordinal(String(Number(day)))}, ${yearWords(iso?.[1] ?? slashed?.[3] ?? '')}`;
};

/** `#AdaLovelace`; `#1` is a number. */
const hashtag: EnglishRule = ({ core }) => {
  const name = /^#(\p{L}[\p{L}\p{N}_]*)$/u.exec(core)?.[1];
  const words = name?.replaceAll('_', ' ').replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  return words === undefined ? undefined : `hashtag ${words}`;
};

/** `2x`, `2.5×`; as a whole word only. */
const multiple: EnglishRule = ({ core }) => {
  const sum = /^(\d+(?:\.\d+)?)[x×]$/u.exec(core)?.[1];
  return sum === undefined ? undefined : `${decimal(sum)} times`;
};

/** `10^6` */
const power: EnglishRule = ({ core }) => {
  const match = /^(\d+)\^(-?\d+)$/u.exec(core);
  const exponent = match?.[2] ?? '';
  return match === null
    ? undefined
    : `${decimal(match[1] ?? '')} to the power of ${exponent.startsWith('-') ? 'minus ' : ''}${cardinal(exponent.replace('-', ''))}`;
};

const vulgar: Readonly<Record<string, string>> = {
  '½': 'a half',
  '¼': 'a quarter',
  '¾': 'three quarters',
  '⅓': 'a third',
  '⅔': 'two thirds',
};

/** `2½` */
const mixedFraction: EnglishRule = ({ core }) => {
  const match = /^(\d+)([½¼¾⅓⅔])$/u.exec(core);
  return match === null ? undefined : `${cardinal(match[1] ?? '')} and ${vulgar[match[2] ?? ''] ?? ''}`;
};

const areaPattern = /^([\d,.]*)([a-zA-Z]+)([²³])$/u;

/** `5m²`, `km³` after a number */
const area: EnglishRule = ({ core, previous }) => {
  const match = areaPattern.exec(core);
  const unit = units[match?.[2] ?? ''];
  const sum = match?.[1] || (/^[\d,.]+$/u.test(previous) ? previous : '');
  if (match === null || unit === undefined || sum === '') {
    return undefined;
  }
  const said = `${match[3] === '²' ? 'square' : 'cubic'} ${unit[sum === '1' ? 0 : 1]}`;
  return match[1] === '' ? said : `${decimal(sum)} ${said}`;
};

/** `$10-$20`, `$5-10` before `million` */
const moneyRange: EnglishRule = ({ core, next }) => {
  const match = /^([$€£¥₹])(\d[\d,.]*)[-–](?:\1)?(\d[\d,.]*)$/u.exec(core);
  const names = currencies[match?.[1] ?? ''];
  if (match === null || names === undefined) {
    return undefined;
  }
  const range = `${decimal(match[2] ?? '')} to ${decimal(match[3] ?? '')}`;
  return isMagnitude(next) ? range : `${range} ${names[1]}`;
};

const isMagnitude = (word: string): boolean => /^(?:thousand|million|billion|trillion)$/iu.test(word);

/** `million` after `$5-10` */
const magnitudeOfRange: EnglishRule = ({ core, previous }) => {
  const sign = /^([$€£¥₹])\d[\d,.]*[-–]\S*\d$/u.exec(previous)?.[1];
  return sign !== undefined && isMagnitude(core) ? `${core} ${currencies[sign]?.[1] ?? ''}` : undefined;
};

const dollarsOf: Readonly<Record<string, string>> = {
  C: 'Canadian',
  CA: 'Canadian',
  A: 'Australian',
  AU: 'Australian',
  NZ: 'New Zealand',
  HK: 'Hong Kong',
  S: 'Singapore',
};

/** `C$40` */
const otherDollars: EnglishRule = ({ core }) => {
  const match = /^([A-Z]{1,2})\$(\d[\d,.]*)$/u.exec(core);
  const country = dollarsOf[match?.[1] ?? ''];
  return match === null || country === undefined
    ? undefined
    : `${decimal(match[2] ?? '')} ${country} dollar${match[2] === '1' ? '' : 's'}`;
};

/** `99¢` */
const cents: EnglishRule = ({ core }) => {
  const sum = /^(\d+)¢$/u.exec(core)?.[1];
  return sum === undefined ? undefined : `${cardinal(sum)} cent${sum === '1' ? '' : 's'}`;
};

const currencyCodes: Readonly<Record<string, string>> = {
  USD: 'dollars',
  EUR: 'euros',
  GBP: 'pounds',
  JPY: 'yen',
  INR: 'rupees',
  CHF: 'francs',
  CAD: 'Canadian dollars',
  AUD: 'Australian dollars',
};

const isSum = (word: string): boolean => /^\d[\d,.]*$/u.test(word);

/** `50 EUR`, and in `USD 50` the sum; a code without a sum is spelled. */
const currencyCode: EnglishRule = ({ core, previous, next }) => {
  if (isSum(core) && currencyCodes[previous] !== undefined) {
    return `${decimal(core)} ${currencyCodes[previous] ?? ''}`;
  }
  const name = currencyCodes[core];
  if (name === undefined || !(isSum(previous) || isSum(next))) {
    return undefined;
  }
  return isSum(next) ? '' : name;
};

/** `(555) 123-4567`: the number after, and the code before it. */
const areaCode: EnglishRule = ({ core, previous, next }) => {
  const line = /^\d{3}-\d{4}$/u;
  const code = /^\d{3}$/u;
  const isPart = (code.test(core) && line.test(next)) || (line.test(core) && code.test(previous));
  return isPart ? core.split('-').map(digitWords).join(', ') : undefined;
};

const countedPlaces: Readonly<Record<string, string>> = {
  p: 'page',
  pp: 'pages',
  ch: 'chapter',
  sec: 'section',
};

/** `p. 12`, `Ch. 5` */
const place: EnglishRule = ({ core, after, next }) =>
  after.startsWith('.') && /^\d/u.test(next) ? countedPlaces[core.toLowerCase()] : undefined;

/** `3 in. wide`: without its stop it is the preposition. */
const inches: EnglishRule = ({ core, after, previous, next }) =>
  core === 'in' && after.startsWith('.') && isSum(previous) && /^(?:\p{Ll}|$)/u.test(next)
    ? `inch${previous === '1' ? '' : 'es'}`
    : undefined;

const shortMonths: Readonly<Record<string, string>> = Object.fromEntries(
  monthNames.map((name) => [name.slice(0, 3), name]),
);

/** `Feb 29`, `3 Nov` */
const monthWithDay: EnglishRule = ({ core, previous, next }) => {
  const isDay = (word: string): boolean => /^(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?$/u.test(word);
  return isDay(next) || isDay(previous) ? shortMonths[core] : undefined;
};

const days: Readonly<Record<string, string>> = {
  Mon: 'Monday',
  Tue: 'Tuesday',
  Tues: 'Tuesday',
  Wed: 'Wednesday',
  Thu: 'Thursday',
  Thurs: 'Thursday',
  Fri: 'Friday',
  Sat: 'Saturday',
  Sun: 'Sunday',
};

/** `Mon.`; without its stop it may be a name. */
const dayOfWeek: EnglishRule = ({ core, after }) => (after.startsWith('.') ? days[core] : undefined);

/** Written forms that are made of several things; tried before the plainer rules. */
export const compoundRules: readonly EnglishRule[] = [
  date,
  hashtag,
  multiple,
  power,
  mixedFraction,
  area,
  moneyRange,
  magnitudeOfRange,
  otherDollars,
  cents,
  currencyCode,
  areaCode,
  place,
  inches,
  monthWithDay,
  dayOfWeek,
];
