import * as z from 'zod';
import { countOf } from '../../runtime/count-of.js';
import {
  type Chart,
  type ChartRequest,
  type ChartRow,
  type ChartType,
  chartSchema,
  maxRows,
} from './chart.js';
import { dataInvalid, shownCell } from './data-invalid.js';
import { readCsv } from './read-csv.js';
import { decimalMarkOf, readNumber } from './read-number.js';

/** Cells by row, and the names of the columns where the data gives them. */
type Table = {
  readonly header: readonly string[] | undefined;
  readonly rows: readonly (readonly unknown[])[];
};

const twoColumns = 'Give two columns: labels, then numbers. For example:\nCountry,Share\nFrance,30\nSpain,24';

const cellText = (cell: unknown): string => {
  if (cell === null || cell === undefined) {
    return '';
  }
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : shownText(cell);
};

const shownText = (cell: unknown): string => {
  if (typeof cell !== 'string') {
    throw dataInvalid(`${shownCell(cell)} is neither a text nor a number. ${twoColumns}`);
  }
  return cell.trim();
};

const recordSchema = z.record(z.string(), z.unknown());

/** Rows of objects: columns in the order of the first row's names. */
const tableOfRecords = (records: readonly Record<string, unknown>[]): Table => {
  const header = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return { header, rows: records.map((record) => header.map((name) => record[name])) };
};

const tableOfJson = (value: unknown): Table => {
  if (Array.isArray(value)) {
    if (value.every((row) => Array.isArray(row))) {
      return { header: undefined, rows: value };
    }
    if (value.every((row) => typeof row !== 'object' || row === null)) {
      return { header: undefined, rows: value.map((cell, index) => [String(index + 1), cell]) };
    }
    const index = value.findIndex((row) => !recordSchema.safeParse(row).success || Array.isArray(row));
    if (index >= 0) {
      throw dataInvalid(`Row ${index + 1} is ${shownCell(value[index])}, and other rows are objects.`);
    }
    return tableOfRecords(value);
  }
  const record = recordSchema.safeParse(value).data;
  if (record === undefined) {
    throw dataInvalid(`JSON data is a list of rows, such as [{"label": "France", "value": 30}].`);
  }
  return { header: undefined, rows: Object.entries(record) };
};

