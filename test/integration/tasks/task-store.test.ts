import { afterEach, describe, expect, test } from '@jest/globals';
import { createTaskStore } from '../../../src/tasks/task-store.js';
import { createFakeClock, settle } from '../../support/fake-clock.js';
import { newFilm, openTestStore } from '../../support/open-test-store.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const open = async () => {
  const store = await openTestStore(await temporaryDirectory());
  closing.push(store.close);
  const clock = createFakeClock();
  return { store, clock, tasks: createTaskStore(store, clock) };
};

const claim = async (tasks: ReturnType<typeof createTaskStore>, owner = 'worker') => {
  const claimed = await tasks.claim(owner, ['film']);
  if (claimed === undefined) {
    throw new Error('There was nothing to claim.');
  }
  return claimed;
};

describe('the task store', () => {
  test('keeps what was asked for, under an id nobody can guess', async () => {
    const { tasks, clock } = await open();
    const task = await tasks.enqueue({ ...newFilm('Ada'), request: { script: 'Ada wrote.' } });
    expect(task.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await tasks.get(task.id)).toMatchObject({
      type: 'film',
      title: 'Ada',
      state: 'queued',
      request: { script: 'Ada wrote.' },
      progress: 0,
      createdAtMs: clock.now(),
      startedAtMs: undefined,
    });
  });

  test('tells that something was stored, here or by another process, and not that nothing was', async () => {
    const directory = await temporaryDirectory();
    const [store, sibling] = [await openTestStore(directory), await openTestStore(directory)];
    closing.push(store.close, sibling.close);
    const clock = createFakeClock();
    const tasks = createTaskStore(store, clock);
    const others = createTaskStore(sibling, clock);
    const { signal } = new AbortController();
    let stamp: string | undefined;
    const seen: string[] = [];
    const watch = async (change: () => Promise<unknown>): Promise<number> => {
      let changed = 0;
      const waiting = tasks.waitForChange(stamp, signal).then((next) => {
        stamp = next;
        seen.push(next);
        changed = clock.now();
      });
      await clock.advance(1_000);
      await change();
      const changedAt = clock.now();
      await clock.advance(1_000);
      await waiting;
      return changed - changedAt;
    };
    expect(await watch(async () => undefined)).toBeLessThanOrEqual(0);
    expect(await watch(() => tasks.enqueue(newFilm('Ada')))).toBe(1_000);
    expect(await watch(() => others.enqueue(newFilm('Bob')))).toBe(1_000);
    expect(new Set(seen).size).toBe(3);
  });

  test('stops waiting for a change when nobody wants to know any longer', async () => {
    const { tasks, clock } = await open();
    const abort = new AbortController();
    const told = expect(tasks.waitForChange(undefined, abort.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    abort.abort();
    await clock.advance(1_000);
    await told;
  });

  test('says so when there is no such task', async () => {
    const { tasks } = await open();
    await expect(tasks.get('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(tasks.requestCancel('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test("gives the task of a dead process out at once, counted as a crash, and nobody else's", async () => {
    const { tasks } = await open();
    await tasks.enqueue(newFilm('left by the dead'));
    await tasks.enqueue(newFilm('held by the living'));
    const { task } = await claim(tasks, 'dead');
    await claim(tasks, 'alive');
    await tasks.expireDead({ id: 'worker', isDead: (id) => id === 'dead' });
    expect((await claim(tasks)).task).toMatchObject({ id: task.id, attempt: 2, crashCount: 1 });
    expect(await tasks.claim('worker', ['film'])).toBeUndefined();
  });

  test('gives out the urgent first, then the oldest, and only the types asked for', async () => {
    const { tasks } = await open();
    for (const [title, priority] of [
      ['old', 5],
      ['low', 1],
      ['new', 5],
      ['urgent', 10],
    ] as const) {
      await tasks.enqueue({ ...newFilm(title), priority });
    }
    await tasks.enqueue({ ...newFilm('batch'), type: 'batch', priority: 10 });
    const order = [];
    for (
      let claimed = await tasks.claim('w', ['film']);
      claimed;
      claimed = await tasks.claim('w', ['film'])
    ) {
      order.push(claimed.task.title);
    }
    expect(order).toEqual(['urgent', 'old', 'new', 'low']);
  });

  test('lists the newest first, by state and owner', async () => {
    const { tasks } = await open();
    await tasks.enqueue(newFilm('one'));
    await tasks.enqueue({ ...newFilm('two'), owner: 'someone' });
    await claim(tasks);
    const titles = async (options: Parameters<typeof tasks.list>[0]) =>
      (await tasks.list(options)).map(({ title }) => title);
    expect(await titles({ limit: 10 })).toEqual(['two', 'one']);
    expect(await titles({ limit: 1 })).toEqual(['two']);
    expect(await titles({ limit: 10, states: ['running'] })).toEqual(['one']);
    expect(await titles({ limit: 10, owner: 'someone' })).toEqual(['two']);
  });

  test('tells since when there is work in hand', async () => {
    const { tasks, clock } = await open();
    expect(await tasks.busySinceMs()).toBeUndefined();
    await tasks.enqueue(newFilm('one'));
    expect(await tasks.busySinceMs()).toBeUndefined();
    const begun = clock.now();
    const { lease } = await claim(tasks);
    await clock.advance(5_000);
    await tasks.release(lease);
    expect(await tasks.busySinceMs()).toBe(begun);
    await claim(tasks);
    expect(await tasks.busySinceMs()).toBe(begun);
  });

  test('stores stage, progress and time left with the heartbeat', async () => {
    const { tasks } = await open();
    await tasks.enqueue(newFilm('Ada'));
    const { task, lease } = await claim(tasks);
    await tasks.renew(lease, { stage: 'voice', progress: 1.7, etaSec: 12 });
    expect(await tasks.get(task.id)).toMatchObject({ stage: 'voice', progress: 1, etaSec: 12 });
    await tasks.finish(lease, { videoFile: '/film.mp4' });
    expect(await tasks.get(task.id)).toMatchObject({
      state: 'succeeded',
      progress: 1,
      etaSec: undefined,
      result: { videoFile: '/film.mp4' },
    });
  });

  test('a failure keeps its code, message and hint', async () => {
    const { tasks } = await open();
    await tasks.enqueue(newFilm('Ada'));
    const { task, lease } = await claim(tasks);
    const error = { code: 'DISK_FULL', message: 'Full.', hint: 'Free some space.' };
    await tasks.fail(lease, error);
    expect(await tasks.get(task.id)).toMatchObject({ state: 'failed', error });
  });

  test('a task handed back is claimed again at once and is no crash', async () => {
    const { tasks } = await open();
    await tasks.enqueue(newFilm('Ada'));
    const { lease } = await claim(tasks);
    expect(await tasks.release(lease)).toBe(true);
    expect((await claim(tasks, 'other')).task).toMatchObject({ attempt: 2, crashCount: 0 });
    expect(await tasks.finish(lease, {})).toBe(false);
  });

  test('a queued task is cancelled at once, a running one when its worker hears of it', async () => {
    const { tasks } = await open();
    const queued = await tasks.enqueue(newFilm('queued'));
    expect(await tasks.requestCancel(queued.id)).toMatchObject({ state: 'cancelled' });
    const running = await tasks.enqueue(newFilm('running'));
    const { lease } = await claim(tasks);
    expect(await tasks.requestCancel(running.id)).toMatchObject({ state: 'running', cancelRequested: true });
    expect(await tasks.look(lease)).toEqual({ held: true, cancelRequested: true });
    expect(await tasks.renew(lease)).toEqual({ held: true, cancelRequested: true });
    await tasks.cancel(lease);
    expect(await tasks.get(running.id)).toMatchObject({ state: 'cancelled' });
  });

  test('a running task whose worker is dead is cancelled at once', async () => {
    const { tasks, clock } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    await claim(tasks);
    await clock.advance(30_000);
    expect(await tasks.requestCancel(id)).toMatchObject({ state: 'cancelled' });
  });

  test('handing back a task somebody wants cancelled cancels it', async () => {
    const { tasks } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const { lease } = await claim(tasks);
    await tasks.requestCancel(id);
    await tasks.release(lease);
    expect(await tasks.get(id)).toMatchObject({ state: 'cancelled' });
  });

  test('a worker that dies after a request to cancel takes the task with it', async () => {
    const { tasks, clock } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    await claim(tasks);
    await tasks.requestCancel(id);
    await clock.advance(30_000);
    expect(await tasks.claim('other', ['film'])).toBeUndefined();
    expect(await tasks.get(id)).toMatchObject({ state: 'cancelled', error: undefined });
  });

  test('a task that brings down five processes is given up', async () => {
    const { tasks, clock } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    for (let crashes = 0; crashes < 5; crashes += 1) {
      expect((await claim(tasks)).task).toMatchObject({ crashCount: crashes, attempt: crashes + 1 });
      await clock.advance(30_000);
    }
    expect(await tasks.claim('worker', ['film'])).toBeUndefined();
    expect(await tasks.get(id)).toMatchObject({ state: 'failed', error: { code: 'CRASHED_TOO_OFTEN' } });
  });

  test('an edit of a stale storyboard is refused with the current revision', async () => {
    const { tasks } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    expect(await tasks.saveStoryboard(id, { storyboard: { title: 'a' }, basedOnRevision: 0 })).toBe(1);
    expect(await tasks.saveStoryboard(id, { storyboard: { title: 'b' }, basedOnRevision: 1 })).toBe(2);
    const stale = tasks.saveStoryboard(id, { storyboard: { title: 'c' }, basedOnRevision: 1 });
    await expect(stale).rejects.toMatchObject({ code: 'REVISION_STALE', hint: expect.stringContaining('2') });
    expect(await tasks.get(id)).toMatchObject({ storyboard: { title: 'b' }, storyboardRevision: 2 });
  });

  test('a row that is not of our making is told as damage', async () => {
    const { tasks, store } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    await store.db.updateTable('task').set({ request_json: '{"half' }).execute();
    await expect(tasks.get(id)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });
});

describe('waiting for the end', () => {
  test('returns when the task has ended, having shown each change', async () => {
    const { tasks, clock } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const seen: string[] = [];
    const wait = tasks.waitForEnd(id, {
      timeoutMs: 10_000,
      onUpdate: (task) => seen.push(`${task.state} ${task.stage} ${task.progress}`),
    });
    await clock.advance(1_000);
    const { lease } = await claim(tasks);
    await tasks.renew(lease, { stage: 'voice', progress: 0.5 });
    await clock.advance(1_000);
    await tasks.finish(lease, {});
    await clock.advance(250);
    expect(await wait).toMatchObject({ state: 'succeeded' });
    expect(seen).toEqual(['queued undefined 0', 'running voice 0.5', 'succeeded voice 1']);
  });

  test('returns the task as it is when the time is up', async () => {
    const { tasks, clock } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const wait = tasks.waitForEnd(id, { timeoutMs: 600 });
    await clock.advance(600);
    expect(await wait).toMatchObject({ state: 'queued' });
    expect(clock.sleepers()).toBe(0);
  });

  test('ends with the signal', async () => {
    const { tasks } = await open();
    const { id } = await tasks.enqueue(newFilm('Ada'));
    const abort = new AbortController();
    const wait = tasks.waitForEnd(id, { timeoutMs: 60_000, signal: abort.signal });
    await settle();
    abort.abort();
    await expect(wait).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
