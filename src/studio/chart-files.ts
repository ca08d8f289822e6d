import { open } from 'node:fs/promises';
import path from 'node:path';
import { foreignCode, InputError } from '../errors/index.js';
import { decodeDocument } from '../script/decode.js';
import { confinePath } from '../security/confine.js';

/** A chart of thirty rows needs no more; a table of a thousand still fits. */
const largestDataBytes = 100_000;

const unreadable = (file: string, reason: string, cause?: unknown): InputError =>
  new InputError('DATA_INVALID', `The chart's data file ${path.basename(file)} cannot be used. ${reason}`, {
    hint: 'Name a CSV or JSON file of at most 100 KB by its path, or give the data itself.',
    ...(cause === undefined ? {} : { cause }),
  });

const readBounded = async (file: string): Promise<Buffer> => {
  const handle = await open(file, 'r');
  try {
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > largestDataBytes) {
      throw unreadable(file, facts.isFile() ? 'It is larger than 100 KB.' : 'It is no file.');
    }
    const bytes = Buffer.alloc(facts.size);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/**
 * The text of a data file.
 *
 * @param directory what relative paths are relative to; without one only absolute paths will do
 * @param inputRoots undefined where a person at the keyboard asks
 * @throws InputError `DATA_INVALID`, `PATH_ESCAPE`
 */
export const readDataFile = async (
  file: string,
  {
    directory,
    inputRoots,
  }: { readonly directory?: string | undefined; readonly inputRoots: readonly string[] | undefined },
): Promise<string> => {
  if (file.includes('\0') || (!path.isAbsolute(file) && directory === undefined)) {
    throw unreadable(file, 'It is not named by an absolute path.');
  }
  const absolute = path.resolve(directory ?? '/', file);
  const confined = inputRoots === undefined ? absolute : await confinePath(absolute, inputRoots);
  try {
    const text = decodeDocument(await readBounded(confined));
    if (text === undefined) {
      throw unreadable(file, 'It is not text.');
    }
    return text;
  } catch (error) {
    if (/^E[A-Z]+$/u.test(foreignCode(error) ?? '')) {
      throw unreadable(file, 'It is missing or cannot be opened.', error);
    }
    throw error;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Edits from outside with the data files of their charts read into them; everything else about them is left for
 * `applyEdits` to judge.
 */
export const withChartData = async (
  operations: unknown,
  inputRoots: readonly string[] | undefined,
): Promise<unknown> => {
  if (!Array.isArray(operations)) {
    return operations;
  }
  const read = async (operation: unknown): Promise<unknown> => {
    const visual = isRecord(operation) ? operation['visual'] : undefined;
    const chart = isRecord(visual) ? visual['chart'] : undefined;
    if (!isRecord(operation) || !isRecord(visual) || !isRecord(chart) || typeof chart['file'] !== 'string') {
      return operation;
    }
    const { file, ...rest } = chart;
    const data = await readDataFile(chart['file'], { inputRoots });
    return { ...operation, visual: { ...visual, chart: { ...rest, data } } };
  };
  return Promise.all(operations.map(read));
};
