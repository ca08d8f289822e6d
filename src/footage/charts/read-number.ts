/** Cells that say that there is no value. */
const missing = /^(?:|-|–|—|\.|\?|n\/?a|nan|null|none|nil|missing|k\.\s?a\.|nd)$/iu;

/** What may stand around a number: a currency, a percent sign. */
const around = /^[\s$€£¥₹₩₽₺]+|[\s%‰$€£¥₹₩₽₺]+$/gu;
/** Longer cells are words. */
const longestNumber = 60;
const groupSpace = /(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?:\D|$))/gu;
const plain = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,3})?$/iu;
const commaGroups = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u;
const pointGroups = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u;
const commaDecimal = /^[+-]?\d+,\d+$/u;

/** Zeros of Arabic, Persian and Devanagari digits. */
const zeros = [0x0660, 0x06f0, 0x0966];

/** Digits of other scripts as ASCII ones, and the Arabic decimal mark as a point. */
const toAsciiDigits = (text: string): string =>
  text.replaceAll('\u066b', '.').replace(/[٠-٩۰-۹०-९]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
  });

const tidy = (cell: string): string => {
  if (cell.length > longestNumber) {
    return cell;
  }
  const bracketed = /^\((.+)\)$/u.exec(cell.trim());
  const text = (bracketed === null ? cell : `-${bracketed[1]}`).replace(/[−–]/gu, '-');
  return toAsciiDigits(text)
    .replace(/^-\s*[$€£¥₹]/u, '-')
    .replace(around, '')
    .replace(groupSpace, '');
};

/** How a column writes its fractions, as far as one of its cells tells. */
export type DecimalMark = 'point' | 'comma';

/** A comma before other than three digits, or after groups of points, can only be a decimal one. */
export const decimalMarkOf = (cells: readonly string[]): DecimalMark =>
  cells
    .map(tidy)
    .some((text) => (commaDecimal.test(text) && !commaGroups.test(text)) || /\.\d{3},\d/u.test(text))
    ? 'comma'
    : 'point';

/**
 * A number as people and spreadsheets write it: `1,234.5`, `1.234,5`, `1 234`, `45%`, `$3`, `(12)`, `1e6`, in digits of
 * several scripts.
 *
 * @returns null where the cell says that there is none, undefined where it is no number
 */
export const readNumber = (cell: string, mark: DecimalMark): number | null | undefined => {
  if (missing.test(cell.trim())) {
    return null;
  }
  const text = tidy(cell);
  if (text.length > longestNumber) {
    return undefined;
  }
  if (mark === 'comma' && (pointGroups.test(text) || commaDecimal.test(text))) {
    return Number(text.replaceAll('.', '').replace(',', '.'));
  }
  if (commaGroups.test(text)) {
    return Number(text.replaceAll(',', ''));
  }
  return plain.test(text) ? Number(text) : undefined;
};
