import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createNpmFetch } from '../../../src/packs/fetch-tarball.js';
import { createPackLibrary, type PackLibraryOptions } from '../../../src/packs/library.js';
import type { PackManifest } from '../../../src/packs/manifest.js';
import type { PackProgress } from '../../../src/packs/pack.js';
import {
  type FakeRegistry,
  makeManifest,
  makeTarball,
  pinned,
  sha256,
  startFakeRegistry,
} from '../../support/fake-registry.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const registries: FakeRegistry[] = [];
afterEach(async () => {
  await Promise.all(registries.splice(0).map((registry) => registry.close()));
});

const program = 'x'.repeat(200_000);
const packageJson = JSON.stringify({
  scripts: { postinstall: 'touch script-ran', install: 'touch script-ran' },
});
const goodEntries = [
  { path: 'package/package.json', content: packageJson },
  { path: 'package/program', content: program },
  { path: 'package/left-out', content: 'not wanted' },
  { path: 'package/data/b.txt', content: 'bravo' },
  { path: 'package/data/deep/a.txt', content: 'alpha' },
  { path: 'package/piece.1', content: 'Hello, ' },
  { path: 'package/piece.2', content: 'world.' },
];
const goodTarball = makeTarball(goodEntries);
const goodPart = {
  files: [
    pinned('package.json', packageJson),
    pinned('program', program, { to: 'bin/program', executable: true as const }),
    pinned('other-system', 'never there', { platform: 'win32-x64' as const }),
  ],
  trees: [
    {
      from: 'data/',
      to: 'kept/',
      sha256: sha256(`${sha256('bravo')}  b.txt\n${sha256('alpha')}  deep/a.txt\n`),
      files: 2,
      sizeBytes: 10,
    },
  ],
  joins: [{ from: ['piece.1', 'piece.2'], to: 'joined.txt', sha256: sha256('Hello, world.'), sizeBytes: 13 }],
};
const goodManifest = makeManifest(goodTarball, goodPart);

const setUp = async (
  tarball: Buffer = goodTarball,
  manifest: PackManifest = goodManifest,
  options: Partial<PackLibraryOptions> = {},
) => {
  const registry = await startFakeRegistry(tarball);
  registries.push(registry);
  const home = await temporaryDirectory();
  await writeFile(join(home, 'npmrc'), `@tests:registry=${registry.url}\n`);
  const directory = join(home, 'packs');
  const fetchTarball = createNpmFetch({
    HOME: home,
    npm_config_registry: 'http://127.0.0.1:1/',
    npm_config_userconfig: join(home, 'npmrc'),
    npm_config_globalconfig: join(home, 'none'),
  });
  const library = createPackLibrary({
    directory,
    install: 'automatic',
    catalog: [manifest],
    fetchTarball,
    platform: 'linux-x64',
    stallTimeoutMs: 400,
    retryDelayMs: 1,
    ...options,
  });
  return { registry, library, directory, home, fetchTarball };
};

const signal = new AbortController().signal;
const leftovers = async (directory: string) => ({
  staging: await readdir(join(directory, '.staging')),
  locks: await readdir(join(directory, '.locks')),
});

