import { dataInvalid, shownCell } from './data-invalid.js';

const delimiters = ['\t', ';', ',', '|'] as const;
const mostCells = 10_000;

/** The delimiter that stands in the first line oftest, outside quotes. */
const findDelimiter = (text: string): string => {
  const firstLine = (text.split(/\r?\n/u).find((line) => line.trim() !== '') ?? '').replaceAll(
    /"[^"]*"/gu,
    '',
  );
  const counts = delimiters.map((sign) => ({ sign, count: firstLine.split(sign).length - 1 }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
};

/** A cell that begins with a quote, from after it to its closing one; doubled quotes are one. */
const readQuoted = (text: string, from: number, row: number): { cell: string; next: number } => {
  let cell = '';
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) {
      throw dataInvalid(`Row ${row}: a quote is opened and never closed.`);
    }
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      return { cell, next: quote + 1 };
    }
    cell += '"';
    at = quote + 2;
  }
};

type Cell = { readonly cell: string; readonly next: number };

/** The cell that begins at `from`; `next` is where its delimiter, its line or the text ends. */
const readCell = (
  text: string,
  from: number,
  { delimiter, row }: { delimiter: string; row: number },
): Cell => {
  const spaces = (at: number): number => /^ */u.exec(text.slice(at, at + 20))?.[0].length ?? 0;
  const start = from + spaces(from);
  if (text[start] !== '"') {
    const length = text.slice(from).search(new RegExp(`[${delimiter}\n]`, 'u'));
    const next = length < 0 ? text.length : from + length;
    return { cell: text.slice(from, next).trim(), next };
  }
  const quoted = readQuoted(text, start + 1, row);
  const next = quoted.next + spaces(quoted.next);
  if (next < text.length && text[next] !== delimiter && text[next] !== '\n') {
    throw dataInvalid(`Row ${row}: something follows the closing quote of ${shownCell(quoted.cell)}.`);
  }
  return { cell: quoted.cell, next };
};

/**
 * Reads comma-, semicolon-, tab- or bar-separated text as RFC 4180 has it; blank lines are no rows.
 *
 * @throws InputError `DATA_INVALID`
 */
export const readCsv = (source: string): string[][] => {
  const text = source
    .replace(/^\ufeff/u, '')
    .replaceAll('\r\n', '\n')
    .trimEnd();
  const delimiter = findDelimiter(text);
  const rows: string[][] = [[]];
  let cellCount = 0;
  for (let at = 0; at <= text.length; ) {
    const { cell, next } = readCell(text, at, { delimiter, row: rows.length });
    rows.at(-1)?.push(cell);
    cellCount += 1;
    if (cellCount > mostCells) {
      throw dataInvalid(`There are more than ${mostCells} cells. Give only what the chart is to show.`);
    }
    if (text[next] !== delimiter && rows.at(-1)?.some((one) => one !== '') === true) {
      rows.push([]);
    } else if (text[next] !== delimiter) {
      rows[rows.length - 1] = [];
    }
    at = next + 1;
  }
  return rows.filter((row) => row.length > 0);
};
