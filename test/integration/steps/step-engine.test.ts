import { existsSync } from 'node:fs';
import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ProviderError } from '../../../src/errors/index.js';
import { settle, until } from '../../support/fake-clock.js';
import { createStepWorld, type TextStep, textStep, writeText } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
type World = Awaited<ReturnType<typeof createStepWorld>>;
const worlds: World[] = [];

const open = async (...options: Parameters<typeof createStepWorld>): Promise<World> => {
  const world = await createStepWorld(...options);
  worlds.push(world);
  return world;
};

afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.store.close()));
});

const outage = () =>
  new ProviderError('PROVIDER_FAILED', 'No answer.', { provider: 'fake', retryable: true });

/** Work that goes on until it is told to end, and that stops when its signal says so. */
const held = () => {
  const starts: (() => void)[] = [];
  const run: TextStep['run'] = (input, context) =>
    new Promise((resolve, reject) => {
      starts.push(() => resolve(writeText(input, context)));
      context.signal.addEventListener('abort', () => reject(context.signal.reason), { once: true });
    });
  return { run, starts, finish: (index = 0) => starts[index]?.() };
};

describe('running a step', () => {
  test('does the work once and gives every later caller the same', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep();
    const first = world.task({ taskId: 'one' });
    const made = await first.run(step, { text: 'hello' });
    const again = world.task({ taskId: 'two' });
    expect(await again.run(step, { text: 'hello' })).toEqual(made);
    expect(step.runs()).toBe(1);
    expect(first.events.map((event) => event.type)).toEqual(['step-started', 'step-finished']);
    expect(again.events).toMatchObject([{ type: 'step-finished', reused: true, durationSec: 0 }]);
  });

  test('outlives the process', async () => {
    const directory = await temporaryDirectory();
    const step = textStep();
    await (await open(directory)).task().run(step, { text: 'hello' });
    await (await open(directory)).task().run(step, { text: 'hello' });
    expect(step.runs()).toBe(1);
  });

  test('does it anew for another input or a higher version', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep();
    await world.task().run(step, { text: 'a' });
    await world.task().run(step, { text: 'b' });
    await world.task().run({ ...step, version: 2 }, { text: 'a' });
    expect(step.runs()).toBe(3);
  });

  test('makes again what lost a file', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep();
    const { file } = await world.task().run(step, { text: 'hello' });
    await rm(world.artifacts.pathOf(file));
    expect((await world.task().run(step, { text: 'hello' })).file).toEqual(file);
    expect(step.runs()).toBe(2);
    expect(existsSync(world.artifacts.pathOf(file))).toBe(true);
  });

  test('makes again what no longer fits the output schema', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep();
    await world.task().run(step, { text: 'hello' });
    await world.store.db.updateTable('step').set({ output_json: '{"text":"hello"}' }).execute();
    await world.task().run(step, { text: 'hello' });
    expect(step.runs()).toBe(2);
  });

  test('gives each run a scratch directory of its own and removes it', async () => {
    const world = await open(await temporaryDirectory());
    const seen: string[] = [];
    const step = textStep(async (input, context) => {
      seen.push(context.workDirectory);
      await writeFile(join(context.workDirectory, 'draft'), 'x');
      return writeText(input, context);
    });
    await Promise.all([world.task().run(step, { text: 'a' }), world.task().run(step, { text: 'b' })]);
    expect(new Set(seen).size).toBe(2);
    expect(await world.scratch()).toEqual([]);
  });

  test('tells how far it is, within 0 and 1', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep((input, context) => {
      context.reportProgress(0.5);
      context.reportProgress(7);
      return writeText(input, context);
    });
    const task = world.task();
    await task.run(step, { text: 'a' });
    expect(task.events).toMatchObject([
      { type: 'step-started', kind: 'text' },
      { type: 'step-progress', fraction: 0.5 },
      { type: 'step-progress', fraction: 1 },
      { type: 'step-finished', reused: false },
    ]);
  });

  test('refuses an output that breaks its schema, and stores nothing', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep(() => Promise.resolve({ text: 7 } as never));
    await expect(world.task().run(step, { text: 'a' })).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(await world.row()).toMatchObject({ state: 'idle', output_json: null });
  });

  test('names a full disk, and tries anew when asked again', async () => {
    const world = await open(await temporaryDirectory());
    let isFull = true;
    const step = textStep((input, context) =>
      isFull
        ? Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' }))
        : writeText(input, context),
    );
    await expect(world.task().run(step, { text: 'a' })).rejects.toMatchObject({
      code: 'DISK_FULL',
      hint: expect.stringMatching(/Free some space/),
    });
    isFull = false;
    expect(await world.task().run(step, { text: 'a' })).toMatchObject({ text: 'a' });
  });

  test('a full database is a full disk', async () => {
    const world = await open(await temporaryDirectory());
    const { sql } = await import('kysely');
    await sql`PRAGMA max_page_count = 1`.execute(world.store.db);
    const run = world.task().run(textStep(), { text: 'x'.repeat(100_000) });
    await expect(run).rejects.toMatchObject({ code: 'DISK_FULL' });
    await sql`PRAGMA max_page_count = 1000000`.execute(world.store.db);
    expect(await world.task().run(textStep(), { text: 'a' })).toMatchObject({ text: 'a' });
  });
});

