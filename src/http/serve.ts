import { createMcpEndpoint } from '../mcp/http-endpoint.js';
import type { ResourceUpdates } from '../mcp/resource-updates.js';
import type { CreateServer } from '../mcp/server-parts.js';
import type { TaskUpdates } from '../mcp/task-updates.js';
import type { Logger } from '../observability/logger.js';
import { within } from '../runtime/deadline.js';
import { listenForStop } from '../runtime/stop-signals.js';
import { keepToken } from './bearer-token.js';
import { createHttpApp } from './http-app.js';
import { listenHttp } from './listen.js';
import type { ListenOptions } from './listen-options.js';

export type ServeHttpOptions = ListenOptions & {
  /** The data directory, where the token is kept. */
  readonly home: string;
  readonly createServer: CreateServer;
  readonly updates: ResourceUpdates;
  readonly taskUpdates: TaskUpdates;
  /** Stops work in progress and hands leases back. */
  readonly shutdown: () => Promise<void>;
  readonly logger: Logger;
  /** Tells the person who started the server a line. */
  readonly say: (line: string) => void;
};

const shutdownTimeoutMs = 4_000;
/** How long answers under way may take once the server is asked to end. */
const answerGraceMs = 500;

const untilStopped = (): { readonly stopped: Promise<string>; readonly stopListening: () => void } => {
  let stopListening = (): void => undefined;
  const stopped = new Promise<string>((resolve) => {
    stopListening = listenForStop(resolve);
  });
  return { stopped, stopListening };
};

const findToken = async ({ token, home, say }: ServeHttpOptions) => {
  if (token !== undefined) {
    return { token, tell: () => undefined };
  }
  const kept = await keepToken(home);
  const tell = () =>
    say(
      kept.isNew
        ? `Token (shown once, kept in ${kept.file}): ${kept.token.reveal()}`
        : `Token: in ${kept.file}`,
    );
  return { token: kept.token, tell };
};

/** Serves MCP over HTTP until a signal arrives, then shuts down, in 4 s at most. Throws where it cannot listen. */
export const serveMcpOverHttp = async (options: ServeHttpOptions): Promise<void> => {
  const { createServer, updates, taskUpdates, logger, host, port, allowedHosts, allowedOrigins, say } =
    options;
  const { token, tell } = await findToken(options);
  const endpoint = createMcpEndpoint({ createServer, updates, taskUpdates, logger });
  const app = createHttpApp({ endpoint, token, allowedHosts, allowedOrigins, logger });
  const { stopped, stopListening } = untilStopped();
  const listening = await listenHttp({ fetch: app.fetch, host, port });
  say(`Listening on http://${host.includes(':') ? `[${host}]` : host}:${listening.port}/mcp`);
  tell();
  logger.debug({ reason: await stopped }, 'stopping');
  const windDown = async (): Promise<void> => {
    const closed = listening.close(answerGraceMs);
    updates.close();
    await endpoint.close();
    await Promise.all([closed, options.shutdown()]);
  };
  try {
    await within(windDown(), shutdownTimeoutMs);
  } catch (error) {
    logger.error({ err: error }, 'shutdown incomplete');
  } finally {
    stopListening();
  }
};