describe('installing a pack', () => {
  test('keeps the wanted files where the manifest says, and nothing else', async () => {
    const { library, directory } = await setUp();
    const progress: PackProgress[] = [];
    const pack = await library.ensure('sample', { signal, onProgress: (report) => progress.push(report) });

    expect((await readdir(pack.directory, { recursive: true })).sort()).toEqual([
      'bin',
      'bin/program',
      'joined.txt',
      'kept',
      'kept/b.txt',
      'kept/deep',
      'kept/deep/a.txt',
      'pack.json',
      'package.json',
    ]);
    expect(await readFile(join(pack.directory, 'joined.txt'), 'utf8')).toBe('Hello, world.');
    expect((await stat(join(pack.directory, 'bin/program'))).mode & 0o111).toBe(0o111);
    expect(progress.at(-1)).toMatchObject({
      phase: 'prepare',
      doneBytes: 200_000 + Buffer.byteLength(packageJson) + 23,
    });
    expect(
      progress.some(({ phase, doneBytes }) => phase === 'download' && doneBytes === goodTarball.length),
    ).toBe(true);
    expect(await leftovers(directory)).toEqual({ staging: [], locks: [] });
    expect(await readdir(join(directory, '.download'))).toEqual([]);
    expect(await library.find('sample')).toEqual(pack);
  });

  test('runs no script of the package', async () => {
    const { library, directory } = await setUp();
    const pack = await library.ensure('sample', { signal });
    const files = await readdir(directory, { recursive: true });
    expect(files.filter((path) => path.includes('script-ran'))).toEqual([]);
    expect(existsSync(join(pack.directory, 'script-ran')) || existsSync('script-ran')).toBe(false);
  });

  test('uses the registry and the token that npmrc names for the scope', async () => {
    const { registry, home, directory } = await setUp();
    const host = registry.url.replace('http:', '');
    await writeFile(join(home, 'npmrc'), `@tests:registry=${registry.url}\n${host}:_authToken=s3cret\n`);
    const fetchTarball = createNpmFetch({ HOME: home, npm_config_userconfig: join(home, 'npmrc') });
    const library = createPackLibrary({
      directory,
      install: 'automatic',
      catalog: [goodManifest],
      fetchTarball,
      platform: 'linux-x64',
    });
    await library.ensure('sample', { signal });
    expect(registry.authorizations).toEqual(['Bearer s3cret', 'Bearer s3cret']);
  });

  test('goes through the proxy and the mirror that npm is configured with', async () => {
    const { registry, home, directory } = await setUp();
    const fetchTarball = createNpmFetch({
      HOME: home,
      npm_config_userconfig: join(home, 'none'),
      npm_config_globalconfig: join(home, 'none-either'),
      npm_config_registry: 'http://registry.invalid/mirror/',
      npm_config_proxy: registry.url,
      npm_config_https_proxy: registry.url,
    });
    const library = createPackLibrary({
      directory,
      install: 'automatic',
      catalog: [goodManifest],
      fetchTarball,
      platform: 'linux-x64',
    });
    await library.ensure('sample', { signal });
    expect(registry.urls).toEqual([
      'http://registry.invalid/mirror/@tests%2fsample',
      'http://registry.invalid/mirror/@tests/sample/-/sample-1.0.0.tgz',
    ]);
  });

  test('downloads once when two installers start together', async () => {
    const { library, registry, directory, fetchTarball } = await setUp();
    const other = createPackLibrary({
      directory,
      install: 'automatic',
      catalog: [goodManifest],
      fetchTarball,
      platform: 'linux-x64',
    });
    const [one, two] = await Promise.all([
      library.ensure('sample', { signal }),
      other.ensure('sample', { signal }),
    ]);
    expect(one).toEqual(two);
    expect(registry.ranges).toHaveLength(1);
  });

  test('goes on from the half that arrived', async () => {
    const { library, registry } = await setUp();
    registry.misbehave({ kind: 'cut', afterBytes: 100_000 });
    await library.ensure('sample', { signal });
    expect(registry.ranges).toEqual([undefined, 'bytes=100000-']);
  });

  test('starts again where the registry cannot continue', async () => {
    const { library, registry } = await setUp();
    registry.misbehave({ kind: 'cut', afterBytes: 100_000 }, { kind: 'ignore-range' });
    const pack = await library.ensure('sample', { signal });
    expect((await library.verify('sample', { signal })).damaged).toEqual([]);
    expect(pack.revision).toMatch(/^[0-9a-f]{16}$/);
  });

  test('tries again after faults of the server and after silence', async () => {
    const { library, registry } = await setUp();
    registry.misbehave(
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503 },
      { kind: 'hang', afterBytes: 5_000 },
    );
    await library.ensure('sample', { signal });
    expect(registry.ranges).toEqual([undefined, undefined, undefined, 'bytes=5000-']);
  });

  test('replaces an earlier revision only once the new one is there', async () => {
    const { library, registry, directory, fetchTarball } = await setUp();
    const old = await library.ensure('sample', { signal });
    const newer = { ...goodManifest, parts: goodManifest.parts.map((part) => ({ ...part, joins: [] })) };
    const upgraded = createPackLibrary({
      directory,
      install: 'automatic',
      catalog: [newer],
      fetchTarball,
      platform: 'linux-x64',
      retryDelayMs: 1,
    });
    registry.misbehave({ kind: 'status', status: 404 });
    await expect(upgraded.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_DOWNLOAD_FAILED',
    });
    expect(existsSync(old.directory)).toBe(true);
    const pack = await upgraded.ensure('sample', { signal });
    expect(await readdir(join(directory, 'sample'))).toEqual([pack.revision]);
  });
});

