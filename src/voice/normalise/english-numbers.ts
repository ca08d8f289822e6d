import { currencies, magnitudes, magnitudeWords, months, units } from './english-tables.js';
import type { EnglishRule, EnglishToken } from './english-token.js';
import {
  cardinal,
  decimal,
  digitWords,
  looksLikeYear,
  ordinal,
  pluralWords,
  yearWords,
} from './number-words.js';

const amount = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+`;
const plainNumber = new RegExp(`^(?:${amount})$`, 'u');
const isNumber = (core: string): boolean => plainNumber.test(core);

/** `3:30`, `15:00`, `9:05pm` */
const clock: EnglishRule = ({ core, next }) => {
  const match = /^([01]?\d|2[0-4]):([0-5]\d)([ap]\.?m)?$/iu.exec(core);
  if (match === null) {
    return undefined;
  }
  const [, hour = '', minute = '', half] = match;
  const hourWords = cardinal(String(Number(hour)));
  const suffix = half === undefined ? '' : ` ${half.charAt(0).toUpperCase()} M`;
  if (minute === '00') {
    const exact = suffix === '' && !/^[ap]\.?m$/iu.test(next) && Number(hour) <= 12;
    return exact ? `${hourWords} o'clock` : hourWords + suffix;
  }
  return `${hourWords} ${minute.startsWith('0') ? `oh ${cardinal(minute.slice(1))}` : cardinal(minute)}${suffix}`;
};

/** `2:15:25`, a race or a film */
const duration: EnglishRule = ({ core }) => {
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/u.exec(core);
  if (match === null) {
    return undefined;
  }
  const parts = [
    ['hour', match[1]],
    ['minute', match[2]],
    ['second', match[3]],
  ] as const;
  const said = parts
    .map(([name, digits]) => [name, String(Number(digits))] as const)
    .filter(([, count]) => count !== '0')
    .map(([name, count]) => `${cardinal(count)} ${name}${count === '1' ? '' : 's'}`);
  return said.length < 2 ? (said[0] ?? 'zero') : `${said.slice(0, -1).join(' ')} and ${said.at(-1) ?? ''}`;
};

/** Before a number that is dialled. */
const dialled = /^(?:call|phone|tel|telephone|dial|text|fax|ring|whatsapp|\+\d{1,3})$/iu;

/** `555-0199`, which is no range: it goes on with a nought, or follows `call` or `+1`. */
const phoneNumber: EnglishRule = ({ core, previous }) => {
  const match = /^\(?(\d{2,4})\)?[-.](\d{3,4}(?:[-.]\d{2,4})*)$/u.exec(core);
  const isPhone = match?.[2]?.startsWith('0') === true || dialled.test(previous);
  return match !== null && isPhone ? core.match(/\d+/gu)?.map(digitWords).join(', ') : undefined;
};

/** `9pm` */
const hour: EnglishRule = ({ core }) => {
  const match = /^(1[0-2]|[1-9])([ap])\.?m$/iu.exec(core);
  return match === null ? undefined : `${cardinal(match[1] ?? '')} ${(match[2] ?? '').toUpperCase()} M`;
};

/** `pm` after `7:00` */
const halfOfDay: EnglishRule = ({ core, previous }) => {
  const match = /^([ap])\.?m$/iu.exec(core);
  return match === null || !/^\d{1,2}(?::\d\d)?$/u.test(previous)
    ? undefined
    : `${(match[1] ?? '').toUpperCase()} M`;
};

type CurrencyNames = readonly [string, string, string, string];

const moneyPattern = new RegExp(`^(?:US)?([$€£¥₹])(${amount})(k|K|mn?|M|bn?|B|tn?|T)?$`, 'u');

/** `$5.2M`, `£1`, `€3.50`, and the sum before `million` */
const money: EnglishRule = ({ core, next }) => {
  const match = moneyPattern.exec(core);
  const names = currencies[match?.[1] ?? ''];
  if (match === null || names === undefined) {
    return undefined;
  }
  const sum = match[2] ?? '';
  if (match[3] !== undefined) {
    return `${decimal(sum)} ${magnitudes[match[3]] ?? ''} ${names[1]}`;
  }
  return magnitudeWords.has(next.toLowerCase()) ? decimal(sum) : sumOfMoney(sum, names);
};

const sumOfMoney = (sum: string, [singular, plural, part, parts]: CurrencyNames): string => {
  const [whole = '', cents] = sum.replaceAll(',', '').split('.');
  if (cents?.length !== 2) {
    return `${decimal(sum)} ${sum === '1' ? singular : plural}`;
  }
  const wholeWords = `${cardinal(whole === '' ? '0' : whole)} ${whole === '1' ? singular : plural}`;
  const count = String(Number(cents));
  return count === '0' ? wholeWords : `${wholeWords} and ${cardinal(count)} ${count === '1' ? part : parts}`;
};

/** `million` after `$5.2` */
const moneyMagnitude: EnglishRule = ({ core, previous }) => {
  const names = currencies[moneyPattern.exec(previous)?.[1] ?? ''];
  return names !== undefined && magnitudeWords.has(core.toLowerCase()) ? `${core} ${names[1]}` : undefined;
};

