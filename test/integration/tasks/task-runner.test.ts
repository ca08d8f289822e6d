import { afterEach, describe, expect, test } from '@jest/globals';
import { InputError } from '../../../src/errors/index.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { createInstance } from '../../../src/runtime/instance.js';
import type { TaskContext, TaskHandler } from '../../../src/tasks/task-run.js';
import { createTaskRunner, type TaskRunner } from '../../../src/tasks/task-runner.js';
import { createTaskStore } from '../../../src/tasks/task-store.js';
import { createFakeClock, type FakeClock, settle, until } from '../../support/fake-clock.js';
import { newFilm, openTestStore } from '../../support/open-test-store.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});

const stopNow = async (runner: TaskRunner, clock: FakeClock) => {
  const stopped = runner.stop();
  await clock.advance(4_000);
  await stopped;
};

const open = async (clock = createFakeClock(), directory?: string) => {
  const store = await openTestStore(directory ?? (await temporaryDirectory()));
  closing.push(store.close);
  const tasks = createTaskStore(store, clock);
  const createRunner = (handler: TaskHandler, concurrency = 2): TaskRunner => {
    const handlers = { film: handler };
    const runner = createTaskRunner({
      tasks,
      instance: createInstance(),
      clock,
      logger: silentLogger,
      concurrency,
      handlers,
    });
    closing.push(() => stopNow(runner, clock));
    return runner;
  };
  const stateOf = async (id: string) => (await tasks.get(id)).state;
  return { store, clock, tasks, createRunner, stateOf };
};

/** A handler that works until told to finish, or until its signal says stop. */
const workers = () => {
  const contexts: TaskContext[] = [];
  const finishes: ((result: unknown) => void)[] = [];
  const handler: TaskHandler = (context) => {
    contexts.push(context);
    return new Promise((resolve, reject) => {
      finishes.push(resolve);
      context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
    });
  };
  return { handler, contexts, finish: (index: number, result: unknown = {}) => finishes[index]?.(result) };
};

