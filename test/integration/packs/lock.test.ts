import { execFileSync } from 'node:child_process';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withLock } from '../../../src/packs/lock.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const signal = new AbortController().signal;

const heldBy = async (path: string, pid: number, host = hostname()) => {
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'owner.json'), JSON.stringify({ pid, host, token: 'theirs' }));
};

test('one at a time holds the lock', async () => {
  const path = join(await temporaryDirectory(), 'lock');
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(path, { signal }, work)));
  expect(most).toBe(1);
});

test('the lock of a process that died is taken over by one of those that wait', async () => {
  const path = join(await temporaryDirectory(), 'lock');
  const deadPid = Number(execFileSync(process.execPath, ['-e', 'process.stdout.write(String(process.pid))']));
  await heldBy(path, deadPid);
  let inside = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    inside -= 1;
    return 'done';
  };
  expect(await Promise.all([1, 2, 3].map(() => withLock(path, { signal }, work)))).toEqual([
    'done',
    'done',
    'done',
  ]);
});

test('the lock of another host is taken over once it has been silent for long', async () => {
  const path = join(await temporaryDirectory(), 'lock');
  await heldBy(path, 1, 'elsewhere');
  const longAgo = new Date(Date.now() - 120_000);
  await utimes(path, longAgo, longAgo);
  expect(await withLock(path, { signal }, async () => 'done')).toBe('done');
});

test('waiting for a living holder ends when cancelled', async () => {
  const path = join(await temporaryDirectory(), 'lock');
  await heldBy(path, process.pid);
  const controller = new AbortController();
  const waiting = withLock(
    path,
    { signal: controller.signal, onWait: () => controller.abort() },
    async () => 'never',
  );
  await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('the lock is free again after the work failed', async () => {
  const path = join(await temporaryDirectory(), 'lock');
  const failing = withLock(path, { signal }, async () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(await withLock(path, { signal }, async () => 'done')).toBe('done');
});
