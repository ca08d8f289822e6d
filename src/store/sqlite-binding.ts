import type { SqliteDatabase } from 'kysely';

export const sqliteEngines = ['better-sqlite3', 'node:sqlite'] as const;
export type SqliteEngine = (typeof sqliteEngines)[number];

/** How long a statement waits for another process's write, in milliseconds. */
export const busyTimeoutMs = 5_000;

/** The seam between SQLite libraries and everything above: what kysely's dialect needs, and scripts. */
export type SqliteBinding = SqliteDatabase & {
  /** Runs statements that return nothing. */
  exec(sql: string): void;
};

/** Loads its library on the first call. Throws `STORE_UNAVAILABLE` where that is impossible. */
export type OpenSqlite = (file: string) => Promise<SqliteBinding>;
