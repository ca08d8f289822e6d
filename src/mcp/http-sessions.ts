import { isInitializeRequest, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../runtime/clock.js';
import { startHeartbeat } from '../runtime/heartbeat.js';
import { newId } from '../runtime/ids.js';
import { createCallGate } from './call-gate.js';
import type { ResourceUpdates } from './resource-updates.js';
import type { CreateServer } from './server-parts.js';
import { whenSent } from './when-sent.js';

export type HttpSessionsOptions = {
  /** Makes a server for one session. */
  readonly createServer: CreateServer;
  readonly updates?: ResourceUpdates | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a session lasts with no request and no open stream; milliseconds. */
  readonly idleTimeoutMs?: number;
  readonly maxSessions?: number;
};

/** The sessions of clients that speak a revision of 2025 or before, in which the server remembers who is there. */
export type HttpSessions = {
  handle(request: Request, parsedBody?: unknown): Promise<Response>;
  readonly count: number;
  close(): Promise<void>;
};

type Session = {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  usedAt: number;
  /** Answers that are not sent to their end. */
  open: number;
};

const defaultIdleTimeoutMs = 30 * 60_000;
const sweepEveryMs = 15_000;

const refuse = (status: number, code: number, message: string): Response =>
  Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status });

export const createHttpSessions = (options: HttpSessionsOptions): HttpSessions => {
  const { clock, logger, idleTimeoutMs = defaultIdleTimeoutMs, maxSessions = 64 } = options;
  const sessions = new Map<string, Session>();

  const end = async (id: string, session: Session): Promise<void> => {
    sessions.delete(id);
    await session.transport.close();
  };

  const endIdle = async (): Promise<void> => {
    const idle = [...sessions].filter(
      ([, { open, usedAt }]) => open === 0 && clock.now() - usedAt >= idleTimeoutMs,
    );
    await Promise.all(idle.map(([id, session]) => end(id, session)));
  };

  const stopSweeping = startHeartbeat(clock, Math.min(sweepEveryMs, idleTimeoutMs), async () => {
    await endIdle();
    return true;
  });

  /** Makes room by ending the session that nobody has used for longest. False where all are in use. */
  const makeRoom = async (): Promise<boolean> => {
    if (sessions.size < maxSessions) {
      return true;
    }
    const [oldest] = [...sessions]
      .filter(([, { open }]) => open === 0)
      .sort(([, a], [, b]) => a.usedAt - b.usedAt);
    if (oldest === undefined) {
      return false;
    }
    await end(...oldest);
    return true;
  };

  const open = async (): Promise<Session> => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: newId,
      onsessioninitialized: (id) => {
        sessions.set(id, session);
      },
    });
    const session: Session = { transport, usedAt: clock.now(), open: 0 };
    const { updates } = options;
    const server = options.createServer({
      calls: createCallGate(),
      ...(updates === undefined ? {} : { updates }),
    });
    await server.connect(transport);
    const passOn = transport.onclose;
    transport.onclose = () => {
      sessions.delete(transport.sessionId ?? '');
      passOn?.();
    };
    server.server.onerror = (error) => logger.debug({ err: error }, 'protocol error');
    return session;
  };

  const serve = async (session: Session, request: Request, parsedBody: unknown): Promise<Response> => {
    session.usedAt = clock.now();
    session.open += 1;
    const finish = (): void => {
      session.open -= 1;
      session.usedAt = clock.now();
    };
    try {
      return whenSent(await session.transport.handleRequest(request, { parsedBody }), finish);
    } catch (error) {
      finish();
      throw error;
    }
  };

  return {
    get count() {
      return sessions.size;
    },
    async handle(request, parsedBody) {
      const id = request.headers.get('mcp-session-id');
      const known = id === null ? undefined : sessions.get(id);
      if (known !== undefined) {
        return serve(known, request, parsedBody);
      }
      if (id !== null) {
        return refuse(404, -32_001, 'Session not found');
      }
      if (!isInitializeRequest(parsedBody)) {
        return refuse(400, -32_000, 'Bad Request: Mcp-Session-Id header is required');
      }
      if (!(await makeRoom())) {
        return refuse(503, -32_000, `All ${maxSessions} sessions are in use. Try again later.`);
      }
      return serve(await open(), request, parsedBody);
    },
    async close() {
      await stopSweeping();
      await Promise.all([...sessions].map(([id, session]) => end(id, session)));
    },
  };
};