describe('an installation that cannot succeed', () => {
  test('says how to do it by hand when the registry does not have the package', async () => {
    const { library, registry, directory } = await setUp();
    registry.misbehave({ kind: 'status', status: 404 });
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_DOWNLOAD_FAILED',
      hint: expect.stringMatching(/npm pack @tests\/sample@1\.0\.0".*reelwright packs install sample --from/),
    });
    expect(registry.ranges).toHaveLength(1);
    expect(await leftovers(directory)).toEqual({ staging: [], locks: [] });
  });

  test('gives up after several faults in a row', async () => {
    const { library, registry } = await setUp();
    registry.misbehave(...Array.from({ length: 9 }, () => ({ kind: 'status', status: 500 }) as const));
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_DOWNLOAD_FAILED',
    });
    expect(registry.ranges).toHaveLength(4);
  });

  test('fails where nothing listens', async () => {
    const { library, registry } = await setUp();
    await registry.close();
    registries.splice(0);
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_DOWNLOAD_FAILED',
    });
  });

  test('refuses bytes other than the published ones and keeps none of them', async () => {
    const { library, registry, directory } = await setUp();
    registry.misbehave({ kind: 'other-bytes' });
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({ code: 'PACK_CORRUPT' });
    expect(await readdir(join(directory, '.download'))).toEqual([]);
    expect(await library.find('sample')).toBeUndefined();
    await library.ensure('sample', { signal });
  });

  test('refuses a file whose sha256 differs from the pinned one', async () => {
    const manifest = makeManifest(goodTarball, { files: [pinned('program', 'something else')] });
    const { library } = await setUp(goodTarball, manifest);
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_CORRUPT',
      message: expect.stringContaining('program'),
    });
    expect(await library.find('sample')).toBeUndefined();
  });

  test('refuses a package without a file that should be in it', async () => {
    const manifest = makeManifest(goodTarball, { files: [pinned('absent', 'absent')] });
    const { library } = await setUp(goodTarball, manifest);
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({ code: 'PACK_CORRUPT' });
  });

  test.each([
    ['a path with ..', { path: 'package/../../../escaped', content: 'out' }],
    ['an absolute path', { path: '/tmp/reelwright-escaped', content: 'out' }],
    ['a symbolic link', { path: 'package/link', type: 'SymbolicLink' as const, linkpath: '/etc' }],
    ['a hard link', { path: 'package/link', type: 'Link' as const, linkpath: '/etc/hostname' }],
  ])('refuses a tarball that holds %s', async (_what, entry) => {
    const tarball = makeTarball([{ path: 'package/program', content: program }, entry]);
    const { library, home } = await setUp(
      tarball,
      makeManifest(tarball, { files: [pinned('program', program)] }),
    );
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_CORRUPT',
      message: expect.stringContaining('holds an entry'),
    });
    const written = (await readdir(home, { recursive: true })).filter((path) => /escaped|link/.test(path));
    expect(written).toEqual([]);
    expect(existsSync('/tmp/reelwright-escaped')).toBe(false);
  });

  test('stops when cancelled and goes on from there the next time', async () => {
    const { library, registry, directory } = await setUp();
    registry.misbehave({ kind: 'hang', afterBytes: 60_000 });
    const controller = new AbortController();
    const onProgress = ({ doneBytes }: PackProgress) => {
      if (doneBytes === 60_000) {
        controller.abort();
      }
    };
    await expect(library.ensure('sample', { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(await leftovers(directory)).toEqual({ staging: [], locks: [] });
    await library.ensure('sample', { signal });
    expect(registry.ranges).toEqual([undefined, 'bytes=60000-']);
  });

  test('names the command that installs a pack where automatic installation is off', async () => {
    const { library, registry } = await setUp(goodTarball, goodManifest, { install: 'never' });
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_MISSING',
      hint: expect.stringContaining('reelwright packs install sample'),
    });
    expect(registry.ranges).toEqual([]);
    await library.install('sample', { signal });
    expect(await library.ensure('sample', { signal })).toMatchObject({ name: 'sample' });
  });

  test('tells packs that do not exist from those of other systems', async () => {
    const manifest = makeManifest(goodTarball, goodPart, {
      platforms: ['darwin-arm64'],
      unsupportedHint: 'Use another.',
    });
    const { library } = await setUp(goodTarball, manifest);
    await expect(library.ensure('samplle', { signal })).rejects.toMatchObject({ code: 'PACK_UNKNOWN' });
    await expect(library.ensure('sample', { signal })).rejects.toMatchObject({
      code: 'PACK_UNSUPPORTED',
      hint: 'Use another.',
    });
    expect(await library.list()).toMatchObject([{ name: 'sample', supported: false, installed: undefined }]);
  });
});