describe('retries', () => {
  const failing = (failures: number) => {
    let left = failures;
    return textStep((input, context) => {
      left -= 1;
      return left >= 0 ? Promise.reject(outage()) : writeText(input, context);
    });
  };

  test('what may pass is tried three times, with growing pauses', async () => {
    const world = await open(await temporaryDirectory());
    const step = failing(2);
    const done = world.task().run(step, { text: 'a' });
    await until(() => world.clock.sleepers() > 0 && step.runs() === 1);
    await world.clock.advance(499);
    expect(step.runs()).toBe(1);
    await world.clock.advance(1);
    await until(() => step.runs() === 2 && world.clock.sleepers() === 1);
    await world.clock.advance(1_000);
    expect(await done).toMatchObject({ text: 'a' });
    expect(step.runs()).toBe(3);
  });

  test('the fourth time is never tried, and the failure is not remembered', async () => {
    const world = await open(await temporaryDirectory());
    const step = failing(3);
    const done = world.task().run(step, { text: 'a' });
    const outcome = done.catch((error: unknown) => error);
    for (const [runs, pauseMs] of [
      [1, 500],
      [2, 1_000],
    ] as const) {
      await until(() => step.runs() === runs && world.clock.sleepers() === 1);
      await world.clock.advance(pauseMs);
    }
    expect(await outcome).toMatchObject({ code: 'PROVIDER_FAILED' });
    expect(step.runs()).toBe(3);
    expect(await world.task().run(step, { text: 'a' })).toMatchObject({ text: 'a' });
  });

  test('what cannot pass is not tried again', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep(() => Promise.reject(new Error('bug')));
    await expect(world.task().run(step, { text: 'a' })).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(step.runs()).toBe(1);
  });
});

describe('several callers of one step', () => {
  test('in one process share one run', async () => {
    const world = await open(await temporaryDirectory());
    const work = held();
    const step = textStep(work.run);
    const all = Promise.all(['a', 'b', 'c'].map((taskId) => world.task({ taskId }).run(step, { text: 'x' })));
    await until(() => work.starts.length === 1);
    await settle();
    work.finish();
    await until(async () => (await world.row())?.state === 'done');
    await world.clock.advance(200);
    const outputs = await all;
    expect(step.runs()).toBe(1);
    expect(new Set(outputs.map((output) => output.file.sha256)).size).toBe(1);
  });

  test('in two processes share one run, and only one says it did the work', async () => {
    const directory = await temporaryDirectory();
    const here = await open(directory);
    const there = await open(directory, here.clock);
    const work = held();
    const step = textStep(work.run);
    const [one, two] = [here.task(), there.task()];
    const all = Promise.all([one.run(step, { text: 'x' }), two.run(step, { text: 'x' })]);
    await until(() => work.starts.length === 1);
    work.finish();
    await until(async () => (await here.row())?.state === 'done');
    await here.clock.advance(200);
    await all;
    expect(step.runs()).toBe(1);
    const reused = [...one.events, ...two.events].flatMap((event) =>
      event.type === 'step-finished' ? [event.reused] : [],
    );
    expect(reused.sort()).toEqual([false, true]);
  });

  test('when the one at work is cancelled, the next one does it', async () => {
    const world = await open(await temporaryDirectory());
    const work = held();
    const step = textStep(work.run);
    const abort = new AbortController();
    const cancelled = world.task({ signal: abort.signal }).run(step, { text: 'x' });
    await until(() => work.starts.length === 1);
    const patient = world.task().run(step, { text: 'x' });
    await until(() => world.clock.sleepers() === 2);
    abort.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    await world.clock.advance(200);
    await until(() => work.starts.length === 2);
    work.finish(1);
    expect(await patient).toMatchObject({ text: 'x' });
  });
});

