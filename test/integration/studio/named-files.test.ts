import { mkdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createArtifactStore } from '../../../src/steps/artifact-store.js';
import { createNamedFiles } from '../../../src/studio/named-files.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const newDirectory = temporaryDirectories();

const open = async () => {
  const root = await newDirectory();
  const artifacts = createArtifactStore({ directory: join(root, 'artifacts') });
  const directory = join(root, 'previews');
  const names = createNamedFiles({ directory, pathOf: artifacts.pathOf });
  const sheet = await artifacts.publishBytes(Buffer.from('a sheet'), 'jpg');
  return { artifacts, directory, names, sheet };
};

describe('a picture under a readable name', () => {
  test('is called by its film and what it shows, in any script', async () => {
    const { names, sheet } = await open();
    const file = await names.nameFile(sheet, 'Why tides? (part 1) storyboard');
    expect(basename(file)).toBe('Why-tides-part-1-storyboard.jpg');
    expect(await readFile(file, 'utf8')).toBe('a sheet');
    expect(basename(await names.nameFile(sheet, '潮汐 scene 2'))).toBe('潮汐-scene-2.jpg');
    expect(basename(await names.nameFile(sheet, '../../etc/passwd'))).toBe('etc-passwd.jpg');
  });

  test('has the same path each time, and another for other pictures of the same name', async () => {
    const { artifacts, names, sheet } = await open();
    const again = await Promise.all([1, 2, 3].map(() => names.nameFile(sheet, 'Tides poster')));
    expect(new Set(again).size).toBe(1);
    const other = await artifacts.publishBytes(Buffer.from('another sheet'), 'jpg');
    expect(await names.nameFile(other, 'Tides poster')).not.toBe(again[0]);
  });

  test('outlives the artifact, and goes after a week', async () => {
    const { artifacts, directory, names, sheet } = await open();
    const file = await names.nameFile(sheet, 'Tides poster');
    await artifacts.discard(sheet);
    expect((await stat(file)).size).toBe(7);
    const old = join(directory, '0123456789ab');
    await mkdir(old);
    const lastMonth = new Date(Date.now() - 30 * 24 * 60 * 60 * 1000);
    await utimes(old, lastMonth, lastMonth);
    const next = createNamedFiles({ directory, pathOf: artifacts.pathOf });
    const kept = await artifacts.publishBytes(Buffer.from('kept'), 'jpg');
    await next.nameFile(kept, 'Tides poster');
    await expect(stat(old)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await stat(file)).size).toBe(7);
  });

  test('cannot be given to what is no longer there', async () => {
    const { artifacts, names, sheet } = await open();
    await rm(artifacts.pathOf(sheet));
    await expect(names.nameFile(sheet, 'Tides poster')).rejects.toMatchObject({ name: 'StorageError' });
  });
});
