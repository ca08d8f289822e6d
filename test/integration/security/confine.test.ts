import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { confinePath } from '../../../src/security/confine.js';

describe('confining paths', () => {
  let base: string;
  let root: string;
  beforeAll(async () => {
    base = await realpath(await mkdtemp(join(tmpdir(), 'confine-')));
    root = join(base, 'root');
    await mkdir(join(root, 'folder'), { recursive: true });
    await mkdir(join(base, 'root-beside'));
    await writeFile(join(root, 'folder', 'inside.txt'), '');
    await writeFile(join(base, 'secret.txt'), '');
    await symlink(join(base, 'secret.txt'), join(root, 'link-out.txt'));
    await symlink(base, join(root, 'folder-out'));
    await symlink(join(root, 'folder', 'inside.txt'), join(root, 'link-in.txt'));
    await mkdir(join(root, '.ssh'));
    await writeFile(join(root, '.ssh', 'id_rsa'), '');
    await symlink(join(root, '.ssh', 'id_rsa'), join(root, 'looks-open.txt'));
    await mkdir(join(root, 'films-data', 'out'), { recursive: true });
    await writeFile(join(root, 'films-data', 'reelwright.db'), '');
    await symlink(join(base, 'not-there-yet'), join(root, 'dangling'));
  });
  afterAll(() => rm(base, { recursive: true, force: true }));

  test('gives the real path of what is inside', async () => {
    const inside = join(root, 'folder', 'inside.txt');
    expect(await confinePath(inside, [root])).toBe(inside);
    expect(await confinePath(join(root, 'link-in.txt'), [root])).toBe(inside);
    expect(await confinePath(root, ['/nowhere/at/all', root])).toBe(root);
    expect(await confinePath(join(root, 'folder', '..', 'folder', 'inside.txt'), [root])).toBe(inside);
  });

  test('accepts a file that is still to be written', async () => {
    const future = join(root, 'new', 'film.mp4');
    expect(await confinePath(future, [root])).toBe(future);
  });

  test('leaves it to whoever opens it that a file stands where a folder should, and tells nothing of files elsewhere', async () => {
    const behindFile = join(root, 'folder', 'inside.txt', 'film.mp4');
    expect(await confinePath(behindFile, [root])).toBe(behindFile);
    await expect(confinePath(join(base, 'secret.txt', 'film.mp4'), [root])).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
      hint: expect.stringContaining('input.roots'),
    });
  });

  test.each([
    ['a path outside', 'secret.txt'],
    ['dots that lead out', 'root/../secret.txt'],
    ['a folder with the same beginning', 'root-beside/file.txt'],
    ['a link that leads out', 'root/link-out.txt'],
    ['a folder that is a link out', 'root/folder-out/secret.txt'],
    ['a new file behind a link out', 'root/folder-out/new.txt'],
    ['a link to nothing', 'root/dangling'],
    ['a NUL in the name', 'root/in\0side.txt'],
  ])('refuses %s', async (_, path) => {
    await expect(confinePath(`${base}/${path}`, [root])).rejects.toMatchObject({ code: 'PATH_ESCAPE' });
  });

  test.each([
    ['a hidden file', '.netrc'],
    ['a file in a hidden folder', '.ssh/id_rsa'],
    ['a hidden folder deep inside', 'folder/.git/config'],
    ['a hidden file that is still to be written', '.config/autostart/film.mp4'],
    ['a name that begins with two dots', '..data/film.mp4'],
    ['what macOS keeps for programs', 'Library/Application Support/Reelwright/config.toml'],
    ['what Windows keeps for programs', 'AppData/Local/Reelwright/config.toml'],
    ['a link to a hidden file', 'looks-open.txt'],
    ['a data directory', 'films-data/config.toml'],
    ['a folder of a data directory', 'films-data/artifacts/aa/one.txt'],
  ])('refuses %s', async (_, path) => {
    await expect(confinePath(join(root, path), [root])).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
      hint: expect.stringContaining('not hidden'),
    });
  });

  test('opens hidden folders and data directories where a root names them or a folder in them', async () => {
    const key = join(root, '.ssh', 'id_rsa');
    expect(await confinePath(key, [root, join(root, '.ssh')])).toBe(key);
    const film = join(root, 'films-data', 'out', 'film.mp4');
    expect(await confinePath(film, [root, join(root, 'films-data', 'out')])).toBe(film);
  });

  test('refuses a data directory that is a root as a whole', async () => {
    const data = join(root, 'films-data');
    await expect(confinePath(join(data, 'config.toml'), [data])).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
  });

  test('refuses everything when there are no roots', async () => {
    await expect(confinePath(root, [])).rejects.toMatchObject({ code: 'PATH_ESCAPE' });
  });
});
