import { afterEach, expect, test } from '@jest/globals';
import { InputError, MediaError } from '../../../src/errors/index.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { systemClock } from '../../../src/runtime/clock.js';
import { createInstance } from '../../../src/runtime/instance.js';
import { batchTaskType, createBatchHandler } from '../../../src/studio/batch-task.js';
import { createBatches } from '../../../src/studio/batches.js';
import type { FilmRequestInput } from '../../../src/studio/studio.js';
import { toTaskView } from '../../../src/studio/task-view.js';
import { createBatchItems } from '../../../src/tasks/batch-items.js';
import type { TaskHandler } from '../../../src/tasks/task-run.js';
import { createTaskRunner, joinRunners } from '../../../src/tasks/task-runner.js';
import { createTaskStore } from '../../../src/tasks/task-store.js';
import { openTestStore } from '../../support/open-test-store.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

/** Films that are made in no time, unless their subject says otherwise. */
const open = async (makeFilm: TaskHandler, directory?: string) => {
  const store = await openTestStore(directory ?? (await temporaryDirectory()));
  closing.push(store.close);
  const tasks = createTaskStore(store, systemClock);
  const items = createBatchItems(store);
  const began: string[] = [];
  const createFilm = async (request: FilmRequestInput) => {
    const title = request.subject ?? '';
    if (title === 'refused') {
      throw new InputError('SCRIPT_EMPTY', 'There are no words.', { hint: 'Write some.' });
    }
    began.push(title);
    const task = await tasks.enqueue({
      ...{ type: 'film', owner: 'local', priority: 5, title, request },
    });
    return toTaskView(task);
  };
  const working = { tasks, instance: createInstance(), clock: systemClock, logger: silentLogger };
  const runner = joinRunners([
    createTaskRunner({ ...working, concurrency: 4, handlers: { film: makeFilm } }),
    createTaskRunner({
      ...working,
      concurrency: 4,
      handlers: { [batchTaskType]: createBatchHandler({ items, tasks, clock: systemClock, createFilm }) },
    }),
  ]);
  closing.push(() => runner.stop());
  return { tasks, began, runner, batches: createBatches({ tasks, items, runner, parallelFilms: 2 }) };
};

const requests = (...subjects: string[]) => subjects.map((subject) => ({ subject }));

test('makes all of them, so many at once, and one that fails or is refused stops no other', async () => {
  let active = 0;
  let most = 0;
  const { batches, tasks } = await open(async ({ task }) => {
    active += 1;
    most = Math.max(most, active);
    await systemClock.sleep(300);
    active -= 1;
    if (task.title === 'broken') {
      throw new MediaError('MEDIA_FAILED', 'ffmpeg could not.', { stage: 'shot' });
    }
    return {};
  });
  const { id, total } = await batches.createBatch({
    requests: requests('one', 'broken', 'refused', 'two', 'three'),
    maxConcurrent: 2,
  });
  expect(total).toBe(5);
  const ended = await tasks.waitForEnd(id, { timeoutMs: 25_000 });
  expect([ended.state, ended.result]).toEqual(['succeeded', { total: 5, succeeded: 3 }]);
  expect((await batches.getBatch(id))?.map(({ title, state, error }) => [title, state, error?.code])).toEqual(
    [
      ['one', 'succeeded', undefined],
      ['broken', 'failed', 'MEDIA_FAILED'],
      ['refused', 'failed', 'SCRIPT_EMPTY'],
      ['two', 'succeeded', undefined],
      ['three', 'succeeded', undefined],
    ],
  );
  expect(most).toBe(2);
});

test('fails when none of them was made, and says where to look', async () => {
  const { batches, tasks } = await open(async () => ({}));
  const { id } = await batches.createBatch({ requests: requests('refused', 'refused'), maxConcurrent: 1 });
  const ended = await tasks.waitForEnd(id, { timeoutMs: 20_000 });
  expect([ended.state, ended.error?.code]).toEqual(['failed', 'BATCH_FAILED']);
});

test('cancelling a batch cancels its films and begins no more', async () => {
  const { batches, tasks, began } = await open(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  );
  const { id } = await batches.createBatch({ requests: requests('one', 'two'), maxConcurrent: 1 });
  while (began.length === 0) {
    await systemClock.sleep(20);
  }
  await tasks.requestCancel(id);
  expect((await tasks.waitForEnd(id, { timeoutMs: 10_000 })).state).toBe('cancelled');
  const [first] = (await batches.getBatch(id)) ?? [];
  expect((await tasks.waitForEnd(first?.taskId ?? '', { timeoutMs: 10_000 })).state).toBe('cancelled');
  expect(began).toEqual(['one']);
});

test('cancels the films of a batch that nobody works on', async () => {
  const { batches, tasks, runner } = await open(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  );
  const { id } = await batches.createBatch({ requests: requests('one', 'two'), maxConcurrent: 1 });
  while ((await batches.getBatch(id))?.[0]?.taskId === undefined) {
    await systemClock.sleep(20);
  }
  await runner.stop();
  const cancelled = await tasks.requestCancel(id);
  expect(cancelled.state).toBe('cancelled');
  await batches.cancelFilms(cancelled);
  const [first, second] = (await batches.getBatch(id)) ?? [];
  expect([first?.state, second?.taskId]).toEqual(['cancelled', undefined]);
  await expect(batches.cancelFilms(await tasks.get(first?.taskId ?? ''))).resolves.toBeUndefined();
});

test('goes on where a process left it, and makes nothing twice', async () => {
  const directory = await temporaryDirectory();
  const slow = await open(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
    directory,
  );
  const { id } = await slow.batches.createBatch({ requests: requests('one', 'two'), maxConcurrent: 1 });
  while ((await slow.batches.getBatch(id))?.[0]?.taskId === undefined) {
    await systemClock.sleep(20);
  }
  await slow.runner.stop();
  const next = await open(async () => ({}), directory);
  next.runner.start();
  expect((await next.tasks.waitForEnd(id, { timeoutMs: 20_000 })).state).toBe('succeeded');
  expect(slow.began).toEqual(['one']);
  expect(next.began).toEqual(['two']);
});

test('refuses none, and too many', async () => {
  const { batches } = await open(async () => ({}));
  const tooMany = requests(...Array.from({ length: 51 }, String));
  await expect(batches.createBatch({ requests: [], maxConcurrent: 1 })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
  await expect(batches.createBatch({ requests: tooMany, maxConcurrent: 1 })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});
