import type { Readable, Writable } from 'node:stream';
import type { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from '../observability/logger.js';
import { within } from '../runtime/deadline.js';
import { listenForStop } from '../runtime/stop-signals.js';
import { createCallGate } from './call-gate.js';
import { followListens } from './follow-listens.js';
import { followTaskListens } from './follow-task-listens.js';
import type { ResourceUpdates } from './resource-updates.js';
import type { CreateServer } from './server-parts.js';
import type { TaskUpdates } from './task-updates.js';

export type StdioOptions = {
  /** Makes a server for the connection, in either protocol era. */
  readonly createServer: CreateServer;
  readonly updates?: ResourceUpdates;
  readonly taskUpdates?: TaskUpdates;
  /** Stops work in progress and hands leases back. Given `shutdownTimeoutMs` to finish. */
  readonly shutdown: () => Promise<void>;
  /** From `claimStdout()`. */
  readonly stdout: Writable;
  readonly logger: Logger;
  readonly stdin?: Readable;
  readonly shutdownTimeoutMs?: number;
};

/** Tells the reason once the host has gone away or asked us to stop. `stopListening` is for when all is shut down. */
const watchForStop = (
  transport: StdioServerTransport,
): { readonly told: Promise<string>; readonly stopListening: () => void } => {
  let stopListening = (): void => undefined;
  const told = new Promise<string>((resolve) => {
    const passOn = transport.onclose;
    transport.onclose = () => {
      passOn?.();
      resolve('the host closed the connection');
    };
    stopListening = listenForStop(resolve);
  });
  return { told, stopListening };
};

/**
 * Serves MCP over stdin and stdout until the host closes the pipe or a signal arrives, then shuts down.
 * Resolves when everything has been handed back, or after `shutdownTimeoutMs` (4 s) at the latest: hosts kill
 * what has not exited after about five. The caller exits the process.
 */
export const serveMcpOverStdio = async (options: StdioOptions): Promise<void> => {
  const { logger, updates, taskUpdates, shutdownTimeoutMs = 4_000 } = options;
  const calls = createCallGate();
  let server: McpServer | undefined;
  const transport = new StdioServerTransport(options.stdin ?? process.stdin, options.stdout);
  const createServer = (): McpServer => {
    server = options.createServer({ calls, ...(updates === undefined ? {} : { updates }) });
    return server;
  };
  const handle = serveStdio(createServer, {
    transport,
    onerror: (error) => logger.warn({ err: error }, 'protocol error'),
  });
  if (updates !== undefined) {
    followListens(transport, updates, () => server);
  }
  if (taskUpdates !== undefined) {
    followTaskListens(transport, taskUpdates);
  }
  const { told, stopListening } = watchForStop(transport);
  logger.debug({ reason: await told }, 'stopping');
  try {
    await within(
      handle.close().then(() => {
        updates?.close();
        return options.shutdown();
      }),
      shutdownTimeoutMs,
    );
  } catch (error) {
    logger.error({ err: error }, 'shutdown incomplete');
  } finally {
    stopListening();
  }
};
