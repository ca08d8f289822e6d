import { StringDecoder } from 'node:string_decoder';
import { killDelayMs, stderrTailBytes } from './limits.js';

export type ExecuteRequest = {
  readonly command: readonly [file: string, ...leading: string[]];
  readonly arguments: readonly string[];
  readonly workDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly totalMs: number;
  readonly inactivityMs: number;
  /** ffmpeg's clock, in seconds of product. */
  readonly onTime?: (timeSec: number) => void;
};

export type ExecuteResult = {
  /** `finished` says nothing of success: see `exitCode`. */
  readonly ended: 'finished' | 'cancelled' | 'total-timeout' | 'inactivity-timeout';
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  /** The last 64 KB. */
  readonly stderr: string;
  readonly timeSec: number;
  /** Why the process could not be started at all. */
  readonly startError: unknown;
};

/** Keeps the end of a stream, whole characters only. */
const createTail = (maxBytes: number) => {
  const decoder = new StringDecoder('utf8');
  let text = '';
  return {
    add(chunk: Buffer): void {
      text = (text + decoder.write(chunk)).slice(-maxBytes);
    },
    read: (): string => text,
  };
};

/** Reads the `key=value` lines of `-progress`; `out_time_us` is in microseconds, `N/A` before the first frame. */
const createProgressReader = (onTime: (timeSec: number) => void) => {
  let pending = '';
  return (chunk: Buffer): void => {
    const lines = (pending + chunk.toString('latin1')).split('\n');
    pending = (lines.pop() ?? '').slice(-200);
    for (const line of lines) {
      const microseconds = /^out_time_us=(\d+)\s*$/.exec(line)?.[1];
      if (microseconds !== undefined) {
        onTime(Number(microseconds) / 1e6);
      }
    }
  };
};

/**
 * Runs one process to its end, whatever that is. Never throws. Must be called from the main thread: the
 * death signal set by `setpriv` follows the thread that spawned the process, not the process.
 */
export const execute = async (request: ExecuteRequest): Promise<ExecuteResult> => {
  let ended: ExecuteResult['ended'] = 'finished';
  let timeSec = 0;
  // Imported here, since servers that only answer questions never need it.
  const { execa } = await import('execa');
  const [file, ...leading] = request.command;
  const child = execa(file, [...leading, ...request.arguments], {
    cwd: request.workDirectory,
    env: request.environment,
    extendEnv: false,
    stdin: 'ignore',
    buffer: false,
    reject: false,
    forceKillAfterDelay: killDelayMs,
    windowsHide: true,
  });
  const stop = (reason: ExecuteResult['ended']): void => {
    if (ended === 'finished') {
      ended = reason;
      child.kill('SIGTERM');
    }
  };
  const totalTimer = setTimeout(stop, request.totalMs, 'total-timeout');
  const inactivityTimer = setTimeout(stop, request.inactivityMs, 'inactivity-timeout');
  const onAbort = (): void => stop('cancelled');
  request.signal.addEventListener('abort', onAbort, { once: true });
  if (request.signal.aborted) {
    onAbort();
  }
  const stderr = createTail(stderrTailBytes);
  child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
  const readProgress = createProgressReader((time) => {
    timeSec = time;
    request.onTime?.(time);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    inactivityTimer.refresh();
    readProgress(chunk);
  });
  try {
    const result = await child;
    const startError =
      result.exitCode === undefined && result.signal === undefined ? result.cause : undefined;
    return {
      ended,
      exitCode: result.exitCode,
      signal: result.signal,
      stderr: stderr.read(),
      timeSec,
      startError,
    };
  } finally {
    clearTimeout(totalTimer);
    clearTimeout(inactivityTimer);
    request.signal.removeEventListener('abort', onAbort);
  }
};
