import type { ServerContext } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import type { ReportProgress } from './context.js';
import { plainText } from './plain-text.js';

/**
 * Sends progress notifications where the call carries a progress token. The protocol wants the number to rise
 * with every notification, so one that would not is left out.
 */
export const createProgressReporter = ({ mcpReq }: ServerContext, logger: Logger): ReportProgress => {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) {
    return () => undefined;
  }
  let last = -1;
  return (fraction, message) => {
    if (fraction <= last || mcpReq.signal.aborted) {
      return;
    }
    last = fraction;
    const params = { progressToken, progress: fraction, total: 1, message: plainText(message, 200) };
    mcpReq.notify({ method: 'notifications/progress', params }).catch((error: unknown) => {
      logger.debug({ err: error }, 'progress notification not delivered');
    });
  };
};
