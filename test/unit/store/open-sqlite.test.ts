import { describe, expect, test } from '@jest/globals';
import { StorageError } from '../../../src/errors/index.js';
import { nameSqliteError } from '../../../src/store/node-sqlite.js';
import { openSqlite } from '../../../src/store/open-sqlite.js';
import type { OpenSqlite } from '../../../src/store/sqlite-binding.js';
import { toStorageFault } from '../../../src/store/sqlite-errors.js';

const missing: OpenSqlite = () =>
  Promise.reject(new StorageError('STORE_UNAVAILABLE', 'Not installed.', { hint: 'Install it.' }));
const working: OpenSqlite = () =>
  Promise.resolve({
    close: () => undefined,
    exec: () => undefined,
    prepare: () => {
      throw new Error('not needed');
    },
  });
const damaged: OpenSqlite = () => Promise.reject(Object.assign(new Error('bad'), { code: 'SQLITE_NOTADB' }));

describe('choosing a SQLite engine', () => {
  test('takes node:sqlite where the native module cannot be loaded', async () => {
    const engines = { 'better-sqlite3': missing, 'node:sqlite': working };
    expect(await openSqlite('x.db', 'automatic', engines)).toMatchObject({ engine: 'node:sqlite' });
  });

  test('says what to install when neither loads', async () => {
    const engines = { 'better-sqlite3': missing, 'node:sqlite': missing };
    await expect(openSqlite('x.db', 'automatic', engines)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      hint: expect.stringMatching(/compiler.*Node 22/),
    });
  });

  test('never takes another engine than the configured one', async () => {
    const engines = { 'better-sqlite3': missing, 'node:sqlite': working };
    await expect(openSqlite('x.db', 'better-sqlite3', engines)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });

  test('a damaged file is no reason to try the other engine', async () => {
    const engines = { 'better-sqlite3': damaged, 'node:sqlite': working };
    await expect(openSqlite('x.db', 'automatic', engines)).rejects.toMatchObject({ code: 'SQLITE_NOTADB' });
  });
});

describe('SQLite errors', () => {
  test.each([
    ['SQLITE_FULL', 'DISK_FULL'],
    ['SQLITE_READONLY_DIRECTORY', 'STORAGE_READ_ONLY'],
    ['SQLITE_CORRUPT_INDEX', 'STORE_CORRUPT'],
    ['SQLITE_NOTADB', 'STORE_CORRUPT'],
    ['SQLITE_IOERR_WRITE', 'STORAGE_FAILED'],
    ['SQLITE_BUSY_SNAPSHOT', 'STORAGE_FAILED'],
  ])('%s is told as %s with a hint', (code, expected) => {
    expect(toStorageFault({ code })).toMatchObject({ code: expected, hint: expect.any(String) });
  });

  test('a broken constraint stays what it is: a bug', () => {
    const error = { code: 'SQLITE_CONSTRAINT_UNIQUE' };
    expect(toStorageFault(error)).toBe(error);
  });

  test('the numbers of node:sqlite, extended ones too, become the same names', () => {
    const foreign = { code: 'ERR_SQLITE_ERROR', errcode: 1544, message: 'attempt to write' };
    expect(nameSqliteError(foreign)).toMatchObject({ code: 'SQLITE_READONLY' });
  });
});
