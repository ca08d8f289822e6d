import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import { foreignCode, StorageError, toReelwrightError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';
import { backUpDaily } from './back-up.js';
import { migrate } from './migrate.js';
import { openSqlite } from './open-sqlite.js';
import type { Schema } from './schema.js';
import type { SqliteBinding, SqliteEngine } from './sqlite-binding.js';
import { withStorageFaults } from './sqlite-errors.js';

/** The database of one data directory. Any number of processes may have it open. */
export type Store = {
  readonly db: Kysely<Schema>;
  readonly engine: SqliteEngine;
  /** Differs from what it was whenever anything was written since, here or by another process; costs next to nothing. */
  changeStamp(): string;
  close(): Promise<void>;
};

export type StoreOptions = {
  /** Absolute path; its directory is made when missing. */
  readonly file: string;
  readonly engine: SqliteEngine | 'automatic';
  readonly durability: 'normal' | 'full';
  readonly logger: Logger;
};

/** Makes the directory, and asks before SQLite does: a read-only database opens, and fails much later. */
const claimPlace = async (file: string): Promise<void> => {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await access(dirname(file), constants.W_OK);
    await access(file, constants.W_OK).catch((error: unknown) => {
      if (foreignCode(error) !== 'ENOENT') {
        throw error;
      }
    });
  } catch (error) {
    const notADirectory = ['ENOTDIR', 'EEXIST'].includes(foreignCode(error) ?? '');
    throw notADirectory
      ? new StorageError('STORAGE_READ_ONLY', 'The data directory cannot be made: a file is in its way.', {
          hint: 'Set REELWRIGHT_HOME to a directory that can be written.',
          cause: error,
        })
      : toReelwrightError(error);
  }
};

const journalRowSchema = z.object({ journal_mode: z.string() });
const isWal = (binding: SqliteBinding, pragma: string): boolean =>
  journalRowSchema.parse(binding.prepare(pragma).all([])[0]).journal_mode === 'wal';

const configure = (binding: SqliteBinding, durability: StoreOptions['durability']): void => {
  if (!isWal(binding, 'PRAGMA journal_mode') && !isWal(binding, 'PRAGMA journal_mode = WAL')) {
    throw new StorageError('STORAGE_FAILED', 'The data directory is on a file system SQLite cannot share.', {
      hint: 'Set REELWRIGHT_HOME to a directory on a local disk.',
    });
  }
  binding.exec(`PRAGMA synchronous = ${durability}`);
  binding.exec('PRAGMA foreign_keys = ON');
};

const checkRowSchema = z.object({ quick_check: z.string() });

const refuseDamage = (binding: SqliteBinding): void => {
  const row = checkRowSchema.parse(binding.prepare('PRAGMA quick_check(1)').all([])[0]);
  if (row.quick_check !== 'ok') {
    throw toReelwrightError({ code: 'SQLITE_CORRUPT', finding: row.quick_check });
  }
};

/** Of others' commits and of our own rows; https://sqlite.org/pragma.html#pragma_data_version. */
const stampSql = 'SELECT data_version, total_changes() AS own FROM pragma_data_version';
const stampRowSchema = z.object({ data_version: z.number(), own: z.number() });

const createChangeStamp = (binding: SqliteBinding): (() => string) => {
  const statement = binding.prepare(stampSql);
  return () => {
    const row = stampRowSchema.parse(statement.all([])[0]);
    return `${row.data_version}.${row.own}`;
  };
};

/**
 * Opens the database, bringing its schema up to date. Loads SQLite and kysely on the first call, never at
 * import.
 *
 * Throws `StorageError`: `STORE_CORRUPT` (the file is left exactly where and as it is), `STORAGE_READ_ONLY`,
 * `STORE_UNAVAILABLE` (no SQLite library loads, or the database is of a later release), `DISK_FULL`.
 */
export const openStore = async ({ file, engine, durability, logger }: StoreOptions): Promise<Store> => {
  await claimPlace(file);
  const opened = await openSqlite(file, engine).catch((error: unknown) => {
    throw toReelwrightError(error);
  });
  const binding = withStorageFaults(opened.binding);
  try {
    configure(binding, durability);
    refuseDamage(binding);
    await migrate(binding, file);
    await backUpDaily(binding, file, Date.now()).catch((error: unknown) => {
      logger.warn({ err: error, file }, 'the task database was not backed up');
    });
  } catch (error) {
    binding.close();
    throw toReelwrightError(error);
  }
  const { Kysely, SqliteDialect } = await import('kysely');
  // kysely closes a connection only if it ever used it; here that is done below, whatever it did.
  const database = { prepare: binding.prepare, close: () => undefined };
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
  logger.debug({ file, engine: opened.engine, durability }, 'store opened');
  return {
    db,
    engine: opened.engine,
    changeStamp: createChangeStamp(binding),
    close: async () => {
      await db.destroy();
      binding.close();
    },
  };
};
