import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { compileChild } from '../../support/compile-child.js';
import {
  type FakeRegistry,
  makeManifest,
  makeTarball,
  pinned,
  startFakeRegistry,
} from '../../support/fake-registry.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const installPack = compileChild('install-pack');
const temporaryDirectory = temporaryDirectories();
const started: (ChildProcess | FakeRegistry)[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    await ('kill' in one ? one.kill('SIGKILL') : one.close());
  }
});

const program = 'x'.repeat(200_000);
const tarball = makeTarball([{ path: 'package/program', content: program }]);

const setUp = async () => {
  const registry = await startFakeRegistry(tarball);
  const home = await temporaryDirectory();
  const manifest = join(home, 'manifest.json');
  await writeFile(manifest, JSON.stringify(makeManifest(tarball, { files: [pinned('program', program)] })));
  const directory = join(home, 'packs');
  started.push(registry);
  const install = () => {
    const child = spawn(process.execPath, [installPack(), directory, manifest, registry.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    return child;
  };
  return { registry, directory, install };
};

/** Waits until a partial download has this many bytes. */
const partialReaches = async (directory: string, sizeBytes: number): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    const files = await readdir(join(directory, '.download')).catch(() => []);
    const [first] = files;
    if (first !== undefined && (await stat(join(directory, '.download', first))).size >= sizeBytes) {
      return;
    }
    await sleep(25);
  }
  throw new Error('The download never got there.');
};

test('two processes that need the same pack download it once', async () => {
  const { registry, install } = await setUp();
  const children = [install(), install()];
  const [one, two] = await Promise.all(children.map((child) => text(child.stdout)));
  expect(one).toMatch(/sample/);
  expect(two).toBe(one);
  expect(await readFile(join(one ?? '', 'program'), 'utf8')).toBe(program);
  expect(registry.ranges).toHaveLength(1);
});

test('a process goes on from what a killed one left, and takes over its lock', async () => {
  const { registry, directory, install } = await setUp();
  registry.misbehave({ kind: 'hang', afterBytes: 60_000 });
  const first = install();
  await partialReaches(directory, 60_000);
  first.kill('SIGKILL');
  await once(first, 'exit');
  const second = install();
  expect(await text(second.stdout)).toContain(join(directory, 'sample'));
  expect(registry.ranges).toEqual([undefined, 'bytes=60000-']);
});
