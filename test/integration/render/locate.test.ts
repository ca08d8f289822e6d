import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { PackError } from '../../../src/errors/index.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { createFfmpegLocator, type FfmpegLocatorOptions } from '../../../src/render/ffmpeg/locate.js';
import { testFfmpeg } from '../../support/ffmpeg.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

jest.setTimeout(60_000);

const newDirectory = temporaryDirectories();
const noPacks: FfmpegLocatorOptions['packs'] = {
  ensure: async () => {
    throw new PackError('PACK_MISSING', 'The pack is not installed.', { hint: 'Allow packs.' });
  },
};

const locator = (overrides: Partial<FfmpegLocatorOptions>) =>
  createFfmpegLocator({
    packs: noPacks,
    logger: silentLogger,
    env: {},
    staticPath: async () => undefined,
    commonDirectories: [],
    ...overrides,
  });

/** A directory in which `ffmpeg` is the real one. */
const withRealFfmpeg = async (): Promise<string> => {
  const directory = await newDirectory();
  await symlink((await testFfmpeg()).path, join(directory, 'ffmpeg'));
  return directory;
};

const fakeFfmpeg = async (version: string): Promise<string> => {
  const file = join(await newDirectory(), 'ffmpeg');
  await writeFile(file, `#!/bin/sh\necho "ffmpeg version ${version} Copyright"\n`);
  await chmod(file, 0o755);
  return file;
};

describe('finding ffmpeg', () => {
  test('takes the configured one first', async () => {
    const path = join(await withRealFfmpeg(), 'ffmpeg');
    const found = await locator({ configuredPath: path, staticPath: async () => '/nowhere' }).get();
    expect(found).toMatchObject({ path, source: 'configured' });
    expect(found.encoders.has('libx264')).toBe(true);
    expect(found.filters.has('ass')).toBe(true);
  });

  test('says what is wrong with a configured one, and takes no other', async () => {
    const env = { PATH: await withRealFfmpeg() };
    await expect(locator({ env, configuredPath: '/nowhere/ffmpeg' }).get()).rejects.toMatchObject({
      code: 'FFMPEG_MISSING',
      message: expect.stringContaining('/nowhere/ffmpeg'),
    });
    await expect(locator({ env, configuredPath: await fakeFfmpeg('4.4') }).get()).rejects.toMatchObject({
      message: expect.stringContaining('older than 5.1'),
    });
  });

  test('prefers ffmpeg-static, unless its binary was never downloaded', async () => {
    const directory = await withRealFfmpeg();
    const env = { PATH: directory };
    const path = join(directory, 'ffmpeg');
    expect((await locator({ env, staticPath: async () => path }).get()).source).toBe('ffmpeg-static');
    expect((await locator({ env, staticPath: async () => join(directory, 'absent') }).get()).source).toBe(
      'system',
    );
  });

  test('passes over an old one on PATH, and looks in the usual places', async () => {
    const old = await fakeFfmpeg('4.2.7');
    const directory = await withRealFfmpeg();
    const found = await locator({ env: { PATH: join(old, '..') }, commonDirectories: [directory] }).get();
    expect(found).toMatchObject({ path: join(directory, 'ffmpeg'), source: 'system' });
  });

  test('installs the pack when there is nothing else, once for all callers', async () => {
    const directory = await withRealFfmpeg();
    let installs = 0;
    const packs: FfmpegLocatorOptions['packs'] = {
      ensure: async (name) => {
        installs += 1;
        return { name, revision: '1', directory };
      },
    };
    const { get } = locator({ packs });
    const [one, two] = await Promise.all([get(), get()]);
    expect(one).toBe(two);
    expect([one.source, installs]).toEqual(['pack', 1]);
  });

  test('says what to do when there is none at all, and looks again the next time', async () => {
    const directory = await newDirectory();
    const { get } = locator({ env: { PATH: directory } });
    await expect(get()).rejects.toMatchObject({
      code: 'FFMPEG_MISSING',
      hint: expect.stringContaining('reelwright packs install ffmpeg'),
    });
    await mkdir(directory, { recursive: true });
    await symlink((await testFfmpeg()).path, join(directory, 'ffmpeg'));
    expect((await get()).source).toBe('system');
  });
});
