import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { CancelledError, foreignCode } from '../errors/index.js';

/** A holder on this host is asked for by its pid; elsewhere, or if pids were reused, silence decides. */
const heartbeatMs = 5_000;
const silentTooLongMs = 60_000;
const pollMs = 200;

const ownerSchema = z.object({ pid: z.int().positive(), host: z.string(), token: z.string() });

export type LockOptions = {
  readonly signal: AbortSignal;
  /** Called at every look while somebody else holds the lock. */
  readonly onWait?: () => void | Promise<void>;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return foreignCode(error) === 'EPERM';
  }
};

const tryAcquire = async (path: string, token: string): Promise<boolean> => {
  try {
    await mkdir(path);
  } catch (error) {
    if (foreignCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
  await writeFile(join(path, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname(), token }));
  return true;
};

const readOwner = async (path: string): Promise<z.infer<typeof ownerSchema> | undefined> => {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(join(path, 'owner.json'), 'utf8')));
  } catch {
    return undefined;
  }
};

const isAbandoned = async (path: string): Promise<boolean> => {
  const owner = await readOwner(path);
  if (owner !== undefined && owner.host === hostname() && !isAlive(owner.pid)) {
    return true;
  }
  try {
    return Date.now() - (await stat(path)).mtimeMs > silentTooLongMs;
  } catch {
    return false;
  }
};

/**
 * Removes the lock of a dead holder. Two waiters may see it at once, so the removal has a lock of its own, under
 * which the holder is looked at again.
 */
const removeAbandoned = async (path: string): Promise<void> => {
  const takeover = `${path}.takeover`;
  if (!(await tryAcquire(takeover, randomUUID()))) {
    if (await isAbandoned(takeover)) {
      await rm(takeover, { recursive: true, force: true });
    }
    return;
  }
  try {
    if (await isAbandoned(path)) {
      const grave = `${path}.${randomUUID()}`;
      await rename(path, grave);
      await rm(grave, { recursive: true, force: true });
    }
  } finally {
    await rm(takeover, { recursive: true, force: true });
  }
};

const beat = (path: string): NodeJS.Timeout => {
  const timer = setInterval(() => {
    const now = new Date();
    // A lost lock shows in the rename at the end, not here.
    utimes(path, now, now).catch(() => undefined);
  }, heartbeatMs);
  return timer.unref();
};

/**
 * Runs `work` while no other process, nor another call in this one, runs under the same path. Takes over from a
 * holder that died. Throws `CancelledError` while waiting.
 */
export const withLock = async <T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> => {
  const token = randomUUID();
  await mkdir(dirname(path), { recursive: true });
  while (!(await tryAcquire(path, token))) {
    if (options.signal.aborted) {
      throw new CancelledError('The installation was cancelled.');
    }
    if (await isAbandoned(path)) {
      await removeAbandoned(path);
    } else {
      await options.onWait?.();
      await sleep(pollMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
  const heartbeat = beat(path);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await readOwner(path))?.token === token) {
      await rm(path, { recursive: true, force: true });
    }
  }
};
