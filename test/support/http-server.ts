import { Secret } from '../../src/config/secret.js';
import { createHttpApp } from '../../src/http/http-app.js';
import { listenHttp } from '../../src/http/listen.js';
import { createMcpEndpoint, type McpEndpointOptions } from '../../src/mcp/http-endpoint.js';
import type { CreateServer } from '../../src/mcp/server-parts.js';
import { silentLogger } from '../../src/observability/logger.js';
import type { ServerAddress } from './mcp-clients.js';

export type TestHttpServer = ServerAddress & {
  readonly origin: string;
  close(): Promise<void>;
};

/** The HTTP transport as it is, on any free port, for a server that the test makes. */
export const startHttpServer = async (
  createServer: CreateServer,
  options: Partial<McpEndpointOptions> & { allowedHosts?: string[]; allowedOrigins?: string[] } = {},
): Promise<TestHttpServer> => {
  const token = 'only-for-tests';
  const endpoint = createMcpEndpoint({ createServer, logger: silentLogger, ...options });
  const app = createHttpApp({
    endpoint,
    token: new Secret(token),
    allowedHosts: options.allowedHosts ?? [],
    allowedOrigins: options.allowedOrigins ?? [],
    logger: silentLogger,
  });
  const listening = await listenHttp({ fetch: app.fetch, host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${listening.port}`;
  return {
    url: `${origin}/mcp`,
    origin,
    token,
    close: async () => {
      const closed = listening.close(200);
      await endpoint.close();
      await closed;
    },
  };
};