describe('cancelling', () => {
  test('stops the work, gives the lease back and leaves no scratch', async () => {
    const world = await open(await temporaryDirectory());
    const work = held();
    const abort = new AbortController();
    const run = world.task({ signal: abort.signal }).run(textStep(work.run), { text: 'x' });
    await until(() => work.starts.length === 1);
    abort.abort();
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await world.row()).toMatchObject({ state: 'idle', lease_owner: null, crash_count: 0 });
    expect(await world.scratch()).toEqual([]);
  });

  test('does not wait for work that will not listen', async () => {
    const world = await open(await temporaryDirectory());
    const deaf = textStep(() => new Promise(() => undefined));
    const abort = new AbortController();
    const run = world.task({ signal: abort.signal }).run(deaf, { text: 'x' });
    await until(() => deaf.runs() === 1);
    const outcome = run.catch((error: unknown) => error);
    abort.abort();
    await world.clock.advance(2_000);
    expect(await outcome).toMatchObject({ code: 'CANCELLED' });
    expect(await world.row()).toMatchObject({ state: 'idle' });
  });

  test('stops waiting for a slot', async () => {
    const world = await open(await temporaryDirectory(), undefined, 1);
    const work = held();
    const first = world.task().run(textStep(work.run), { text: 'first' });
    await until(() => work.starts.length === 1);
    const abort = new AbortController();
    const step = textStep();
    const waiting = world.task({ signal: abort.signal }).run(step, { text: 'second' });
    await settle();
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    work.finish();
    await first;
    expect(step.runs()).toBe(0);
  });

  test('a step asked for after the cancellation does not begin', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep();
    const run = world.task({ signal: AbortSignal.abort() }).run(step, { text: 'x' });
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(step.runs()).toBe(0);
  });
});

describe('a holder that fell silent', () => {
  /** A process that took the lease and was never heard of again. */
  const leaveLease = async (world: World, crashes = 0) => {
    const work = held();
    const dead = textStep(work.run);
    const abort = new AbortController();
    const run = world.task({ signal: abort.signal }).run(dead, { text: 'x' });
    await until(() => work.starts.length === 1);
    const row = await world.row();
    abort.abort();
    await run.catch(() => undefined);
    await world.store.db
      .updateTable('step')
      .set({
        state: 'running',
        lease_owner: 'dead',
        lease_expires_at: row?.lease_expires_at ?? 0,
        crash_count: crashes,
      })
      .execute();
  };

  test('is waited for until its lease ends, then replaced', async () => {
    const world = await open(await temporaryDirectory());
    await leaveLease(world);
    const step = textStep();
    const run = world.task().run(step, { text: 'x' });
    await world.clock.advance(29_800);
    expect(step.runs()).toBe(0);
    await world.clock.advance(400);
    expect(await run).toMatchObject({ text: 'x' });
    expect(await world.row()).toMatchObject({ state: 'done', attempt: 2, crash_count: 0 });
  });

  test('renews while it is alive, however long it takes', async () => {
    const world = await open(await temporaryDirectory());
    const work = held();
    const step = textStep(work.run);
    const run = world.task().run(step, { text: 'x' });
    await until(() => work.starts.length === 1 && world.clock.sleepers() === 1);
    for (let beat = 0; beat < 12; beat += 1) {
      const before = (await world.row())?.lease_expires_at ?? 0;
      await world.clock.advance(10_000);
      await until(async () => ((await world.row())?.lease_expires_at ?? 0) > before);
      await until(() => world.clock.sleepers() === 1);
    }
    work.finish();
    await run;
    expect(await world.row()).toMatchObject({ state: 'done', attempt: 1 });
  });

  test("is aborted and fenced when it comes back, and takes the other one's result", async () => {
    const directory = await temporaryDirectory();
    const zombie = await open(directory);
    const other = await open(directory, zombie.clock);
    const [zombieWork, otherWork] = [held(), held()];
    const zombieTask = zombie.task();
    const zombieRun = zombieTask.run(textStep(zombieWork.run), { text: 'x' });
    await until(() => zombieWork.starts.length === 1 && zombie.clock.sleepers() === 1);
    // Stopped for so long that its lease ended without a beat.
    await zombie.store.db.updateTable('step').set({ lease_expires_at: zombie.clock.now() }).execute();
    const otherRun = other.task().run(textStep(otherWork.run), { text: 'x' });
    await until(() => otherWork.starts.length === 1);
    expect(await other.row()).toMatchObject({ attempt: 2, crash_count: 1 });

    await zombie.clock.advance(10_000);
    await until(() => zombie.clock.sleepers() >= 1);
    otherWork.finish();
    const made = await otherRun;
    await until(async () => (await zombie.row())?.state === 'done');
    await zombie.clock.advance(10_000);
    expect(await zombieRun).toEqual(made);
    expect(zombieTask.events.at(-1)).toMatchObject({ type: 'step-finished', reused: true });
    expect(await zombie.row()).toMatchObject({ attempt: 2 });
  });

  test.each([
    ['another process', false],
    ['its own process', true],
  ])('cannot store its output after %s replaced it, even before its next beat', async (_who, isSame) => {
    const directory = await temporaryDirectory();
    const zombie = await open(directory);
    const other = isSame ? zombie : await open(directory, zombie.clock);
    const [zombieWork, otherWork] = [held(), held()];
    const zombieTask = zombie.task();
    const zombieRun = zombieTask.run(textStep(zombieWork.run), { text: 'x' });
    await until(() => zombieWork.starts.length === 1);
    await zombie.store.db.updateTable('step').set({ lease_expires_at: zombie.clock.now() }).execute();
    const otherRun = other.task().run(textStep(otherWork.run), { text: 'x' });
    await until(() => otherWork.starts.length === 1);
    zombieWork.finish();
    await until(async () => (await zombie.scratch()).length === 1);
    expect(await zombie.row()).toMatchObject({ state: 'running', attempt: 2 });
    otherWork.finish();
    await otherRun;
    await zombie.clock.advance(400);
    expect(await zombieRun).toMatchObject({ text: 'x' });
    expect(zombieTask.events.at(-1)).toMatchObject({ type: 'step-finished', reused: true });
  });

  test('after five crashes is not replaced again, unless asked for anew', async () => {
    const world = await open(await temporaryDirectory());
    await leaveLease(world, 4);
    await world.clock.advance(30_000);
    const step = textStep();
    await expect(world.task().run(step, { text: 'x' })).rejects.toMatchObject({ code: 'CRASHED_TOO_OFTEN' });
    expect(step.runs()).toBe(0);
    expect(await world.task().run(step, { text: 'x' })).toMatchObject({ text: 'x' });
  });
});