describe('installing without a network', () => {
  test('takes the tarball from a folder, whatever it is called', async () => {
    const { library, registry, home } = await setUp();
    await writeFile(join(home, 'renamed.tgz'), goodTarball);
    const pack = await library.install('sample', { signal, from: [home] });
    expect(await readFile(join(pack.directory, 'kept/b.txt'), 'utf8')).toBe('bravo');
    expect(registry.ranges).toEqual([]);
    expect(existsSync(join(home, 'renamed.tgz'))).toBe(true);
  });

  test('names the package that is not there', async () => {
    const { library, home } = await setUp();
    await expect(library.install('sample', { signal, from: [home] })).rejects.toMatchObject({
      code: 'PACK_MISSING',
      hint: expect.stringContaining('npm pack @tests/sample@1.0.0'),
    });
    await expect(library.install('sample', { signal, from: [join(home, 'nowhere')] })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  test('refuses a file of the right name with other bytes', async () => {
    const { library, home } = await setUp();
    await writeFile(join(home, 'tests-sample-1.0.0.tgz'), Buffer.alloc(goodTarball.length));
    await expect(library.install('sample', { signal, from: [home] })).rejects.toMatchObject({
      code: 'PACK_CORRUPT',
    });
  });
});

describe('looking after installed packs', () => {
  test.each(['bin/program', 'kept/b.txt', 'joined.txt'])(
    'finds a flipped byte in %s and repairs it',
    async (path) => {
      const { library } = await setUp();
      const { directory } = await library.ensure('sample', { signal });
      expect((await library.verify('sample', { signal })).damaged).toEqual([]);
      const file = join(directory, path);
      const bytes = await readFile(file);
      bytes[2] = (bytes[2] ?? 0) ^ 1;
      await writeFile(file, bytes);
      expect((await library.verify('sample', { signal })).damaged).toHaveLength(1);
      await library.install('sample', { signal });
      expect((await library.verify('sample', { signal })).damaged).toEqual([]);
    },
  );

  test('finds a file that was added to a kept folder', async () => {
    const { library } = await setUp();
    const { directory } = await library.ensure('sample', { signal });
    await writeFile(join(directory, 'kept/added.js'), '');
    expect((await library.verify('sample', { signal })).damaged).toEqual(['kept/']);
  });

  test('removes a pack, and says when there was none', async () => {
    const { library, directory } = await setUp();
    await library.ensure('sample', { signal });
    expect(await library.remove('sample', { signal })).toBe(true);
    expect(await library.find('sample')).toBeUndefined();
    expect(await library.remove('sample', { signal })).toBe(false);
    expect(await readdir(directory)).not.toContain('sample');
  });
});
