import type { LoggingLevel, McpServer, ServerContext } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import { logLevels, readEnvelope } from './envelope.js';
import { plainText } from './plain-text.js';

/** Says a line to whoever reads the client's log, where the client asked for lines of that weight. */
export type TellClient = (level: LoggingLevel, message: string) => void;

const isWanted = (level: LoggingLevel, threshold: LoggingLevel | undefined): boolean =>
  threshold !== undefined && logLevels.indexOf(level) >= logLevels.indexOf(threshold);

/**
 * Offers logging to the client. A client of the 2026 era says with each request what it wants to hear, one before
 * by `logging/setLevel`; nothing is sent to those who did not ask.
 */
export const offerLogging = (
  { server }: McpServer,
  logger: Logger,
): ((context: ServerContext) => TellClient) => {
  let chosen: LoggingLevel | undefined;
  server.registerCapabilities({ logging: {} });
  server.setRequestHandler('logging/setLevel', async ({ params }) => {
    chosen = params.level;
    return {};
  });
  return (context) => (level, message) => {
    if (!isWanted(level, readEnvelope(context).logLevel ?? chosen)) {
      return;
    }
    const params = { level, logger: 'reelwright', data: plainText(message, 500) };
    context.mcpReq.notify({ method: 'notifications/message', params }).catch((error: unknown) => {
      logger.debug({ err: error }, 'log message not delivered');
    });
  };
};
