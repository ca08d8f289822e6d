import * as z from 'zod';
import { StorageError } from '../errors/index.js';
import { backUp } from './back-up.js';
import { migrations } from './migrations.js';
import { parseRow } from './parse-row.js';
import type { SqliteBinding } from './sqlite-binding.js';

const versionRowSchema = z.object({ user_version: z.int().nonnegative() });

const versionOf = (binding: SqliteBinding): number =>
  parseRow(versionRowSchema, binding.prepare('PRAGMA user_version').all([])[0]).user_version;

const rollBack = (binding: SqliteBinding): void => {
  try {
    binding.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself, as it does when the disk is full.
  }
};

/** Takes the write lock first, so that of two processes the second finds the work done. */
const apply = (binding: SqliteBinding, steps: readonly string[]): void => {
  binding.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(versionOf(binding))) {
      binding.exec(step);
    }
    binding.exec(`PRAGMA user_version = ${steps.length}`);
    binding.exec('COMMIT');
  } catch (error) {
    rollBack(binding);
    throw error;
  }
};

/**
 * Brings the schema up to date, after a backup if there is anything to lose. Throws `StorageError`
 * (`STORE_UNAVAILABLE`) for a database of a later release, which is left as it is.
 */
export const migrate = async (
  binding: SqliteBinding,
  file: string,
  steps: readonly string[] = migrations,
): Promise<void> => {
  const version = versionOf(binding);
  if (version > steps.length) {
    throw new StorageError(
      'STORE_UNAVAILABLE',
      'The task database was written by a later release of Reelwright.',
      { hint: 'Update Reelwright, or set REELWRIGHT_HOME to another directory.' },
    );
  }
  if (version === steps.length) {
    return;
  }
  if (version > 0) {
    // A process that migrated in the meantime has made its own copy, and ours is of the new version.
    await backUp(binding, `${file}.v${version}.backup`, () => versionOf(binding) === version);
  }
  apply(binding, steps);
};
