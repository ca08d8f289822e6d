import type { SqliteStatement } from 'kysely';
import { toReelwrightError } from '../errors/index.js';
import type { SqliteBinding } from './sqlite-binding.js';

/** The storage fault behind a SQLite error, or the error itself (a broken constraint, a wrong statement: bugs). */
export const toStorageFault = (error: unknown): unknown => {
  const told = toReelwrightError(error);
  return told.code === 'INTERNAL' ? error : told;
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
