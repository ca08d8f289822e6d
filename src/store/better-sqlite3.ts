import { StorageError } from '../errors/index.js';
import { busyTimeoutMs, type OpenSqlite } from './sqlite-binding.js';

/** The constructor loads the native part, so a database in memory is the proof that it works here. */
const load = async () => {
  try {
    const { default: Database } = await import('better-sqlite3');
    new Database(':memory:').close();
    return Database;
  } catch (error) {
    throw new StorageError(
      'STORE_UNAVAILABLE',
      'better-sqlite3 is not installed or does not fit this Node.',
      {
        hint: 'Install a C++ compiler and make, then run npm install again.',
        cause: error,
      },
    );
  }
};

export const openBetterSqlite3: OpenSqlite = async (file) => {
  const Database = await load();
  const database = new Database(file, { timeout: busyTimeoutMs });
  return {
    close: () => {
      database.close();
    },
    exec: (sql) => {
      database.exec(sql);
    },
    prepare: (sql) => database.prepare(sql),
  };
};
