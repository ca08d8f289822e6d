import type { SqliteStatement } from 'kysely';
import * as z from 'zod';
import { StorageError } from '../errors/index.js';
import { busyTimeoutMs, type OpenSqlite } from './sqlite-binding.js';

/** The part of `node:sqlite` in use; Node 20's types do not know the module. */
type NodeStatement = {
  columns(): unknown[];
  all(...parameters: readonly unknown[]): unknown[];
  run(...parameters: readonly unknown[]): ReturnType<SqliteStatement['run']>;
  iterate(...parameters: readonly unknown[]): IterableIterator<unknown>;
};
type NodeDatabase = { close(): void; exec(sql: string): void; prepare(sql: string): NodeStatement };
type NodeSqlite = { DatabaseSync: new (file: string) => NodeDatabase };

const isNodeSqlite = (module: unknown): module is NodeSqlite =>
  z
    .object({
      DatabaseSync: z.custom((value) => typeof value === 'function'),
      // Statements tell their columns since 22.16; without that nobody knows which of them return rows.
      StatementSync: z.custom((value) => typeof value === 'function' && 'columns' in value.prototype),
    })
    .safeParse(module).success;

/** Node 22 warns that its SQLite is an experiment, on stderr, where a person reads and the log is written. */
const withoutWarning = async <Result>(load: () => Promise<Result>): Promise<Result> => {
  const { emitWarning } = process;
  process.emitWarning = (...[warning, ...rest]: unknown[]): void => {
    const isExpected = rest[0] === 'ExperimentalWarning' && String(warning).includes('SQLite');
    if (!isExpected) {
      Reflect.apply(emitWarning, process, [warning, ...rest]);
    }
  };
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
};

const load = async (): Promise<NodeSqlite> => {
  // In a variable, since compilers and bundlers of Node 20 do not know the name.
  const name: string = 'node:sqlite';
  const module: unknown = await withoutWarning(() => import(name)).catch((error: unknown) => error);
  if (!isNodeSqlite(module)) {
    throw new StorageError('STORE_UNAVAILABLE', 'This Node has no usable SQLite of its own.', {
      hint: 'Use Node 22.16 or later, or set store.engine to better-sqlite3.',
      cause: module,
    });
  }
  return module;
};

/** Primary result codes by number; https://sqlite.org/rescode.html. */
const primaryCodes: Readonly<Record<number, string>> = {
  5: 'SQLITE_BUSY',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  19: 'SQLITE_CONSTRAINT',
  26: 'SQLITE_NOTADB',
};

const nodeErrorSchema = z.object({ errcode: z.int(), message: z.string() });

/** `node:sqlite` numbers its errors; here they get the names that better-sqlite3 gives them. */
export const nameSqliteError = (error: unknown): unknown => {
  const parsed = nodeErrorSchema.safeParse(error);
  const code = parsed.success ? primaryCodes[parsed.data.errcode & 0xff] : undefined;
  return parsed.success && code !== undefined
    ? Object.assign(new Error(parsed.data.message, { cause: error }), { code })
    : error;
};

const named = <Result>(call: () => Result): Result => {
  try {
    return call();
  } catch (error) {
    throw nameSqliteError(error);
  }
};

export const openNodeSqlite: OpenSqlite = async (file) => {
  const { DatabaseSync } = await load();
  const database = named(() => new DatabaseSync(file));
  named(() => database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`));
  return {
    close: () => named(() => database.close()),
    exec: (sql) => named(() => database.exec(sql)),
    prepare: (sql) => {
      const statement = named(() => database.prepare(sql));
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => named(() => statement.all(...parameters)),
        run: (parameters) => named(() => statement.run(...parameters)),
        iterate: (parameters) => named(() => statement.iterate(...parameters)),
      };
    },
  };
};
