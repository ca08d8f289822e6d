import { parseArgs } from 'node:util';
import type { App } from '../app.js';
import type { Config } from '../config/schema.js';
import type { Logger } from '../observability/logger.js';
import { examine } from './doctor-checks.js';
import { examineOnline } from './doctor-online.js';
import type { Terminal } from './terminal.js';

export const doctorUsage = `reelwright doctor [--online] [--json]

  Says what works on this machine, what is missing, and what to do. Fetches nothing.
  --online also asks every configured provider one cheap question, all at once.
  Exit code 1 when a film cannot be made, or a provider that was asked does not work.`;

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

const isHealthy = (checks: readonly Check[]): boolean => checks.every((check) => check.state !== 'problem');

const verdictOn = (checks: readonly Check[], online: readonly Check[]): string => {
  if (!isHealthy(checks)) {
    return 'No film can be made until the crosses above are dealt with.';
  }
  return isHealthy(online)
    ? 'Ready to make films.'
    : 'Films can be made, but without the providers that are crossed out above.';
};

/** Time for one provider to answer its question. */
const onlineTimeoutMs = 15_000;

type DoctorParts = {
  readonly config: Config;
  readonly app: App;
  readonly logger: Logger;
  readonly terminal: Terminal;
};

/** Returns the exit code. */
export const runDoctor = async (
  words: readonly string[],
  { config, app, logger, terminal }: DoctorParts,
): Promise<number> => {
  const { values } = parseArgs({
    args: [...words],
    options: { json: { type: 'boolean', default: false }, online: { type: 'boolean', default: false } },
  });
  const local = await examine(config, app);
  const online = values.online
    ? await examineOnline(app.onlineProviders, {
        logger,
        timeoutMs: onlineTimeoutMs,
        now: () => performance.now(),
      })
    : [];
  const checks = [...local, ...online];
  const healthy = isHealthy(checks);
  if (values.json) {
    terminal.stdout.write(`${JSON.stringify({ ok: healthy, checks })}\n`);
  } else {
    terminal.stdout.write(`${checks.map(describe).join('\n')}\n\n${verdictOn(local, online)}\n`);
  }
  return healthy ? 0 : 1;
};
