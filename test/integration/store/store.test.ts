import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { migrate } from '../../../src/store/migrate.js';
import { migrations } from '../../../src/store/migrations.js';
import { openSqlite } from '../../../src/store/open-sqlite.js';
import { openStore } from '../../../src/store/store.js';
import { openTestStore } from '../../support/open-test-store.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();

const open = (file: string, engine: 'automatic' | 'better-sqlite3' | 'node:sqlite' = 'automatic') =>
  openStore({ file, engine, durability: 'normal', logger: silentLogger });

const insertStep = (key: string) => ({
  key,
  kind: 'test',
  version: 1,
  state: 'idle',
  input_json: '{}',
  units: 1,
  attempt: 0,
});

describe('opening a store', () => {
  test('makes the directory and what is written survives closing', async () => {
    const directory = join(await temporaryDirectory(), 'not', 'there', 'yet');
    const first = await openTestStore(directory);
    await first.db.insertInto('step').values(insertStep('a')).execute();
    await first.close();

    const second = await openTestStore(directory);
    expect(await second.db.selectFrom('step').select('key').execute()).toEqual([{ key: 'a' }]);
    await second.close();
  });

  test('uses WAL, foreign keys and strict tables', async () => {
    const store = await openTestStore(await temporaryDirectory());
    const use = store.db.insertInto('task_step').values({ task_id: 't', step_key: 'nowhere', reused: 0 });
    await expect(use.execute()).rejects.toMatchObject({ code: expect.stringContaining('CONSTRAINT') });
    const wrong = store.db.insertInto('step').values({ ...insertStep('a'), units: 'many' as never });
    await expect(wrong.execute()).rejects.toMatchObject({ message: expect.stringContaining('REAL') });
    await store.close();
  });

  test('several at once on a new file give one schema and no error', async () => {
    const directory = await temporaryDirectory();
    const stores = await Promise.all(Array.from({ length: 8 }, () => openTestStore(directory)));
    await stores[0]?.db.insertInto('step').values(insertStep('a')).execute();
    expect(await stores[7]?.db.selectFrom('step').select('key').execute()).toEqual([{ key: 'a' }]);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('a file that is no database is refused and left as it was', async () => {
    const file = join(await temporaryDirectory(), 'reelwright.db');
    const bytes = Buffer.alloc(8192, 'not a database ');
    await writeFile(file, bytes);
    await expect(open(file)).rejects.toMatchObject({ code: 'STORE_CORRUPT', hint: expect.any(String) });
    expect(await readFile(file)).toEqual(bytes);
  });

  test('a database that lost its second half is refused and left as it was', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'reelwright.db');
    const store = await openTestStore(directory);
    await store.close();
    const whole = await readFile(file);
    await truncate(file, Math.floor(whole.length / 8192) * 4096);
    await expect(open(file)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect((await readFile(file)).length).toBe(Math.floor(whole.length / 8192) * 4096);
  });

  test('a data directory that cannot be made is told as such', async () => {
    const blocker = join(await temporaryDirectory(), 'file');
    await writeFile(blocker, '');
    await expect(open(join(blocker, 'reelwright.db'))).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
    await expect(open(join(blocker, 'deeper', 'reelwright.db'))).rejects.toMatchObject({
      code: 'STORAGE_READ_ONLY',
    });
  });

  test('a directory in the place of the file is told as such', async () => {
    const file = join(await temporaryDirectory(), 'reelwright.db');
    await mkdir(file);
    await expect(open(file)).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
  });

  test('an engine this Node does not have is unavailable, with what to do about it', async () => {
    const file = join(await temporaryDirectory(), 'reelwright.db');
    const hasNodeSqlite = process.getBuiltinModule?.('node:sqlite') !== undefined;
    const outcome = await open(file, 'node:sqlite').catch((error: unknown) => error);
    if (hasNodeSqlite) {
      expect(outcome).toMatchObject({ engine: 'node:sqlite' });
    } else {
      expect(outcome).toMatchObject({ code: 'STORE_UNAVAILABLE', hint: expect.stringMatching(/Node 22/) });
    }
  });
});

describe('backing up', () => {
  const dayMs = 24 * 60 * 60 * 1000;

  const withKeys = async (directory: string, ...keys: string[]): Promise<void> => {
    const store = await openTestStore(directory);
    for (const key of keys) {
      await store.db.insertInto('step').values(insertStep(key)).execute();
    }
    await store.close();
  };

  const keysIn = async (file: string): Promise<unknown[]> => {
    const { binding } = await openSqlite(file, 'automatic');
    const rows = binding.prepare('SELECT key FROM step ORDER BY key').all([]);
    binding.close();
    return rows.map((row) => Object.values(row as object)[0]);
  };

  const age = (file: string, ms: number) => {
    const then = new Date(Date.now() - ms);
    return utimes(file, then, then);
  };

  test('happens when the database is opened, once a day, and keeps the one before', async () => {
    const directory = await temporaryDirectory();
    const [newest, previous] = ['newest', 'previous'].map((name) =>
      join(directory, `reelwright.db.${name}.backup`),
    ) as [string, string];
    await withKeys(directory, 'a');
    await age(newest, 2 * dayMs);
    await withKeys(directory, 'b');
    expect(await keysIn(newest)).toEqual(['a']);
    await age(newest, dayMs / 2);
    await withKeys(directory, 'c');
    expect(await keysIn(newest)).toEqual(['a']);
    await age(newest, 2 * dayMs);
    await withKeys(directory);
    expect(await keysIn(newest)).toEqual(['a', 'b', 'c']);
    expect(await keysIn(previous)).toEqual(['a']);
  });

  test('gives a damaged database back, as the error says', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'reelwright.db');
    await withKeys(directory, 'a');
    await age(`${file}.newest.backup`, 2 * dayMs);
    await withKeys(directory);
    await writeFile(file, Buffer.alloc(8192, 'damage '));
    await expect(open(file)).rejects.toMatchObject({ hint: expect.stringContaining('newest.backup') });
    await rename(file, `${file}.damaged`);
    await copyFile(`${file}.newest.backup`, file);
    await (await open(file)).close();
    expect(await keysIn(file)).toEqual(['a']);
  });

  test('that fails is no reason not to open', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'reelwright.db.newest.backup'));
    await age(join(directory, 'reelwright.db.newest.backup'), 2 * dayMs);
    await mkdir(join(directory, 'reelwright.db.previous.backup'));
    await writeFile(join(directory, 'reelwright.db.previous.backup', 'full'), '');
    await withKeys(directory, 'a');
    expect(await keysIn(join(directory, 'reelwright.db'))).toEqual(['a']);
  });
});

