import type { SqliteStatement } from 'kysely';
import { type ErrorCode, foreignCode, StorageError } from '../errors/index.js';
import type { SqliteBinding } from './sqlite-binding.js';

const moveAside =
  'Move reelwright.db in the data directory aside and start again; films in the output folder are not touched.';
const chooseHome =
  'Check the permissions of the data directory, or set REELWRIGHT_HOME to one that can be written.';
const freeSpace = 'Free some space, then run the same command again: finished parts are kept.';
const tryAgain = 'Run the same command again. A data directory on a network drive is not supported.';

const storageFaults: Readonly<Record<string, [ErrorCode, string, string]>> = {
  SQLITE_FULL: ['DISK_FULL', 'There is no space left on the disk.', freeSpace],
  SQLITE_READONLY: ['STORAGE_READ_ONLY', 'The task database cannot be written.', chooseHome],
  SQLITE_CANTOPEN: ['STORAGE_READ_ONLY', 'The task database cannot be opened.', chooseHome],
  SQLITE_PERM: ['STORAGE_READ_ONLY', 'The task database cannot be opened.', chooseHome],
  SQLITE_CORRUPT: ['STORE_CORRUPT', 'The task database is damaged.', moveAside],
  SQLITE_NOTADB: ['STORE_CORRUPT', 'The task database is not a database.', moveAside],
  SQLITE_BUSY: ['STORAGE_FAILED', 'Another process kept the task database locked for too long.', tryAgain],
  SQLITE_IOERR: ['STORAGE_FAILED', 'The task database could not be read or written.', tryAgain],
};

/**
 * The storage fault behind a SQLite error, or the error itself (a broken constraint, a wrong statement: bugs).
 * Extended codes such as `SQLITE_READONLY_DIRECTORY` count as their primary one; https://sqlite.org/rescode.html.
 */
export const toStorageFault = (error: unknown): unknown => {
  const primary = foreignCode(error)?.split('_').slice(0, 2).join('_') ?? '';
  const fault = storageFaults[primary];
  return fault === undefined ? error : new StorageError(fault[0], fault[1], { hint: fault[2], cause: error });
};

const guard = <Result>(call: () => Result): Result => {
  try {
    return call();
  } catch (error) {
    throw toStorageFault(error);
  }
};

const guardStatement = (statement: SqliteStatement): SqliteStatement => ({
  reader: statement.reader,
  all: (parameters) => guard(() => statement.all(parameters)),
  run: (parameters) => guard(() => statement.run(parameters)),
  iterate: (parameters) => guard(() => statement.iterate(parameters)),
});

/** The same binding, its storage faults told as `StorageError`. */
export const withStorageFaults = (binding: SqliteBinding): SqliteBinding => ({
  close: () => guard(() => binding.close()),
  exec: (sql) => guard(() => binding.exec(sql)),
  prepare: (sql) => guard(() => guardStatement(binding.prepare(sql))),
});
