import type { Chart, ChartRow } from './chart.js';

/** Signs of currencies that stand where the language puts them. */
const currencies: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  USD: 'USD',
  EUR: 'EUR',
  GBP: 'GBP',
  JPY: 'JPY',
  INR: 'INR',
  CHF: 'CHF',
  CNY: 'CNY',
};
/** Longer units stand below the title, not beside every value. */
const longestBeside = 4;

const decimalsOf = (value: number): number => Math.min(3, (/\.(\d+)/u.exec(String(value))?.[1] ?? '').length);

const numbersOf = (rows: readonly ChartRow[]): number[] =>
  rows.flatMap(({ value }) => (value === null ? [] : [value]));

/** As many decimals as the data has, at most three, and fewer the larger the numbers are. */
const fractionDigits = (values: readonly number[]): number => {
  const largest = Math.max(...values.map(Math.abs));
  const room = largest >= 1_000 ? 0 : largest >= 100 ? 1 : largest >= 1 ? 2 : 3;
  return Math.min(room, Math.max(0, ...values.map(decimalsOf)));
};

export type ValueFormat = {
  /** A value as the chart shows it, its unit beside it where that is short. */
  readonly value: (value: number) => string;
  /** A round number on an axis. */
  readonly tick: (value: number) => string;
  /** A unit that is too long to stand beside values. */
  readonly unitLine: string | undefined;
};

const optionsFor = (values: readonly number[], unit: string | undefined): Intl.NumberFormatOptions => {
  const largest = Math.max(...values.map(Math.abs));
  const digits = fractionDigits(values);
  const size: Intl.NumberFormatOptions =
    largest >= 1e6
      ? { notation: 'compact', maximumSignificantDigits: 3 }
      : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const currency = unit === undefined ? undefined : currencies[unit];
  if (currency !== undefined) {
    return { ...size, style: 'currency', currency, currencyDisplay: 'narrowSymbol' };
  }
  return unit === '%' ? { ...size, style: 'unit', unit: 'percent' } : size;
};

/** How a chart writes its numbers, in the language of the film. */
export const createValueFormat = (
  { rows, unit }: Pick<Chart, 'rows' | 'unit'>,
  language: string,
): ValueFormat => {
  const options = optionsFor(numbersOf(rows), unit);
  const format = new Intl.NumberFormat(language, options);
  const { minimumFractionDigits: _, ...loose } = options;
  const tickFormat = new Intl.NumberFormat(language, {
    ...loose,
    ...(options.notation === 'compact' ? {} : { minimumFractionDigits: 0, maximumFractionDigits: 2 }),
  });
  const isFormatted = options.style !== undefined;
  const isBeside = !isFormatted && unit !== undefined && [...unit].length <= longestBeside;
  return {
    value: (value) => (isBeside ? `${format.format(value)}\u00a0${unit}` : format.format(value)),
    tick: (value) => tickFormat.format(value),
    unitLine: isFormatted || isBeside ? undefined : unit,
  };
};

const isoDate = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/u;

/** A day of ISO 8601 in milliseconds, or a year; undefined for every other label. */
export const timeOf = (label: string): number | undefined => {
  const year = /^[12]\d{3}$/u.exec(label);
  if (year !== null) {
    return Date.UTC(Number(label), 0, 1);
  }
  const [, y, month, day] = isoDate.exec(label) ?? [];
  if (y === undefined || month === undefined) {
    return undefined;
  }
  const timeMs = Date.UTC(Number(y), Number(month) - 1, Number(day ?? 1));
  const read = new Date(timeMs);
  return read.getUTCMonth() === Number(month) - 1 && read.getUTCDate() === Number(day ?? 1)
    ? timeMs
    : undefined;
};

/** Labels as they are shown: dates of ISO 8601 in the film's language, everything else as it is. */
export const labelsOf = (rows: readonly ChartRow[], language: string): string[] => {
  const isDated = rows.every(({ label }) => isoDate.test(label) && timeOf(label) !== undefined);
  if (!isDated) {
    return rows.map(({ label }) => label);
  }
  const hasDays = rows.some(({ label }) => label.length > 7);
  const years = new Set(rows.map(({ label }) => label.slice(0, 4)));
  const format = new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    month: 'short',
    ...(hasDays ? { day: 'numeric' } : {}),
    ...(years.size > 1 ? { year: 'numeric' } : {}),
  });
  return rows.map(({ label }) => format.format(timeOf(label)));
};

/** The times of the rows where all labels are dates or years in rising order; undefined otherwise. */
export const timesOf = (rows: readonly ChartRow[]): number[] | undefined => {
  const times = rows.map(({ label }) => timeOf(label));
  const known = times.filter((time) => time !== undefined);
  const rises = known.every((time, index) => index === 0 || time > (known[index - 1] ?? time));
  return known.length === rows.length && rises ? known : undefined;
};
