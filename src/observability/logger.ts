import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export const logLevels = ['silent', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Names under which a secret could be logged by mistake; pino replaces their values. */
const secretPaths = ['key', 'apiKey', 'token', 'authorization', 'password', 'secret'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/** Logs as JSON lines to stderr: stdout belongs to the protocol and to `--json`. */
export const createLogger = (level: LogLevel): Logger =>
  pino(
    { level, base: null, redact: { paths: secretPaths, censor: '[redacted]' } },
    pino.destination({ dest: 2, sync: true }),
  );

/** For tests and for code that has nobody to tell. */
export const silentLogger: Logger = pino({ level: 'silent' });
