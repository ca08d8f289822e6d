import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createTaskStore } from '../../../src/tasks/task-store.js';
import { compileChild } from '../../support/compile-child.js';
import { createFakeClock } from '../../support/fake-clock.js';
import { numberStep } from '../../support/number-step.js';
import { newFilm, openTestStore } from '../../support/open-test-store.js';
import { createStepWorld } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const script = compileChild('heart-child');
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
});

const start = (mode: string, directory: string, argument = '', fault?: string) => {
  const env = { ...process.env, ...(fault !== undefined && { REELWRIGHT_FAULT: fault }) };
  const child = spawn(process.execPath, [script(), mode, directory, argument], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(() => ({
    lines,
    signal: child.signalCode,
    exitCode: child.exitCode,
  }));
  return { child, reader, lines, ended };
};

describe('several processes on one database', () => {
  test('claim every task exactly once, opening a new file together included', async () => {
    const directory = await temporaryDirectory();
    const openers = await Promise.all(Array.from({ length: 3 }, () => start('drain', directory).ended));
    expect(openers.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);

    const store = await openTestStore(directory);
    const tasks = createTaskStore(store, createFakeClock());
    const ids: string[] = [];
    for (let index = 0; index < 200; index += 1) {
      ids.push((await tasks.enqueue(newFilm(`film ${index}`))).id);
    }
    const drained = await Promise.all(Array.from({ length: 3 }, () => start('drain', directory).ended));
    expect(drained.flatMap(({ lines }) => lines).sort()).toEqual(ids.sort());
    const ended = await tasks.list({ limit: 1_000, states: ['succeeded'] });
    expect(ended.every(({ attempt, crashCount }) => attempt === 1 && crashCount === 0)).toBe(true);
    expect(ended).toHaveLength(200);
    await store.close();
  });
});

describe('a process killed', () => {
  test('while it writes loses nothing it said was stored', async () => {
    const directory = await temporaryDirectory();
    for (let round = 0; round < 2; round += 1) {
      const { child, lines, reader, ended } = start('fill', directory);
      while (lines.length < 50) {
        await once(reader, 'line');
      }
      child.kill('SIGKILL');
      const said = (await ended).lines;
      const store = await openTestStore(directory);
      const rows = await store.db.selectFrom('task').select('id').execute();
      const stored = new Set(rows.map(({ id }) => id));
      expect(said.filter((id) => !stored.has(id))).toEqual([]);
      await store.close();
    }
  });

  test.each([
    ['step:before-run', 2, false],
    ['step:before-publish:number', 2, false],
    ['step:after-publish', 2, true],
  ])('at %s keeps the finished steps and only those', async (point, finished, isThirdKept) => {
    const directory = await temporaryDirectory();
    const { lines, signal } = await start('count', directory, '4', `${point}@${finished + 1}`).ended;
    expect(signal).toBe('SIGKILL');
    expect(lines).toEqual(['0', '1']);

    // Half a minute after the crash, so that the dead process's lease has ended.
    const world = await createStepWorld(directory, createFakeClock(Date.now() + 60_000));
    const task = world.task();
    for (let number = 0; number < 4; number += 1) {
      const { file } = await task.run(numberStep, { number });
      expect(await world.artifacts.has(file)).toBe(true);
    }
    const reused = task.events.flatMap((event) => (event.type === 'step-finished' ? [event.reused] : []));
    expect(reused).toEqual([true, true, isThirdKept, false]);
    expect(await readdir(join(directory, 'artifacts', 'incoming'))).toEqual([]);
    await world.store.close();
  });

  test('at task:claimed leaves the task to the next process, as a crash', async () => {
    const directory = await temporaryDirectory();
    const store = await openTestStore(directory);
    const later = createTaskStore(store, createFakeClock(Date.now() + 60_000));
    const { id } = await later.enqueue(newFilm('Ada'));
    expect((await start('work', directory, '', 'task:claimed').ended).signal).toBe('SIGKILL');
    expect(await later.get(id)).toMatchObject({ state: 'running', attempt: 1 });
    const taken = await later.claim('next', ['film']);
    expect(taken?.task).toMatchObject({ id, attempt: 2, crashCount: 1 });
    await store.close();
  });
});
