import { createMcpHandler, isLegacyRequest, type ServerEventBus } from '@modelcontextprotocol/server';
import type { Logger } from '../observability/logger.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import { callLimits, createCallGate } from './call-gate.js';
import { createHttpSessions } from './http-sessions.js';
import type { ResourceUpdates } from './resource-updates.js';
import { addTasks, withStandIns } from './serve-task-listen.js';
import type { Connection, CreateServer } from './server-parts.js';
import { followAll, readListen } from './subscriptions.js';
import { readTaskListen, refuseUndeclared } from './task-listens.js';
import type { TaskUpdates } from './task-updates.js';
import { whenSent } from './when-sent.js';

export type McpEndpointOptions = {
  /** Makes a server: for a session of a client of the 2025 era, for each request of one of the 2026 era. */
  readonly createServer: CreateServer;
  readonly updates?: ResourceUpdates;
  /** Needs `updates` as well. */
  readonly taskUpdates?: TaskUpdates;
  /** Where else word of changes comes from that clients of the 2026 era may listen for. */
  readonly bus?: ServerEventBus;
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

const maxListeners = 256;
/** Requests of the 2026 era belong to no connection: all of them share these. */
const sharedCallLimits = { ...callLimits, maxCalls: 64 };

/**
 * Requests of the 2026 era carry all there is to know, and each gets a server of its own; clients of the 2025 era get
 * a session. What kind a request is, the SDK says.
 */
export const createMcpEndpoint = (options: McpEndpointOptions): McpEndpoint => {
  const {
    createServer,
    updates,
    taskUpdates,
    bus,
    logger,
    clock = systemClock,
    sessionIdleTimeoutMs,
    maxSessions,
  } = options;
  const sessions = createHttpSessions({
    createServer,
    updates,
    clock,
    logger,
    ...(sessionIdleTimeoutMs === undefined ? {} : { idleTimeoutMs: sessionIdleTimeoutMs }),
    ...(maxSessions === undefined ? {} : { maxSessions }),
  });
  const shared: Connection = {
    calls: createCallGate(sharedCallLimits),
    ...(updates === undefined ? {} : { updates }),
  };
  const modern = createMcpHandler(() => createServer(shared), {
    legacy: 'reject',
    maxSubscriptions: maxListeners,
    ...(bus === undefined ? {} : { bus }),
    onerror: (error) => logger.debug({ err: error }, 'protocol error'),
  });
  const serveListen = async (request: Request, parsedBody: unknown): Promise<Response> => {
    const listen = taskUpdates === undefined ? undefined : readTaskListen(parsedBody);
    if (taskUpdates === undefined || listen === undefined) {
      return modern.fetch(request, { parsedBody });
    }
    if (!listen.declared) {
      return Response.json(refuseUndeclared(listen.id), { status: 400 });
    }
    const taskIds = await taskUpdates.known(listen.taskIds);
    const response = await modern.fetch(request, { parsedBody: withStandIns(parsedBody, taskIds) });
    return taskIds.length === 0
      ? response
      : addTasks(response, { id: listen.id, taskIds, updates: taskUpdates });
  };
  const serveModern = async (request: Request, parsedBody: unknown): Promise<Response> => {
    const response = await serveListen(request, parsedBody);
    const listen = readListen(parsedBody);
    if (updates === undefined || listen === undefined || !response.ok) {
      return response;
    }
    const release = followAll(updates, listen.uris, (uri) => modern.notify.resourceUpdated(uri));
    return whenSent(response, release);
  };
  return {
    handle: async (request, parsedBody) =>
      (await isLegacyRequest(request, parsedBody))
        ? sessions.handle(request, parsedBody)
        : serveModern(request, parsedBody),
    close: async () => {
      await Promise.all([sessions.close(), modern.close()]);
    },
  };
};
