import { parseArgs } from 'node:util';
import type { App } from '../app.js';
import type { Config } from '../config/schema.js';
import { examine } from './doctor-checks.js';
import type { Terminal } from './terminal.js';

export const doctorUsage = `reelwright doctor [--json]

  Says what works on this machine, what is missing, and what to do. Fetches nothing.
  Exit code 1 when a film cannot be made.`;

/** One thing looked at: it works, or it works less well than it could, or no film can be made. */
export type Check = {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'problem';
  readonly message: string;
  readonly advice?: string;
};

const marks = { ok: '✓', note: '·', problem: '✗' } as const;

const describe = ({ state, message, advice }: Check): string =>
  `${marks[state]} ${message}${advice === undefined ? '' : `\n    ${advice.replaceAll('\n', '\n    ')}`}`;

/** Returns the exit code. */
export const runDoctor = async (
  words: readonly string[],
  { config, app, terminal }: { readonly config: Config; readonly app: App; readonly terminal: Terminal },
): Promise<number> => {
  const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } });
  const checks = await examine(config, app);
  const healthy = checks.every((check) => check.state !== 'problem');
  if (values.json) {
    terminal.stdout.write(`${JSON.stringify({ ok: healthy, checks })}\n`);
  } else {
    const verdict = healthy
      ? 'Ready to make films.'
      : 'No film can be made until the crosses above are dealt with.';
    terminal.stdout.write(`${checks.map(describe).join('\n')}\n\n${verdict}\n`);
  }
  return healthy ? 0 : 1;
};
