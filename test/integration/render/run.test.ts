import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { readCapabilities } from '../../../src/render/ffmpeg/capabilities.js';
import type { FfmpegRequest } from '../../../src/render/ffmpeg/ffmpeg.js';
import { findLaunchers, noLaunchers } from '../../../src/render/ffmpeg/launchers.js';
import { allowedDecoders, limitsFor } from '../../../src/render/ffmpeg/limits.js';
import { createRunner, type Runner, type RunnerOptions } from '../../../src/render/ffmpeg/run.js';
import { compileChild } from '../../support/compile-child.js';
import { makeMedia, testFfmpeg } from '../../support/ffmpeg.js';

jest.setTimeout(60_000);

let directory: string;
const child = compileChild('long-encode');

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-run-test-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const encode = (overrides: Partial<FfmpegRequest> = {}): FfmpegRequest => ({
  stage: 'test',
  inputs: [],
  filterGraph: 'testsrc2=s=640x360:r=30:d=600[v]',
  outputOptions: ['-map', '[v]', '-c:v', 'libx264', '-preset', 'medium', '-threads', '1'],
  outputFile: join(directory, 'product.mp4'),
  workDirectory: directory,
  signal: new AbortController().signal,
  expectedDurationSec: 600,
  ...overrides,
});

const createTestRunner = async (overrides: Partial<RunnerOptions> = {}): Promise<Runner> => {
  const { path } = await testFfmpeg();
  const capabilities = await readCapabilities(path);
  return createRunner({
    program: path,
    majorVersion: capabilities?.majorVersion ?? 0,
    decoders: allowedDecoders(capabilities?.decoders ?? new Set()),
    launchers: await findLaunchers(path, limitsFor(undefined)),
    logger: silentLogger,
    ...overrides,
  });
};

/** Processes whose command line names this text, from /proc. */
const processesNaming = async (text: string): Promise<number[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    ids.map(async (id) => [id, await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')] as const),
  );
  return lines
    .filter(([id, line]) => line.includes(text) && line.includes('ffmpeg') && Number(id) !== process.pid)
    .map(([id]) => Number(id));
};

const until = async (condition: () => Promise<boolean>, timeoutMs = 15_000): Promise<boolean> => {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(50)) {
    if (await condition()) {
      return true;
    }
  }
  return false;
};

const onLinux = existsSync('/proc/self/cmdline') ? test : test.skip;

