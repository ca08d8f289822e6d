import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Behaviour, type FakeReply, misbehave, sendReply } from './behaviours.js';

/** A request as it came in. */
export type FakeRequest = {
  readonly method: string;
  /** With the query. */
  readonly url: URL;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

export type FakeRoute = FakeReply | ((request: FakeRequest) => FakeReply | Promise<FakeReply>);

/** `GET /v1/search`, or `GET /files/*` for all that begins so, to what is answered. */
export type FakeRoutes = Readonly<Record<string, FakeRoute>>;

export type FakeServer = {
  /** `http://127.0.0.1:PORT`: the guard refuses it unless it is among the client's trusted origins. */
  readonly origin: string;
  /** All so far, in order. */
  readonly requests: FakeRequest[];
  /** The next requests get these, one each; afterwards the routes answer again. */
  misbehave(...next: Behaviour[]): void;
  /** The same for the next requests whose `METHOD /path` matches. */
  misbehaveNext(next: readonly Behaviour[], matching?: string): void;
  /** All requests whose `METHOD /path` matches get this, until told otherwise. */
  misbehaveAlways(behaviour: Behaviour | undefined, matching?: string): void;
  openSockets(): number;
  close(): Promise<void>;
};

/** Whether `METHOD /path` is meant by `METHOD /path`, `METHOD /pa*` or `*`. */
export const matchesRoute = (pattern: string, line: string): boolean =>
  pattern === '*' || (pattern.endsWith('*') ? line.startsWith(pattern.slice(0, -1)) : pattern === line);

/**
 * A server on loopback whose answers are scripted. Give it the real shapes of a provider as routes, and let it
 * misbehave request by request:
 *
 * ```ts
 * const fake = await startFakeServer({ 'GET /v1/search': { body: { photos: [] } } });
 * const http = createHttpClient({ provider: 'pexels', trustedOrigins: [fake.origin], policy: quickPolicy });
 * fake.misbehave({ kind: 'status', status: 500 });
 * ```
 */
export const startFakeServer = async (routes: FakeRoutes): Promise<FakeServer> => {
  const requests: FakeRequest[] = [];
  const pending: { behaviour: Behaviour; matching: string }[] = [];
  let always: { behaviour: Behaviour; matching: string } | undefined;
  const sockets = new Set<Socket>();

  const nextBehaviour = (line: string): Behaviour | undefined => {
    if (always !== undefined && matchesRoute(always.matching, line)) {
      return always.behaviour;
    }
    const index = pending.findIndex(({ matching }) => matchesRoute(matching, line));
    return index === -1 ? undefined : pending.splice(index, 1)[0]?.behaviour;
  };

  const replyTo = async (request: FakeRequest): Promise<FakeReply> => {
    const line = `${request.method} ${request.url.pathname}`;
    const found = Object.entries(routes).find(([pattern]) => matchesRoute(pattern, line))?.[1];
    if (found === undefined) {
      return { status: 404, body: { error: `There is no ${line}.` } };
    }
    return typeof found === 'function' ? found(request) : found;
  };

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    const url = new URL(incoming.url ?? '/', origin);
    const method = incoming.method ?? 'GET';
    const request: FakeRequest = { method, url, headers: incoming.headers, body: Buffer.concat(chunks) };
    requests.push(request);
    const reply = await replyTo(request);
    const behaviour = nextBehaviour(`${method} ${url.pathname}`);
    response.on('error', () => undefined);
    if (behaviour === undefined) {
      sendReply(response, reply);
    } else {
      misbehave({ request: incoming, response }, behaviour, reply);
    }
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const misbehaveNext = (next: readonly Behaviour[], matching = '*'): void => {
    pending.push(...next.map((behaviour) => ({ behaviour, matching })));
  };

  return {
    origin,
    requests,
    misbehave: (...next) => misbehaveNext(next),
    misbehaveNext,
    misbehaveAlways: (behaviour, matching = '*') => {
      always = behaviour === undefined ? undefined : { behaviour, matching };
    },
    openSockets: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
