import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Artifact } from '../../../src/steps/artifact.js';
import { createArtifactStore } from '../../../src/steps/artifact-store.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

const open = async () => {
  const directory = await temporaryDirectory();
  return { scratch: directory, store: createArtifactStore({ directory: join(directory, 'artifacts') }) };
};

describe('the artifact store', () => {
  test('moves a file in under the hash of its bytes', async () => {
    const { scratch, store } = await open();
    const file = join(scratch, 'take.wav');
    const bytes = Buffer.alloc(3_000_000, 'sound ');
    await writeFile(file, bytes);
    const artifact = await store.publish(file, 'wav');
    expect(artifact).toEqual({
      artifact: 1,
      sha256: sha256(bytes),
      sizeBytes: bytes.length,
      extension: 'wav',
    });
    expect(bytes.equals(await readFile(store.pathOf(artifact)))).toBe(true);
    expect(existsSync(file)).toBe(false);
    expect(await store.has(artifact)).toBe(true);
  });

  test('copies a file of the user and leaves the original', async () => {
    const { scratch, store } = await open();
    const file = join(scratch, 'holiday.mp4');
    await writeFile(file, 'mine');
    const artifact = await store.adopt(file, 'mp4');
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await readFile(store.pathOf(artifact), 'utf8')).toBe('mine');
  });

  test('takes bytes from memory, an empty file included', async () => {
    const { store } = await open();
    const artifact = await store.publishBytes(new Uint8Array(), 'txt');
    expect(artifact.sha256).toBe(sha256(''));
    expect(await store.has(artifact)).toBe(true);
  });

  test('the same bytes published many times at once are one file, with nothing left over', async () => {
    const { scratch, store } = await open();
    const artifacts = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        if (index % 2 === 0) {
          return store.publishBytes(Buffer.from('the same'), 'bin');
        }
        const file = join(scratch, `copy-${index}`);
        await writeFile(file, 'the same');
        return store.publish(file, 'bin');
      }),
    );
    expect(new Set(artifacts.map((artifact) => artifact.sha256)).size).toBe(1);
    const [artifact] = artifacts;
    expect(await readFile(store.pathOf(artifact as Artifact), 'utf8')).toBe('the same');
    expect(await readdir(join(scratch, 'artifacts', 'incoming'))).toEqual([]);
    expect((await readdir(scratch)).filter((name) => name.startsWith('copy-'))).toEqual([]);
  });

  test('a file that was cut short does not count, and publishing again heals it', async () => {
    const { store } = await open();
    const artifact = await store.publishBytes(Buffer.from('whole'), 'txt');
    await truncate(store.pathOf(artifact), 2);
    expect(await store.has(artifact)).toBe(false);
    await store.publishBytes(Buffer.from('whole'), 'txt');
    expect(await store.has(artifact)).toBe(true);
  });

  test('lists what there is, and notes when something was last asked for', async () => {
    const { store } = await open();
    expect(await store.list()).toEqual([]);
    const [old, idle] = [
      await store.publishBytes(Buffer.from('old'), 'txt'),
      await store.publishBytes(Buffer.from('idle'), 'txt'),
    ];
    const yesterday = new Date(Date.now() - 86_400_000);
    for (const artifact of [old, idle]) {
      await utimes(store.pathOf(artifact), yesterday, yesterday);
    }
    await store.has(old);
    const usedAt = new Map(
      (await store.list()).map(({ artifact, usedAtMs }) => [artifact.sha256, usedAtMs] as const),
    );
    expect(usedAt.size).toBe(2);
    expect(usedAt.get(old.sha256)).toBeGreaterThan(yesterday.getTime() + 80_000_000);
    expect(usedAt.get(idle.sha256)).toBeCloseTo(yesterday.getTime(), -3);
    expect(await store.discard(old, yesterday.getTime() + 1_000)).toBe(false);
    expect(await store.discard(idle, yesterday.getTime() + 1_000)).toBe(true);
    expect(await store.has(idle)).toBe(false);
    expect((await store.list()).map(({ artifact }) => artifact)).toEqual([old]);
  });

  test('publishes from another file system', async () => {
    const { store } = await open();
    const elsewhere = await mkdtemp('/dev/shm/reelwright-test-').catch(() => undefined);
    if (elsewhere === undefined) {
      return;
    }
    try {
      const file = join(elsewhere, 'film.mp4');
      await writeFile(file, 'film');
      const artifact = await store.publish(file, 'mp4');
      expect(await readFile(store.pathOf(artifact), 'utf8')).toBe('film');
      expect(await readdir(elsewhere)).toEqual([]);
    } finally {
      await rm(elsewhere, { recursive: true });
    }
  });

  test('refuses links, folders and missing files', async () => {
    const { scratch, store } = await open();
    const link = join(scratch, 'link');
    await symlink('/etc/passwd', link);
    await expect(store.publish(link, 'txt')).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(store.adopt(scratch, 'txt')).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    await expect(store.adopt(join(scratch, 'nothing'), 'txt')).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
  });

  test('an artifact that would lead elsewhere has no path', async () => {
    const { store } = await open();
    const forged = { artifact: 1, sha256: '../../../etc/passwd', sizeBytes: 1, extension: 'txt' } as const;
    expect(() => store.pathOf(forged)).toThrow();
    await expect(store.publishBytes(Buffer.from('x'), '../x')).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  test('a directory that cannot be made is a storage error', async () => {
    const scratch = await temporaryDirectory();
    await writeFile(join(scratch, 'file'), '');
    const store = createArtifactStore({ directory: join(scratch, 'file', 'artifacts') });
    await expect(store.publishBytes(Buffer.from('x'), 'txt')).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
    });
  });

  test('sweeps what a dead process left on the way in, once it is a day old', async () => {
    const { scratch, store } = await open();
    await store.publishBytes(Buffer.from('first'), 'txt');
    const incoming = join(scratch, 'artifacts', 'incoming');
    const [old, recent] = [join(incoming, 'old'), join(incoming, 'recent')];
    await writeFile(old, '');
    await writeFile(recent, '');
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    await utimes(old, twoDaysAgo, twoDaysAgo);
    const next = createArtifactStore({ directory: join(scratch, 'artifacts') });
    await next.publishBytes(Buffer.from('second'), 'txt');
    expect(await readdir(incoming)).toEqual(['recent']);
  });
});
