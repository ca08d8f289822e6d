import { createMcpHandler, isLegacyRequest, type McpServer } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { createHttpSessions } from './http-sessions.js';

export type McpEndpointOptions = {
  /** Makes a server: for a session of a client of the 2025 era, for each request of one of the 2026 era. */
  readonly createServer: () => McpServer;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** How long a session lasts with no request and no open stream; 30 minutes if absent. */
  readonly sessionIdleTimeoutMs?: number;
  /** 64 if absent. */
  readonly maxSessions?: number;
};

/** MCP over HTTP, in both protocol eras at one address. */
export type McpEndpoint = {
  /** `parsedBody` is the JSON of a POST, whose body has been read already. */
  handle(request: Request, parsedBody?: unknown): Promise<Response>;
  /** Ends all sessions, streams and calls. */
  close(): Promise<void>;
};

const maxSubscriptions = 256;

/**
 * Requests of the 2026 era carry all there is to know, and each gets a server of its own; clients of the 2025 era get
 * a session. What kind a request is, the SDK says.
 */
export const createMcpEndpoint = (options: McpEndpointOptions): McpEndpoint => {
  const { createServer, logger, clock = systemClock, sessionIdleTimeoutMs, maxSessions } = options;
  const sessions = createHttpSessions({
    createServer,
    clock,
    logger,
    ...(sessionIdleTimeoutMs === undefined ? {} : { idleTimeoutMs: sessionIdleTimeoutMs }),
    ...(maxSessions === undefined ? {} : { maxSessions }),
  });
  const modern = createMcpHandler(createServer, {
    legacy: 'reject',
    maxSubscriptions,
    onerror: (error) => logger.debug({ err: error }, 'protocol error'),
  });
  return {
    handle: async (request, parsedBody) =>
      (await isLegacyRequest(request, parsedBody))
        ? sessions.handle(request, parsedBody)
        : modern.fetch(request, { parsedBody }),
    close: async () => {
      await Promise.all([sessions.close(), modern.close()]);
    },
  };
};
