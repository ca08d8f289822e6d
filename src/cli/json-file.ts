import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, toReelwrightError } from '../errors/index.js';
import type { Terminal } from './terminal.js';

const largestBytes = 1_000_000;

/**
 * Reads a JSON file of the user's; `-` is standard input.
 *
 * @param example of what is wanted, for the hint
 * @throws InputError `INPUT_INVALID`
 */
export const readJsonFile = async (file: string, terminal: Terminal, example: string): Promise<unknown> => {
  const text =
    file === '-'
      ? await terminal.readInput(largestBytes)
      : await readFile(resolve(terminal.currentDirectory, file), 'utf8').catch((error: unknown) => {
          throw toReelwrightError(error);
        });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError('INPUT_INVALID', `${file} is not JSON.`, {
      hint: `Give something such as ${example}.`,
      cause,
    });
  }
};
