import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const usuallyStaleAfterMs = 24 * 60 * 60 * 1000;

/**
 * Removes what a process that died left in `directory`: entries nobody has touched for a day, or as long as told. Returns how many.
 * Someone else may sweep at the same time.
 */
export const sweepStale = async (
  directory: string,
  nowMs: number,
  staleAfterMs = usuallyStaleAfterMs,
): Promise<number> => {
  const names = await readdir(directory).catch(() => []);
  const removed = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name);
      const entry = await stat(path).catch(() => undefined);
      if (entry === undefined || nowMs - entry.mtimeMs < staleAfterMs) {
        return false;
      }
      return rm(path, { recursive: true, force: true }).then(
        () => true,
        () => false,
      );
    }),
  );
  return removed.filter(Boolean).length;
};
