import { isReelwrightError, StorageError } from '../errors/index.js';
import { openBetterSqlite3 } from './better-sqlite3.js';
import { openNodeSqlite } from './node-sqlite.js';
import { type OpenSqlite, type SqliteBinding, type SqliteEngine, sqliteEngines } from './sqlite-binding.js';

const openers: Readonly<Record<SqliteEngine, OpenSqlite>> = {
  'better-sqlite3': openBetterSqlite3,
  'node:sqlite': openNodeSqlite,
};

export type SqliteSelection = { readonly engine: SqliteEngine; readonly binding: SqliteBinding };

/** Opens `file` with the wanted engine, or with the first that loads. Throws `StorageError`. */
export const openSqlite = async (
  file: string,
  wanted: SqliteEngine | 'automatic',
  available: Readonly<Record<SqliteEngine, OpenSqlite>> = openers,
): Promise<SqliteSelection> => {
  const causes: unknown[] = [];
  for (const engine of wanted === 'automatic' ? sqliteEngines : [wanted]) {
    try {
      return { engine, binding: await available[engine](file) };
    } catch (error) {
      if (!isReelwrightError(error) || error.code !== 'STORE_UNAVAILABLE') {
        throw error;
      }
      causes.push(error);
    }
  }
  throw new StorageError('STORE_UNAVAILABLE', 'No SQLite library could be loaded.', {
    hint: 'Install a C++ compiler and make, then run npm install again; or use Node 22.16 or later, which has SQLite built in.',
    cause: new AggregateError(causes),
  });
};
