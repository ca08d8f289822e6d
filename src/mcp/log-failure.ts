import { toReelwrightError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';

/** Logs a failed request: a fault of ours as an error, anything else only for those who look for it. */
export const logFailure = (
  logger: Logger,
  error: unknown,
  request: { tool: string } | { uri: string },
): void => {
  const level = toReelwrightError(error).code === 'INTERNAL' ? 'error' : 'debug';
  logger[level]({ err: error, ...request }, 'request failed');
};