describe('running ffmpeg', () => {
  test('tells how far it is, and leaves nothing but the product behind', async () => {
    const workDirectory = await mkdtemp(join(directory, 'tidy-'));
    const progress: number[] = [];
    const run = await createTestRunner();
    await run(
      encode({
        filterGraph: 'testsrc2=s=640x360:r=30:d=4[v]',
        expectedDurationSec: 4,
        workDirectory,
        outputFile: join(workDirectory, 'product.mp4'),
        onProgress: (fraction) => progress.push(fraction),
      }),
    );
    expect(progress.at(-1)).toBe(1);
    expect([...progress]).toEqual([...progress].sort((a, b) => a - b));
    expect(await readdir(workDirectory)).toEqual(['product.mp4']);
  });

  test('writes no metadata of the input, and the same bytes every time', async () => {
    await makeMedia(
      directory,
      '-f',
      'lavfi',
      '-i',
      'testsrc2=d=0.5',
      '-metadata',
      'title=secret',
      'tagged.mp4',
    );
    const run = await createTestRunner();
    const once = async (name: string) => {
      const outputFile = join(directory, name);
      const outputOptions = ['-map', '0:v', '-c:v', 'libx264', '-threads', '1'];
      const inputs = [{ file: join(directory, 'tagged.mp4') }];
      const { filterGraph: _, ...request } = encode({
        inputs,
        outputOptions,
        outputFile,
        expectedDurationSec: 0.5,
      });
      await run(request);
      return await readFile(outputFile);
    };
    const [first, second] = [await once('first.mp4'), await once('second.mp4')];
    expect(first.includes('secret')).toBe(false);
    expect(first.equals(second)).toBe(true);
  });

  onLinux('ends at once when it is cancelled, and no process stays', async () => {
    const run = await createTestRunner();
    const controller = new AbortController();
    const outputFile = join(directory, 'cancelled-9f3a.mp4');
    const running = run(encode({ signal: controller.signal, outputFile }));
    const settled = running.then(
      () => 'finished',
      (error: unknown) => error,
    );
    expect(await until(async () => (await processesNaming(outputFile)).length > 0)).toBe(true);
    const [pid = 0] = await processesNaming(outputFile);
    controller.abort();
    expect(await settled).toMatchObject({ code: 'CANCELLED' });
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(await processesNaming(outputFile)).toEqual([]);
  });

  test('ends when it is cancelled while it is being started', async () => {
    const run = await createTestRunner();
    const controller = new AbortController();
    const running = run(encode({ signal: controller.signal }));
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test('does not start when it is cancelled before', async () => {
    const run = await createTestRunner();
    await expect(run(encode({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  test.each(['SIGINT', 'SIGKILL'] as const)('may be tried again when others end it by %s', async (signal) => {
    const run = await createTestRunner({ launchers: noLaunchers });
    const outputFile = join(directory, `${signal}.mp4`);
    const running = run(
      encode({
        outputFile,
        onProgress: () =>
          processesNaming(outputFile)
            .then((ids) => ids.map((id) => process.kill(id, signal)))
            .catch(() => undefined),
      }),
    );
    await expect(running).rejects.toMatchObject({ code: 'MEDIA_FAILED', retryable: true });
  });

  test('gives up after its time, and after a time without progress', async () => {
    const slow = await createTestRunner({ limits: { totalMs: 1_500 } });
    await expect(slow(encode())).rejects.toMatchObject({ code: 'MEDIA_TIMEOUT', retryable: true });
    const silent = await createTestRunner({ limits: { inactivityMs: 1 } });
    await expect(silent(encode())).rejects.toMatchObject({ code: 'MEDIA_TIMEOUT' });
  });

  test('says nothing of its own words in the error, and keeps them for the log', async () => {
    const run = await createTestRunner();
    await writeFile(join(directory, 'nonsense.mp4'), 'nonsense');
    const request = encode({ inputs: [{ file: join(directory, 'nonsense.mp4') }] });
    const error = await run(request).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'MEDIA_FAILED',
      stage: 'test',
      stderrTail: expect.stringContaining('Invalid data'),
    });
    expect(String(error)).not.toContain('Invalid data');
  });

  test('refuses sources that are no files', async () => {
    const run = await createTestRunner();
    const inputs = [{ file: join(directory, 'x'), options: ['-f', 'lavfi'] }];
    await expect(run(encode({ inputs }))).rejects.toThrow('no input may have the format lavfi');
    await expect(run(encode({ outputFile: 'relative.mp4' }))).rejects.toThrow('must be absolute');
  });

  onLinux('says that the disk is full', async () => {
    const run = await createTestRunner();
    const request = encode({
      outputFile: '/dev/full',
      outputOptions: ['-map', '[v]', '-t', '2', '-f', 'mpegts'],
    });
    await expect(run(request)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });

  test('stops at the size limit instead of passing a cut film on', async () => {
    const run = await createTestRunner({ limits: { outputBytes: 60_000 } });
    await expect(run(encode())).rejects.toMatchObject({ code: 'MEDIA_FAILED' });
  });

  onLinux('takes memory and file limits from prlimit', async () => {
    const launchers = await findLaunchers((await testFfmpeg()).path, limitsFor(undefined));
    expect(launchers.prlimit).toBeDefined();
    const run = await createTestRunner({ limits: { memoryBytes: 60_000_000 } });
    await expect(run(encode())).rejects.toMatchObject({ code: 'MEDIA_FAILED' });
    const small = await createTestRunner({ limits: { fileBytes: 30_000 } });
    await expect(small(encode())).rejects.toMatchObject({ code: 'MEDIA_FAILED' });
  });

  test('works without any launcher, as on other systems', async () => {
    const run = await createTestRunner({ launchers: noLaunchers });
    await run(encode({ filterGraph: 'testsrc2=d=0.2[v]', expectedDurationSec: 0.2 }));
  });

  onLinux('dies with a server that was killed by -9', async () => {
    const { path } = await testFfmpeg();
    const launchers = await findLaunchers(path, limitsFor(undefined));
    expect(launchers.setpriv).toBeDefined();
    const workDirectory = await mkdtemp(join(directory, 'orphan-'));
    const parent = spawn(process.execPath, [child(), workDirectory, path], { stdio: 'ignore' });
    try {
      const outputFile = join(workDirectory, 'endless.mp4');
      // Its launchers name the file as well; what ends it with its parent holds once ffmpeg itself runs.
      const isRunning = async () => {
        const ids = await processesNaming(outputFile);
        const names = await Promise.all(
          ids.map((id) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')),
        );
        return names.some((name) => name.trim() === 'ffmpeg');
      };
      expect(await until(isRunning)).toBe(true);
      parent.kill('SIGKILL');
      expect(await until(async () => (await processesNaming(outputFile)).length === 0, 5_000)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  });
});
