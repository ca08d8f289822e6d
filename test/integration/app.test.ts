import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load.js';
import { silentLogger } from '../../src/observability/logger.js';
import { systemClock } from '../../src/runtime/clock.js';
import { openStore } from '../../src/store/store.js';
import { batchTaskType } from '../../src/studio/batch-task.js';
import { createTaskStore } from '../../src/tasks/task-store.js';
import { withTemporaryDirectory } from '../support/ffmpeg.js';

test('leaves batches to processes that confine what is named in them', async () => {
  await withTemporaryDirectory(async (directory) => {
    const { config } = await loadConfig(new Map([['home', directory]]), {
      platform: 'linux',
      env: {},
      homeDirectory: directory,
      currentDirectory: directory,
    });
    const store = await openStore({
      file: join(directory, 'reelwright.db'),
      ...config.store,
      logger: silentLogger,
    });
    const { id } = await createTaskStore(store, systemClock).enqueue({
      ...{ type: batchTaskType, owner: 'local', priority: 5, title: 'A batch of 1 videos' },
      request: { requests: [{ script: 'One.', footageDirectory: '/etc' }], maxConcurrent: 1 },
    });
    await store.close();

    const outcomeWith = async (inputRoots: readonly string[] | undefined) => {
      const app = createApp(config, { logger: silentLogger, version: '1.0.0', inputRoots });
      try {
        const { state, batch } = await (await app.studio()).waitForTask(id, { timeoutMs: 2_500 });
        return { state, codes: batch?.map(({ error }) => error?.code) };
      } finally {
        await app.close();
      }
    };
    expect(await outcomeWith(undefined)).toEqual({ state: 'queued', codes: [] });
    expect(await outcomeWith([directory])).toEqual({ state: 'failed', codes: ['PATH_ESCAPE'] });
  });
});

test('takes a mere name for a film as one in the output folder, wherever a host has started us', async () => {
  await withTemporaryDirectory(async (directory) => {
    const films = join(directory, 'films');
    const { config } = await loadConfig(new Map([['output.directory', films]]), {
      platform: 'linux',
      env: { REELWRIGHT_HOME: join(directory, 'data'), REELWRIGHT_VOICE_PROVIDERS: 'flite' },
      homeDirectory: directory,
      currentDirectory: '/',
    });
    await mkdir(films);
    await writeFile(join(films, 'holiday.mp4'), 'precious');
    const app = createApp(config, { logger: silentLogger, version: '1.0.0', inputRoots: [films] });
    const make = async (outputFile: string) =>
      (await app.studio()).createFilm({ subject: 'Bees', script: 'Bees dance.', outputFile });
    try {
      await expect(make('holiday.mp4')).rejects.toMatchObject({
        hint: expect.stringContaining('move holiday.mp4 away'),
      });
      await expect(make('../holiday.mp4')).rejects.toMatchObject({ code: 'PATH_ESCAPE' });
      await expect(make('holiday.mp4/film.mp4')).rejects.toMatchObject({
        hint: expect.stringContaining('no part of its path may be a file'),
      });
    } finally {
      await app.close();
    }
  });
});