describe('what is recorded', () => {
  test('estimates come from the median seconds a unit took', async () => {
    const world = await open(await temporaryDirectory());
    expect(await world.engine.estimateSec('text', 10)).toBeUndefined();
    for (const [text, durationMs] of [
      ['ab', 2_000],
      ['abcd', 8_000],
      ['a', 90_000],
    ] as const) {
      const step = textStep(async (input, context) => {
        await world.clock.sleep(durationMs);
        return writeText(input, context);
      });
      const run = world.task().run(step, { text });
      await until(() => world.clock.sleepers() === 2);
      await world.clock.advance(durationMs);
      await run;
    }
    expect(await world.engine.estimateSec('text', 10)).toBe(20);
  });

  test('a task lists its steps in order, and which it did not do itself', async () => {
    const world = await open(await temporaryDirectory());
    const step = textStep();
    await world.task({ taskId: 'early' }).run(step, { text: 'shared' });
    const task = world.task({ taskId: 'late' });
    await task.run(step, { text: 'own' });
    await task.run(step, { text: 'shared' });
    await task.run(step, { text: 'own' });
    expect(await world.engine.recordedSteps('late')).toMatchObject([
      { kind: 'text', version: 1, reused: false, input: { text: 'own' }, output: { text: 'own' } },
      { kind: 'text', version: 1, reused: true, input: { text: 'shared' } },
    ]);
  });

  test('scratch of long-dead processes is swept by the first request, not before', async () => {
    const directory = await temporaryDirectory();
    const old = join(directory, 'work', 'of-the-dead');
    await mkdir(join(old, 'deep'), { recursive: true });
    const world = await open(directory);
    const twoDaysAgo = new Date(world.clock.now() - 2 * 86_400_000);
    await utimes(old, twoDaysAgo, twoDaysAgo);
    expect((await stat(old)).isDirectory()).toBe(true);
    await world.task().run(textStep(), { text: 'x' });
    expect(existsSync(old)).toBe(false);
  });
});
