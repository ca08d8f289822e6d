import { InputError } from '../errors/index.js';
import type { Terminal } from './terminal.js';

/** The terminal that this process stands in. A reader that goes away (`| head`) ends neither the work nor us. */
export const nodeTerminal = (): Terminal => ({
  stdout: withoutFaults(process.stdout),
  stderr: withoutFaults(process.stderr),
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

const withoutFaults = (stream: NodeJS.WriteStream): NodeJS.WriteStream =>
  stream.listenerCount('error') > 0 ? stream : stream.on('error', () => undefined);
