import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Store } from '../../../src/store/store.js';
import { hasEnded, type TaskState } from '../../../src/tasks/states.js';
import type { TaskLease } from '../../../src/tasks/task.js';
import { createTaskStore, type TaskStore } from '../../../src/tasks/task-store.js';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.js';
import { newFilm, openTestStore } from '../../support/open-test-store.js';

/** What the store must do, written down a second time in the plainest way. */
type ModelTask = {
  id: string;
  priority: number;
  state: TaskState;
  attempt: number;
  crashes: number;
  cancelRequested: boolean;
  leaseEndsMs: number;
};
type Model = { tasks: ModelTask[]; leases: TaskLease[] };
type Real = { store: Store; tasks: TaskStore; clock: { nowMs: number } };
type Command = fc.AsyncCommand<Model, Real>;

const leaseMs = 30_000;

const isAbandoned = (task: ModelTask, nowMs: number) => task.state === 'running' && task.leaseEndsMs <= nowMs;

const holderOf = (model: Model, lease: TaskLease): ModelTask | undefined =>
  model.tasks.find(
    (task) => task.id === lease.id && task.state === 'running' && task.attempt === lease.attempt,
  );

/** The laws that hold after every command, whatever it was. */
const check = async (model: Model, { tasks }: Real): Promise<void> => {
  const stored = await tasks.list({ limit: 1_000 });
  const seen = stored.map(({ id, state, attempt, crashCount, cancelRequested }) => ({
    id,
    state,
    attempt,
    crashes: crashCount,
    cancelRequested,
  }));
  const expected = model.tasks.map(({ id, state, attempt, crashes, cancelRequested }) => ({
    id,
    state,
    attempt,
    crashes,
    cancelRequested,
  }));
  expect(seen.reverse()).toEqual(expected);
};

const command = (
  name: string,
  act: (model: Model, real: Real) => Promise<void>,
  isPossible: (model: Readonly<Model>) => boolean = () => true,
): Command => ({
  check: isPossible,
  run: async (model, real) => {
    await act(model, real);
    await check(model, real);
  },
  toString: () => name,
});

const enqueue = (priority: number): Command =>
  command(`enqueue(${priority})`, async (model, { tasks }) => {
    const { id } = await tasks.enqueue({ ...newFilm('film'), priority });
    model.tasks.push({
      id,
      priority,
      state: 'queued',
      attempt: 0,
      crashes: 0,
      cancelRequested: false,
      leaseEndsMs: 0,
    });
  });

const endHopeless = (model: Model, nowMs: number): void => {
  for (const task of model.tasks.filter((each) => isAbandoned(each, nowMs))) {
    if (task.cancelRequested || task.crashes === 4) {
      task.state = task.cancelRequested ? 'cancelled' : 'failed';
      task.crashes += 1;
    }
  }
};

const claim = (worker: string): Command =>
  command(`claim(${worker})`, async (model, { tasks, clock }) => {
    endHopeless(model, clock.nowMs);
    const [next] = model.tasks
      .filter((task) => task.state === 'queued' || isAbandoned(task, clock.nowMs))
      .sort((a, b) => b.priority - a.priority);
    const claimed = await tasks.claim(worker, ['film']);
    expect(claimed?.task.id).toBe(next?.id);
    if (next !== undefined && claimed !== undefined) {
      next.crashes += next.state === 'running' ? 1 : 0;
      next.state = 'running';
      next.attempt += 1;
      next.leaseEndsMs = clock.nowMs + leaseMs;
      model.leases.push(claimed.lease);
    }
  });

/** Something a worker does with a lease it once got, valid or not. */
const withLease = (
  name: string,
  pick: number,
  act: (lease: TaskLease, holder: ModelTask | undefined, real: Real) => Promise<void>,
): Command =>
  command(
    `${name}(${pick})`,
    async (model, real) => {
      const lease = model.leases[pick % model.leases.length];
      if (lease !== undefined) {
        await act(lease, holderOf(model, lease), real);
      }
    },
    (model) => model.leases.length > 0,
  );

const beat = (pick: number): Command =>
  withLease('beat', pick, async (lease, holder, { tasks, clock }) => {
    const view = await tasks.renew(lease);
    expect(view.held).toBe(holder !== undefined);
    if (holder !== undefined) {
      expect(view.cancelRequested).toBe(holder.cancelRequested);
      holder.leaseEndsMs = clock.nowMs + leaseMs;
    }
  });

const end = (name: 'finish' | 'fail' | 'cancel' | 'release', pick: number): Command =>
  withLease(name, pick, async (lease, holder, { tasks }) => {
    const calls = {
      finish: () => tasks.finish(lease, {}),
      fail: () => tasks.fail(lease, { code: 'INTERNAL', message: 'No.' }),
      cancel: () => tasks.cancel(lease),
      release: () => tasks.release(lease),
    };
    expect(await calls[name]()).toBe(holder !== undefined);
    if (holder !== undefined) {
      const released = holder.cancelRequested ? 'cancelled' : 'queued';
      holder.state = (
        { finish: 'succeeded', fail: 'failed', cancel: 'cancelled', release: released } as const
      )[name];
    }
  });

const requestCancel = (pick: number): Command =>
  command(
    `requestCancel(${pick})`,
    async (model, { tasks, clock }) => {
      const task = model.tasks[pick % model.tasks.length];
      if (task === undefined) {
        return;
      }
      await tasks.requestCancel(task.id);
      if (!hasEnded(task.state)) {
        task.cancelRequested = true;
        const isAtWork = task.state === 'running' && !isAbandoned(task, clock.nowMs);
        task.state = isAtWork ? 'running' : 'cancelled';
      }
    },
    (model) => model.tasks.length > 0,
  );

/** Past the lease, this is a crash of every worker that has not renewed it. */
const pass = (ms: number): Command =>
  command(`pass(${ms})`, async (_model, { clock }) => {
    clock.nowMs += ms;
  });

const pick = fc.nat(30);
const commands = fc.commands(
  [
    fc.integer({ min: 1, max: 10 }).map(enqueue),
    fc.constantFrom('a', 'b', 'c').map(claim),
    fc.constantFrom('a', 'b', 'c').map(claim),
    pick.map(beat),
    fc.tuple(fc.constantFrom('finish', 'fail', 'cancel', 'release'), pick).map(([name, at]) => end(name, at)),
    pick.map(requestCancel),
    fc.constantFrom(1, 9_999, 20_000, 30_000, 31_000).map(pass),
  ],
  { maxCommands: 60, size: '+1' },
);

let directory: string;
let store: Store;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-test-'));
  store = await openTestStore(directory);
});

afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

test('one owner, no lost task, an end is an end, and a loser is fenced, in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      await store.db.deleteFrom('task').execute();
      const time = { nowMs: Date.UTC(2026, 0, 1) };
      const clock: Pick<FakeClock, 'now' | 'sleep'> = { ...createFakeClock(), now: () => time.nowMs };
      const real: Real = { store, tasks: createTaskStore(store, clock), clock: time };
      await fc.asyncModelRun(() => ({ model: { tasks: [], leases: [] }, real }), list);
    }),
    { numRuns: 40 },
  );
});
