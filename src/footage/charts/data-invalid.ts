import { InputError } from '../../errors/index.js';

/** What is wrong with a chart's data, and in which row or column. */
export const dataInvalid = (hint: string): InputError =>
  new InputError('DATA_INVALID', 'The data cannot be shown as a chart.', { hint });

/** A cell as it may stand in a hint: one short line. */
export const shownCell = (cell: unknown): string => {
  const text = (typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? String(cell)))
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = [...text];
  return `“${characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : text}”`;
};
