import { createServer, type Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { foreignCode, InputError } from '../errors/index.js';

export type Listening = {
  /** The port it is, also where any free one was asked for. */
  readonly port: number;
  /** Takes no more requests, ends connections that do nothing, and those that work after `graceMs`. */
  close(graceMs: number): Promise<void>;
};

/** A client that is slow to say what it wants is let go; how long an answer takes is not limited here. */
const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};
const maxConnections = 256;

const cannotListen = (error: unknown, host: string, port: number): unknown => {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'is taken by another program',
    EACCES: 'may not be used by this user',
    EADDRNOTAVAIL: 'is not an address of this machine',
    ENOTFOUND: 'is not an address of this machine',
  };
  const reason = reasons[foreignCode(error) ?? ''];
  return reason === undefined
    ? error
    : new InputError('INPUT_INVALID', `${host}:${port} ${reason}.`, {
        hint: 'Choose another with --port N (0 for any that is free) or --host ADDRESS.',
        cause: error,
      });
};

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(error, host, port)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** Listens on `host` and `port`. Throws `InputError` where that cannot be. */
export const listenHttp = async ({
  fetch,
  host,
  port,
}: {
  fetch: (request: Request) => Response | Promise<Response>;
  host: string;
  port: number;
}): Promise<Listening> => {
  const server = createAdaptorServer({ fetch, createServer, serverOptions }) as Server;
  server.maxConnections = maxConnections;
  const actualPort = await listen(server, host, port);
  return {
    port: actualPort,
    close: (graceMs) =>
      new Promise((resolve) => {
        const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(deadline);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
};
