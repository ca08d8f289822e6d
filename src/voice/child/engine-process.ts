import { fileURLToPath } from 'node:url';
import { execaNode } from 'execa';
import * as z from 'zod';
import { ProviderError } from '../../errors/index.js';
import type { Logger } from '../../observability/logger.js';
import { cancellationOf } from '../../runtime/cancellation.js';
import { nodeExecutable, searchPath } from '../../runtime/node-executable.js';

type EngineProcessOptions = {
  /** The provider this engine belongs to; for errors and logs. */
  readonly provider: string;
  /** A compiled module that calls `serveRequests`. */
  readonly entry: URL;
  /** How long an unused child is kept, in milliseconds. */
  readonly idleMs: number;
  readonly logger: Logger;
};

export type EngineRequestOptions = { readonly signal: AbortSignal; readonly timeoutMs: number };

/**
 * An engine in a child process of its own: a crash of native code ends one request and not the server, and
 * its memory goes back when it is idle. The child starts at the first request and takes one at a time.
 */
export type EngineProcess = {
  /** Throws `ProviderError` (retryable when the child died or timed out) or the reason the signal was aborted for. */
  request(message: object, options: EngineRequestOptions): Promise<unknown>;
  /** Ends the child, if one runs; a later request starts another. */
  close(): Promise<void>;
};

const replySchema = z.union([
  z.object({ id: z.number(), ok: z.literal(true), result: z.unknown() }),
  z.object({ id: z.number(), ok: z.literal(false), reason: z.string() }),
]);

type Pending = { readonly id: number; resolve(result: unknown): void; reject(error: unknown): void };
type Child = {
  readonly process: ReturnType<typeof spawnEngine>;
  readonly exited: Promise<void>;
  pending: Pending | undefined;
};

const stderrTailLength = 4096;

export const createEngineProcess = (options: EngineProcessOptions): EngineProcess => {
  let child: Child | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let lastId = 0;
  /** Settles when the request before the next one is done with the child. */
  let turn: Promise<void> = Promise.resolve();

  const close = async (): Promise<void> => {
    clearTimeout(idleTimer);
    const ending = child;
    child = undefined;
    ending?.process.kill('SIGKILL');
    await ending?.exited;
  };

  const running = (): Child => {
    clearTimeout(idleTimer);
    if (child === undefined) {
      const started = startChild(options);
      child = started;
      void started.exited.then(() => {
        if (child === started) {
          child = undefined;
        }
      });
    }
    return child;
  };

  const rest = (): void => {
    if (child !== undefined) {
      holdOpen(child, false);
      idleTimer = setTimeout(() => void close(), options.idleMs);
      idleTimer.unref();
    }
  };

  const exchange = async (message: object, timeoutMs: number): Promise<unknown> => {
    const current = running();
    holdOpen(current, true);
    lastId += 1;
    const timer = setTimeout(() => {
      // The next request must not go to a child that is about to end.
      child = child === current ? undefined : child;
      current.pending?.reject(engineFailure(options.provider, 'did not answer in time'));
      current.process.kill('SIGKILL');
    }, timeoutMs);
    try {
      return await send(current, lastId, message);
    } finally {
      clearTimeout(timer);
      rest();
    }
  };

  return {
    async request(message, { signal, timeoutMs }) {
      const before = turn;
      let release = (): void => undefined;
      turn = new Promise((resolve) => {
        release = resolve;
      });
      try {
        await orAborted(before, signal);
      } catch (error) {
        void before.then(release);
        throw error;
      }
      const answer = exchange(message, timeoutMs);
      // The child works on after an abort, so the next request waits for the answer all the same.
      void answer.then(release, release);
      return orAborted(answer, signal);
    },
    close,
  };
};

const spawnEngine = (entry: URL) =>
  execaNode(fileURLToPath(entry), {
    nodePath: nodeExecutable(),
    nodeOptions: [],
    env: searchPath(),
    ipc: true,
    serialization: 'advanced',
    buffer: false,
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
  });

const startChild = ({ provider, entry, logger }: EngineProcessOptions): Child => {
  const process = spawnEngine(entry);
  let stderrTail = '';
  process.stderr.on('data', (chunk: Buffer) => {
    stderrTail = (stderrTail + chunk.toString()).slice(-stderrTailLength);
  });
  const started: Child = { process, exited: watchExit(), pending: undefined };
  process.on('message', (message: unknown) => settle(started, message, provider));
  logger.debug({ provider, processId: process.pid }, 'voice engine started');
  return started;

  async function watchExit(): Promise<void> {
    const { exitCode, signal } = await process;
    logger.debug({ provider, exitCode, signal, stderrTail }, 'voice engine ended');
    started.pending?.reject(
      engineFailure(provider, 'stopped unexpectedly', { exitCode, signal, stderrTail }),
    );
  }
};

const settle = (child: Child, message: unknown, provider: string): void => {
  const reply = replySchema.safeParse(message);
  const { pending } = child;
  if (pending === undefined || !reply.success || reply.data.id !== pending.id) {
    return;
  }
  if (reply.data.ok) {
    pending.resolve(reply.data.result);
  } else {
    pending.reject(engineFailure(provider, 'could not speak this text', reply.data.reason));
  }
};

const send = async (child: Child, id: number, request: object): Promise<unknown> => {
  try {
    return await new Promise((resolve, reject) => {
      child.pending = { id, resolve, reject };
      child.process.send({ id, request }, (error) => {
        // A child that is gone is reported by its exit, with the reason.
        if (error !== null && child.process.exitCode === null && child.process.signalCode === null) {
          child.process.kill('SIGKILL');
        }
      });
    });
  } finally {
    child.pending = undefined;
  }
};

const engineFailure = (provider: string, what: string, cause?: unknown): ProviderError =>
  new ProviderError('PROVIDER_FAILED', `The voice engine ${provider} ${what}.`, {
    provider,
    retryable: true,
    hint: 'Try again, or choose a voice of another provider; run `reelwright doctor` if it happens often.',
    cause,
  });

/** An idle child must not keep the program alive; a working one must. */
const holdOpen = (child: Child, hold: boolean): void => {
  const parts = [child.process, child.process.channel, child.process.stderr];
  for (const part of parts) {
    const switchable = part as { ref?: () => void; unref?: () => void } | null | undefined;
    if (hold) {
      switchable?.ref?.();
    } else {
      switchable?.unref?.();
    }
  }
};

const orAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  if (signal.aborted) {
    work.catch(() => undefined);
    throw cancellationOf(signal);
  }
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancellationOf(signal));
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