describe('migrating', () => {
  const openRaw = async (file: string) => (await openSqlite(file, 'automatic')).binding;

  test('an existing database is copied aside before its schema changes', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'reelwright.db');
    const store = await openTestStore(directory);
    await store.db.insertInto('step').values(insertStep('precious')).execute();
    await store.close();

    const binding = await openRaw(file);
    await migrate(binding, file, [...migrations, 'DROP TABLE task_step; DROP TABLE step;']);
    binding.close();

    const backup = await openRaw(`${file}.v${migrations.length}.backup`);
    expect(backup.prepare('SELECT key FROM step').all([])).toEqual([{ key: 'precious' }]);
    backup.close();
  });

  test('brings a database of the first release up to date with what is in it', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'reelwright.db');
    const old = await openRaw(file);
    await migrate(old, file, migrations.slice(0, 1));
    old.exec(`INSERT INTO task (id, type, owner, priority, title, state, request_json, created_at)
      VALUES ('task-1', 'film', 'local', 5, 'Kept', 'queued', '{}', 1)`);
    old.close();

    const store = await openTestStore(directory);
    expect(await store.db.selectFrom('task').select(['id', 'title']).execute()).toEqual([
      { id: 'task-1', title: 'Kept' },
    ]);
    const item = { batch_id: 'b', position: 0, title: 'One', task_id: 'task-1', error_json: null };
    await store.db.insertInto('batch_item').values(item).execute();
    expect(await store.db.selectFrom('batch_item').selectAll().execute()).toEqual([item]);
    await store.close();
    expect(existsSync(`${file}.v1.backup`)).toBe(true);
  });

  test('a migration that fails half-way changes nothing', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'reelwright.db');
    await (await openTestStore(directory)).close();

    const binding = await openRaw(file);
    const broken = [...migrations, 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE task (b TEXT) STRICT;'];
    await expect(migrate(binding, file, broken)).rejects.toMatchObject({
      message: expect.stringContaining('already exists'),
    });
    expect(binding.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all([])).toEqual([]);
    binding.close();
    await (await openTestStore(directory)).close();
  });

  test('a new database needs no backup', async () => {
    const directory = await temporaryDirectory();
    await (await openTestStore(directory)).close();
    expect(existsSync(join(directory, 'reelwright.db.v0.backup'))).toBe(false);
  });

  test('a database of a later release is refused and left alone', async () => {
    const directory = await temporaryDirectory();
    const file = join(directory, 'reelwright.db');
    await (await openTestStore(directory)).close();
    const binding = await openRaw(file);
    binding.exec('PRAGMA user_version = 999');
    binding.close();
    await expect(open(file)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const after = await openRaw(file);
    expect(after.prepare('PRAGMA user_version').all([])).toEqual([{ user_version: 999 }]);
    after.close();
  });
});
