import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { silentLogger } from '../../src/observability/logger.js';
import type { PackLibrary } from '../../src/packs/pack.js';
import type { Ffmpeg, FfmpegLocator } from '../../src/render/ffmpeg/ffmpeg.js';
import { createFfmpegLocator } from '../../src/render/ffmpeg/locate.js';

/** Installs only when no ffmpeg of the machine's own serves, so that most test runs never touch the packs. */
const lazyTestPacks: Pick<PackLibrary, 'ensure'> = {
  ensure: async (name, options) => {
    const { testPacks } = await import('./packs.js');
    return await testPacks().ensure(name, options);
  },
};

/** Finds ffmpeg as the product does; REELWRIGHT_FFMPEG names another one to test with. */
export const testFfmpegLocator = (): FfmpegLocator =>
  createFfmpegLocator({
    configuredPath: process.env['REELWRIGHT_FFMPEG'],
    packs: lazyTestPacks,
    logger: silentLogger,
  });

let shared: FfmpegLocator | undefined;

export const testFfmpeg = async (): Promise<Ffmpeg> => {
  shared ??= testFfmpegLocator();
  return await shared.get();
};

/** Runs ffmpeg bare, to make test media from its own sources (which the product's wrapper refuses). */
export const makeMedia = async (directory: string, ...args: readonly string[]): Promise<void> => {
  const { path } = await testFfmpeg();
  await execa(path, ['-nostdin', '-v', 'error', '-y', ...args], { cwd: directory });
};

export const withTemporaryDirectory = async <Result>(
  use: (directory: string) => Promise<Result>,
): Promise<Result> => {
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-test-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
