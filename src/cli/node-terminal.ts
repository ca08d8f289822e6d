import { InputError } from '../errors/index.js';
import type { Terminal } from './terminal.js';

/** The terminal that this process stands in. */
export const nodeTerminal = (): Terminal => ({
  stdout: process.stdout,
  stderr: process.stderr,
  currentDirectory: process.cwd(),
  nowMs: () => Date.now(),
  readInput: async (limitBytes) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of process.stdin) {
      const bytes = Buffer.from(chunk);
      sizeBytes += bytes.length;
      if (sizeBytes > limitBytes) {
        throw new InputError('SCRIPT_TOO_LONG', `Standard input holds more than ${limitBytes / 1e6} MB.`);
      }
      chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString('utf8');
  },
});