const unitPattern = new RegExp(`^([-−+]?)(${amount})-?([a-zA-Z%°/]+)$`, 'u');

/** `15kg`, `-5°C`, `12.5%`, `7K` */
const measured: EnglishRule = ({ core }) => {
  const match = unitPattern.exec(core);
  const sum = match?.[2] ?? '';
  const name = match?.[3] ?? '';
  // Four digits and an `s` are a decade; two may be one.
  const unit = name === 's' ? undefined : units[name];
  if (match !== null && unit !== undefined) {
    return `${signWords(match[1] ?? '')}${decimal(sum)} ${sum === '1' ? unit[0] : unit[1]}`;
  }
  const magnitude = name === 'K' || name === 'T' ? undefined : magnitudes[name];
  return match !== null && magnitude !== undefined ? `${decimal(sum)} ${magnitude}` : undefined;
};

const signWords = (sign: string): string => {
  if (sign === '') {
    return '';
  }
  return sign === '+' ? 'plus ' : 'minus ';
};

/** `kg` after `15` */
const unitAfterNumber: EnglishRule = ({ core, previous }) => {
  const unit = units[core];
  return unit !== undefined && isNumber(previous) ? unit[previous === '1' ? 0 : 1] : undefined;
};

/** `1st`, `22nd` */
const ordinalNumber: EnglishRule = ({ core }) => {
  const match = /^(\d[\d,]*)(?:st|nd|rd|th)$/iu.exec(core);
  return match === null ? undefined : ordinal((match[1] ?? '').replaceAll(',', ''));
};

/** `1960s`, `'60s`, `1800s` */
const decade: EnglishRule = ({ core }) => {
  const match = /^(\d\d)?(\d0)['’]?s$/u.exec(core);
  if (match === null) {
    return undefined;
  }
  const [, century, rest = ''] = match;
  return pluralWords(century === undefined ? cardinal(rest) : yearWords(century + rest));
};

const rangePattern = new RegExp(`^(${amount})[-–—:](${amount})(%?)$`, 'u');

/** `1914-1918`, `10–20`, `50-60%`, `2:1` */
const range: EnglishRule = (token) => {
  const match = rangePattern.exec(token.core);
  if (match === null) {
    return undefined;
  }
  const [, from = '', to = '', percent = ''] = match;
  const ends = [from, to].map((end) => numberWords(end, token));
  return ends.join(' to ') + (percent === '' ? '' : ' percent');
};

const fractionNames: Record<string, string> = { '2': 'half', '4': 'quarter' };

/** `1/2`, `3/4`, `24/7` */
const fraction: EnglishRule = ({ core }) => {
  const match = /^(\d{1,2})\/(\d{1,3})$/u.exec(core);
  if (match === null) {
    return undefined;
  }
  const [, above = '', below = ''] = match;
  if (Number(above) >= Number(below) || below === '1') {
    return `${cardinal(above)} ${cardinal(below)}`;
  }
  const name = fractionNames[below] ?? ordinal(below);
  const plural = name === 'half' ? 'halves' : `${name}s`;
  return `${cardinal(above)} ${above === '1' ? name : plural}`;
};

/** `2.0.1` */
const version: EnglishRule = ({ core }) =>
  /^\d+(?:\.\d+){2,}$/u.test(core) ? core.split('.').map(cardinal).join(' point ') : undefined;

/** `July 4`, `4 July` */
const dayOfMonth: EnglishRule = ({ core, previous, next }) => {
  if (!/^(?:[1-9]|[12]\d|3[01])$/u.test(core)) {
    return undefined;
  }
  // "may" and "march" are verbs too; as months they have a capital.
  const isMonth = (word: string): boolean => /^[A-Z]/u.test(word) && months.has(word.toLowerCase());
  if (isMonth(previous)) {
    return ordinal(core);
  }
  return isMonth(next) ? `the ${ordinal(core)} of` : undefined;
};

const numberWords = (digits: string, { next }: Pick<EnglishToken, 'next'>): string => {
  const counts = units[next] !== undefined || magnitudeWords.has(next.toLowerCase());
  return looksLikeYear(digits) && !counts ? yearWords(digits) : decimal(digits);
};

const signedPattern = new RegExp(`^([-−+]?)(${amount})$`, 'u');

/** `15`, `1843`, `1,250`, `3.14`, `-5` */
const anyNumber: EnglishRule = (token) => {
  const match = signedPattern.exec(token.core);
  return match === null ? undefined : signWords(match[1] ?? '') + numberWords(match[2] ?? '', token);
};

/** `555-0100-22`: what is left of digits and hyphens is read out */
const digitGroups: EnglishRule = ({ core }) =>
  /^\+?\d+(?:-\d+)+$/u.test(core) ? core.match(/\d+/gu)?.map(digitWords).join(', ') : undefined;

/** In the order they are tried. */
export const numberRules: readonly EnglishRule[] = [
  duration,
  phoneNumber,
  clock,
  hour,
  halfOfDay,
  money,
  moneyMagnitude,
  measured,
  unitAfterNumber,
  ordinalNumber,
  decade,
  range,
  fraction,
  version,
  dayOfMonth,
  anyNumber,
  digitGroups,
];
