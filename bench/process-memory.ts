import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

type Seen = { readonly parent: number; readonly residentBytes: number };

const readProcess = async (pid: string): Promise<[number, Seen] | undefined> => {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return [Number(pid), { parent: field('PPid'), residentBytes: field('VmRSS') * 1024 }];
  } catch {
    return undefined;
  }
};

/** Memory of a process and all its descendants just now; undefined where the system does not tell (only Linux does). */
const residentBytesOf = async (root: number): Promise<number | undefined> => {
  const names = await readdir('/proc').catch(() => undefined);
  if (names === undefined) {
    return undefined;
  }
  const processes = new Map(
    (await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readProcess))).filter(
      (one) => one !== undefined,
    ),
  );
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = processes.get(at)?.parent) {
      if (at === root) {
        return true;
      }
    }
    return false;
  };
  return [...processes]
    .filter(([pid]) => belongs(pid))
    .reduce((sum, [, { residentBytes }]) => sum + residentBytes, 0);
};

/** Watches until `done` settles; resolves with the most memory that the whole family had at one moment. */
export const watchPeakBytes = async (root: number, done: Promise<unknown>): Promise<number | undefined> => {
  let running = true;
  const stop = (): void => {
    running = false;
  };
  done.then(stop, stop);
  let peakBytes: number | undefined;
  while (running) {
    const bytes = await residentBytesOf(root);
    if (bytes !== undefined) {
      peakBytes = Math.max(peakBytes ?? 0, bytes);
    }
    await setTimeout(100);
  }
  return peakBytes;
};
