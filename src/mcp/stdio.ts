import type { Readable, Writable } from 'node:stream';
import type { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from '../observability/logger.js';
import { within } from '../runtime/deadline.js';
import { listenForStop } from '../runtime/stop-signals.js';

export type StdioOptions = {
  /** Makes a server for the connection, in either protocol era. */
  readonly createServer: () => McpServer;
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
  const { logger, shutdownTimeoutMs = 4_000 } = options;
  const transport = new StdioServerTransport(options.stdin ?? process.stdin, options.stdout);
  const handle = serveStdio(options.createServer, {
    transport,
    onerror: (error) => logger.warn({ err: error }, 'protocol error'),
  });
  const { told, stopListening } = watchForStop(transport);
  logger.debug({ reason: await told }, 'stopping');
  try {
    await within(
      handle.close().then(() => options.shutdown()),
      shutdownTimeoutMs,
    );
  } catch (error) {
    logger.error({ err: error }, 'shutdown incomplete');
  } finally {
    stopListening();
  }
};
