import { parseArgs } from 'node:util';
import type { LoadedConfig } from '../config/load.js';
import type { Terminal } from './terminal.js';

export const configUsage = `reelwright config [--json]

  Prints every setting with its value and where that comes from. Secrets are not shown.`;

/** Prints the configuration in force. Returns the exit code. */
export const runConfig = (words: readonly string[], loaded: LoadedConfig, terminal: Terminal): number => {
  const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } });
  const rows = loaded.entries.map(({ leaf, shown, origin }) => ({ key: leaf.key, value: shown, origin }));
  if (values.json) {
    terminal.stdout.write(`${JSON.stringify({ file: loaded.file, settings: rows })}\n`);
    return 0;
  }
  const keyWidth = Math.max(...rows.map((row) => row.key.length));
  const originWidth = Math.max(...rows.map((row) => row.origin.length));
  const lines = rows.map(
    (row) => `${row.key.padEnd(keyWidth)}  ${row.origin.padEnd(originWidth)}  ${row.value || '(not set)'}`,
  );
  terminal.stdout.write(`${lines.join('\n')}\n\nFile: ${loaded.file}\n`);
  return 0;
};
