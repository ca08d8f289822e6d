import type { ServerContext } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import type { ReportProgress } from './context.js';
import { plainText } from './plain-text.js';

/** The part of a request that progress is about. */
export type ProgressRequest = Pick<ServerContext['mcpReq'], '_meta' | 'signal' | 'notify'>;

/**
 * Sends progress notifications where the call carries a progress token. The protocol wants the number to rise
 * with every notification, so one that would not is left out.
 */
export const createProgressReporter = (request: ProgressRequest, logger: Logger): ReportProgress => {
  const progressToken = request._meta?.progressToken;
  if (progressToken === undefined) {
    return () => undefined;
  }
  let last = -1;
  return (fraction, message) => {
    if (fraction <= last || request.signal.aborted) {
      return;
    }
    last = fraction;
    const params = { progressToken, progress: fraction, total: 1, message: plainText(message, 200) };
    request.notify({ method: 'notifications/progress', params }).catch((error: unknown) => {
      logger.debug({ err: error }, 'progress notification not delivered');
    });
  };
};