describe('the task runner', () => {
  test('claims nothing before it is started', async () => {
    const { tasks, clock, createRunner, stateOf } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const runner = createRunner(() => Promise.resolve('done'));
    runner.poke();
    await clock.advance(5_000);
    expect(await stateOf(id)).toBe('queued');
    runner.start();
    await until(async () => (await stateOf(id)) === 'succeeded');
    expect(await tasks.get(id)).toMatchObject({ result: 'done', attempt: 1 });
  });

  test('works on as many as allowed, and on the next when one ends', async () => {
    const { tasks, createRunner } = await open();
    const { handler, contexts, finish } = workers();
    for (const title of ['one', 'two', 'three']) {
      await tasks.enqueue(newFilm(title));
    }
    createRunner(handler, 2).start();
    await until(() => contexts.length === 2);
    await settle();
    expect(contexts.map(({ task }) => task.title)).toEqual(['one', 'two']);
    finish(0);
    await until(() => contexts.length === 3);
  });

  test('a poke spares a new task the wait', async () => {
    const { tasks, createRunner } = await open();
    const { handler, contexts } = workers();
    const runner = createRunner(handler);
    runner.start();
    await settle();
    await tasks.enqueue(newFilm('Ada'));
    runner.poke();
    await until(() => contexts.length === 1);
  });

  test('tasks that other processes queue are found within a second', async () => {
    const { tasks, clock, createRunner } = await open();
    const { handler, contexts } = workers();
    createRunner(handler).start();
    await settle();
    await tasks.enqueue(newFilm('Ada'));
    await clock.advance(1_000);
    await until(() => contexts.length === 1);
  });

  test('stores the latest report and keeps the lease for as long as it takes', async () => {
    const { tasks, clock, createRunner } = await open();
    const { handler, contexts, finish } = workers();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    createRunner(handler).start();
    await until(() => contexts.length === 1);
    contexts[0]?.report({ stage: 'voice', progress: 0.1 });
    contexts[0]?.report({ stage: 'shots', progress: 0.4, etaSec: 20 });
    await clock.advance(500);
    expect(await tasks.get(id)).toMatchObject({ stage: 'shots', progress: 0.4, etaSec: 20 });
    await clock.advance(120_000);
    expect(await tasks.claim('thief', ['film'])).toBeUndefined();
    finish(0);
    await until(async () => (await tasks.get(id)).state === 'succeeded');
    expect(await tasks.get(id)).toMatchObject({ attempt: 1, crashCount: 0 });
  });

  test('a request to cancel is obeyed within a second, whoever makes it', async () => {
    const directory = await temporaryDirectory();
    const { tasks, clock, createRunner, stateOf } = await open(undefined, directory);
    const elsewhere = await open(clock, directory);
    const { handler, contexts } = workers();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    createRunner(handler).start();
    await until(() => contexts.length === 1);
    await elsewhere.tasks.requestCancel(id);
    await clock.advance(1_000);
    expect(contexts[0]?.signal.aborted).toBe(true);
    await until(async () => (await stateOf(id)) === 'cancelled');
  });

  test('work that fails of a request to cancel before we have seen it is cancelled', async () => {
    const { tasks, createRunner, stateOf } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    createRunner(async () => {
      await tasks.requestCancel(id);
      throw new Error('Ctrl-C has ended ffmpeg too');
    }).start();
    await until(async () => (await stateOf(id)) !== 'queued' && (await stateOf(id)) !== 'running');
    expect(await tasks.get(id)).toMatchObject({ state: 'cancelled', error: undefined });
  });

  test('a failure of ours is told, a foreign one stays inside', async () => {
    const { tasks, createRunner, stateOf } = await open();
    const refused = await tasks.enqueue(newFilm('refused'));
    const broken = await tasks.enqueue(newFilm('broken'));
    createRunner(({ task }) =>
      Promise.reject(
        task.id === refused.id
          ? new InputError('SCRIPT_EMPTY', 'No words.', { hint: 'Write some.' })
          : new Error('postgres://user:password@host'),
      ),
    ).start();
    await until(
      async () => (await stateOf(refused.id)) === 'failed' && (await stateOf(broken.id)) === 'failed',
    );
    expect(await tasks.get(refused.id)).toMatchObject({
      error: { code: 'SCRIPT_EMPTY', message: 'No words.', hint: 'Write some.' },
    });
    expect(JSON.stringify((await tasks.get(broken.id)).error)).not.toContain('password');
  });

  test('stopping aborts what runs and hands it back uncounted', async () => {
    const { tasks, clock, createRunner } = await open();
    const { handler, contexts } = workers();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const runner = createRunner(handler);
    runner.start();
    await until(() => contexts.length === 1);
    const before = clock.now();
    await runner.stop();
    expect(clock.now()).toBe(before);
    expect(contexts[0]?.signal.aborted).toBe(true);
    expect(await tasks.get(id)).toMatchObject({ state: 'queued', crashCount: 0 });
  });

  test('stopping does not wait for a handler that will not listen', async () => {
    const { tasks, clock, createRunner, stateOf } = await open();
    let isRunning = false;
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const runner = createRunner(() => {
      isRunning = true;
      return new Promise(() => undefined);
    });
    runner.start();
    await until(() => isRunning);
    const stopped = runner.stop({ graceMs: 1_000 });
    await clock.advance(1_000);
    await stopped;
    expect(await stateOf(id)).toBe('queued');
    await clock.advance(4_000);
  });

  test('a worker taken for dead is aborted, and what it finishes is refused', async () => {
    const { tasks, clock, createRunner, store } = await open();
    const { handler, contexts } = workers();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    createRunner(handler).start();
    await until(() => contexts.length === 1);
    await store.db.updateTable('task').set({ lease_expires_at: clock.now() }).execute();
    const thief = await tasks.claim('thief', ['film']);
    expect(thief?.task).toMatchObject({ attempt: 2, crashCount: 1 });
    await clock.advance(500);
    expect(contexts[0]?.signal.aborted).toBe(true);
    expect(await tasks.get(id)).toMatchObject({ state: 'running', attempt: 2 });
  });

  test('goes on claiming after the database failed for a while', async () => {
    const { tasks, clock } = await open();
    let failures = 2;
    const flaky = {
      ...tasks,
      claim: (...request: Parameters<typeof tasks.claim>) => {
        failures -= 1;
        return failures >= 0 ? Promise.reject(new Error('disk full')) : tasks.claim(...request);
      },
    };
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const handlers = { film: () => Promise.resolve({}) };
    const runner = createTaskRunner({
      tasks: flaky,
      instance: createInstance(),
      clock,
      logger: silentLogger,
      concurrency: 1,
      handlers,
    });
    closing.push(() => stopNow(runner, clock));
    runner.start();
    await clock.advance(3_000);
    await until(async () => (await tasks.get(id)).state === 'succeeded');
  });

  test('may be started and stopped in any order without losing a task', async () => {
    const { tasks, createRunner, clock } = await open();
    for (let index = 0; index < 20; index += 1) {
      await tasks.enqueue(newFilm(`film ${index}`));
    }
    const runner = createRunner(async () => {
      await settle(1);
      return {};
    });
    for (let round = 0; round < 10; round += 1) {
      runner.start();
      await Promise.all([runner.stop(), runner.stop()]);
      runner.start();
      runner.start();
      await settle(2);
      await runner.stop();
    }
    runner.start();
    await until(async () => (await tasks.list({ limit: 100, states: ['succeeded'] })).length === 20);
    expect(clock.sleepers()).toBeLessThanOrEqual(1);
  });
});