const tableOfText = (text: string): Table => {
  if (/^\s*[[{]/u.test(text)) {
    try {
      return tableOfJson(JSON.parse(text));
    } catch (error) {
      if (error !== null && typeof error === 'object' && 'code' in error) {
        throw error;
      }
      throw dataInvalid('The data begins as JSON does, but is none. Check its brackets, quotes and commas.');
    }
  }
  // `1,234` is one number, and no row of two.
  const isOneNumber = typeof readNumber(text, 'point') === 'number';
  return { header: undefined, rows: isOneNumber ? [[text]] : readCsv(text) };
};

const isNumber = (cell: unknown): boolean =>
  typeof cell === 'number' || (typeof cell === 'string' && typeof readNumber(cell, 'comma') === 'number');

const isMissing = (cell: unknown): boolean => typeof cell === 'string' && readNumber(cell, 'comma') === null;

/** A first row without a number, above one with one, names the columns. */
const withHeader = ({ header, rows }: Table): Table => {
  const [first, second] = rows;
  const isHeader =
    header === undefined &&
    first !== undefined &&
    second !== undefined &&
    !first.some(isNumber) &&
    !first.slice(1).some(isMissing) &&
    first.every((cell) => typeof cell === 'string') &&
    rows.slice(1).some((row) => row.some(isNumber));
  return isHeader ? { header: first.map(cellText), rows: rows.slice(1) } : { header, rows };
};

/** Which column holds the labels and which the values. */
const findColumns = ({ header, rows }: Table): { label: number | undefined; value: number } => {
  const width = Math.max(0, ...rows.map((row) => row.length));
  if (width === 0) {
    throw dataInvalid(`There is no data. ${twoColumns}`);
  }
  if (width === 1) {
    return { label: undefined, value: 0 };
  }
  if (width === 2) {
    const firstIsValue = rows.every(
      ([first, second]) => isNumber(first) && !isNumber(second) && cellText(second) !== '',
    );
    return firstIsValue ? { label: 1, value: 0 } : { label: 0, value: 1 };
  }
  const names = header === undefined ? '' : ` (${header.slice(0, 8).map(shownCell).join(', ')})`;
  throw dataInvalid(`There are ${width} columns${names}, and a chart shows two. ${twoColumns}`);
};

const columnName = (header: Table['header'], column: number): string =>
  header?.[column] === undefined ? `column ${column + 1}` : `column ${column + 1} (${header[column]})`;

const readRows = (table: Table): ChartRow[] => {
  const { header, rows } = withHeader(table);
  const columns = findColumns({ header, rows });
  const texts = rows.flatMap((row) =>
    typeof row[columns.value] === 'string' ? [String(row[columns.value])] : [],
  );
  const mark = decimalMarkOf(texts);
  const firstRow = header === undefined || table.header !== undefined ? 1 : 2;
  return rows.map((row, index) => {
    const cell = row[columns.value];
    const value = typeof cell === 'number' ? cell : readNumber(cellText(cell), mark);
    if (value === undefined || (value !== null && !(Math.abs(value) <= 1e15))) {
      const where = `Row ${index + firstRow}, ${columnName(header, columns.value)}`;
      throw dataInvalid(`${where}: ${shownCell(cell)} is not a number that can be shown.`);
    }
    const unnamed = rows.length === 1 ? '' : String(index + 1);
    const label = columns.label === undefined ? unnamed : cellText(row[columns.label]);
    return { label: [...label.replace(/\s+/gu, ' ')].slice(0, 120).join(''), value };
  });
};

const percentOf = (request: ChartRequest): string | undefined => {
  const text = typeof request.data === 'string' ? request.data : '';
  return /\d\s?%/u.test(text) ? '%' : undefined;
};

const refusals: Readonly<Record<ChartType, (values: readonly number[]) => string | undefined>> = {
  bar: () => undefined,
  line: (values) =>
    values.length < 2 ? 'A line needs two values at least; one is a chart of type number.' : undefined,
  area: (values) =>
    values.length < 2 ? 'An area needs two values at least; one is a chart of type number.' : undefined,
  pie: (values) => {
    const negative = values.find((value) => value < 0);
    if (negative !== undefined) {
      return `A pie shows parts of a whole, and ${negative} is below zero. Use bar.`;
    }
    return values.every((value) => value === 0) ? 'A pie of nothing but zeros has no parts.' : undefined;
  },
  number: () => undefined,
};

const checkRows = (type: ChartType, rows: readonly ChartRow[]): void => {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) {
    throw dataInvalid(`There is no number in the data. ${twoColumns}`);
  }
  if (rows.length > maxRows[type]) {
    const extra =
      type === 'number' ? ' Give the row to show, or use bar.' : ' Leave some out, or add them up.';
    throw dataInvalid(
      `The data has ${countOf(rows.length, 'row')}, and a chart of type ${type} shows ${maxRows[type]}.${extra}`,
    );
  }
  const refusal = refusals[type](values);
  if (refusal !== undefined) {
    throw dataInvalid(refusal);
  }
};

/**
 * Reads the data of a chart.
 *
 * @param request whose `file` was read into `data`
 * @throws InputError `DATA_INVALID`, the hint naming the row and column that is wrong
 */
export const readChart = (request: ChartRequest): Chart => {
  const { type, data, title, unit, source } = request;
  if (data === undefined) {
    throw dataInvalid(`There is no data. ${twoColumns}`);
  }
  const rows = readRows(typeof data === 'string' ? tableOfText(data) : tableOfJson(data));
  checkRows(type, rows);
  const stated = unit ?? percentOf(request);
  return chartSchema.parse({
    ...{ type, rows },
    ...(title === undefined ? {} : { title }),
    ...(stated === undefined ? {} : { unit: stated }),
    ...(source === undefined ? {} : { source }),
  });
};
