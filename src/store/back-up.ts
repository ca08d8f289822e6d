import { randomUUID } from 'node:crypto';
import { rename, rm, stat } from 'node:fs/promises';
import type { SqliteBinding } from './sqlite-binding.js';

/**
 * Writes a copy of the database as it is now, whole or not at all.
 *
 * @param isWanted asked when the copy is made; it is thrown away where the answer is no
 */
export const backUp = async (
  binding: SqliteBinding,
  target: string,
  isWanted: () => boolean = () => true,
): Promise<void> => {
  const unfinished = `${target}.${randomUUID()}`;
  try {
    binding.prepare('VACUUM INTO ?').run([unfinished]);
    if (isWanted()) {
      await rename(unfinished, target);
    }
  } finally {
    await rm(unfinished, { force: true });
  }
};

const everyMs = 24 * 60 * 60 * 1000;

/**
 * Keeps `FILE.newest.backup`, a day old at most when the database is opened, and the one before it as
 * `FILE.previous.backup`: what SQLite does not notice, such as the lost end of a journal, has come into the newest
 * before a person notices it.
 */
export const backUpDaily = async (binding: SqliteBinding, file: string, nowMs: number): Promise<void> => {
  const newest = `${file}.newest.backup`;
  const made = await stat(newest).catch(() => undefined);
  if (made === undefined) {
    await backUp(binding, newest);
  } else if (nowMs - made.mtimeMs >= everyMs) {
    await rename(newest, `${file}.previous.backup`);
    await backUp(binding, newest);
  }
};
