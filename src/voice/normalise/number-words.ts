/** English number names. Every function takes plain digits and returns lower-case words without hyphens. */

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const scales = ['', 'thousand', 'million', 'billion', 'trillion', 'quadrillion'];

/** Longer whole numbers are read digit by digit. */
const longestDigits = scales.length * 3;

const belowHundred = (value: number): string => {
  if (value < 20) {
    return small[value] ?? '';
  }
  const unit = value % 10;
  return `${tens[Math.floor(value / 10)] ?? ''}${unit === 0 ? '' : ` ${small[unit] ?? ''}`}`;
};

const belowThousand = (value: number): string => {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const parts = [
    ...(hundreds === 0 ? [] : [`${small[hundreds] ?? ''} hundred`]),
    ...(rest === 0 ? [] : [belowHundred(rest)]),
  ];
  return parts.join(' ');
};

/** `007` -> zero zero seven */
export const digitWords = (digits: string): string =>
  [...digits].map((digit) => small[Number(digit)] ?? '').join(' ');

/** `15000` -> fifteen thousand */
export const cardinal = (digits: string): string => {
  if (digits.length > longestDigits || (digits.length > 1 && digits.startsWith('0'))) {
    return digitWords(digits);
  }
  if (Number(digits) === 0) {
    return 'zero';
  }
  const parts: string[] = [];
  for (let end = digits.length, scale = 0; end > 0; end -= 3, scale += 1) {
    const group = Number(digits.slice(Math.max(0, end - 3), end));
    if (group > 0) {
      parts.unshift(`${belowThousand(group)} ${scales[scale] ?? ''}`.trim());
    }
  }
  return parts.join(' ');
};

/** `3.14` -> three point one four; `.5` -> point five */
export const decimal = (digits: string): string => {
  const [whole = '', fraction] = digits.replaceAll(',', '').split('.');
  const wholeWords = whole === '' ? '' : cardinal(whole);
  return (fraction === undefined ? wholeWords : `${wholeWords} point ${digitWords(fraction)}`).trim();
};

const irregularOrdinals: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** `22` -> twenty second */
export const ordinal = (digits: string): string => {
  const words = cardinal(digits).split(' ');
  const last = words.pop() ?? '';
  const ending = irregularOrdinals[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`);
  return [...words, ending].join(' ');
};

/** `1843` -> eighteen forty three; `1905` -> nineteen oh five; `2007` -> two thousand seven */
export const yearWords = (digits: string): string => {
  const century = Number(digits.slice(0, 2));
  const rest = Number(digits.slice(2));
  if (century % 10 === 0 && rest < 10) {
    return cardinal(digits);
  }
  if (rest === 0) {
    return `${belowHundred(century)} hundred`;
  }
  return `${belowHundred(century)} ${rest < 10 ? 'oh ' : ''}${belowHundred(rest)}`;
};

/** Whether four digits without a comma read as a year: 1010 to 2099. */
export const looksLikeYear = (digits: string): boolean =>
  /^(1[0-9]|20)\d\d$/u.test(digits) && digits >= '1010';

/** Makes the last word plural: `nineteen sixty` -> nineteen sixties */
export const pluralWords = (words: string): string =>
  words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}${/(?:s|x)$/u.test(words) ? 'es' : 's'}`;
