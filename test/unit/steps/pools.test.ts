import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createPool } from '../../../src/steps/pools.js';
import { settle } from '../../support/fake-clock.js';

const idle = new AbortController().signal;

/** A pool with a record of what ran, and work that ends when told. */
const harness = (slots: number) => {
  const pool = createPool(slots);
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const enter = (name: string, priority = 5, signal = idle) =>
    pool.use({ priority, signal }, () => {
      started.push(name);
      return new Promise<string>((resolve) => {
        finish.set(name, () => resolve(name));
      });
    });
  return { started, enter, finish: (name: string) => finish.get(name)?.() };
};

describe('a pool', () => {
  test('runs as many at once as it has slots, the rest in order of arrival', async () => {
    const { started, enter, finish } = harness(2);
    const all = Promise.all(['a', 'b', 'c', 'd'].map((name) => enter(name)));
    await settle();
    expect(started).toEqual(['a', 'b']);
    finish('b');
    await settle();
    expect(started).toEqual(['a', 'b', 'c']);
    finish('a');
    await settle();
    finish('c');
    finish('d');
    expect(await all).toEqual(['a', 'b', 'c', 'd']);
  });

  test('lets the urgent go first and equals in order of arrival', async () => {
    const { started, enter, finish } = harness(1);
    const all = [
      enter('first', 1),
      enter('low', 1),
      enter('high', 9),
      enter('middle', 5),
      enter('high too', 9),
    ];
    for (const name of ['first', 'high', 'high too', 'middle', 'low']) {
      await settle();
      finish(name);
    }
    await Promise.all(all);
    expect(started).toEqual(['first', 'high', 'high too', 'middle', 'low']);
  });

  test('drops a waiter whose signal is aborted, without running it or losing a slot', async () => {
    const { started, enter, finish } = harness(1);
    const abort = new AbortController();
    const first = enter('first');
    const dropped = enter('dropped', 5, abort.signal);
    const last = enter('last');
    abort.abort();
    await expect(dropped).rejects.toMatchObject({ code: 'CANCELLED' });
    finish('first');
    await settle();
    finish('last');
    await Promise.all([first, last]);
    expect(started).toEqual(['first', 'last']);
  });

  test('does not admit what was aborted before it came', async () => {
    const { started, enter } = harness(1);
    await expect(enter('late', 5, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(started).toEqual([]);
  });

  test('frees the slot when the work fails', async () => {
    const pool = createPool(1);
    const failing = pool.use({ signal: idle, priority: 5 }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await pool.use({ signal: idle, priority: 5 }, () => Promise.resolve('next'))).toBe('next');
  });

  test('never runs more than its slots and always runs everything', async () => {
    const jobs = fc.array(
      fc.record({ priority: fc.integer({ min: 1, max: 10 }), turns: fc.integer({ min: 1, max: 4 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), jobs, async (slots, list) => {
        const pool = createPool(slots);
        let running = 0;
        let most = 0;
        const work = async (turns: number) => {
          running += 1;
          most = Math.max(most, running);
          for (let turn = 0; turn < turns; turn += 1) {
            await Promise.resolve();
          }
          running -= 1;
        };
        await Promise.all(
          list.map(({ priority, turns }) => pool.use({ signal: idle, priority }, () => work(turns))),
        );
        expect(running).toBe(0);
        expect(most).toBe(Math.min(slots, list.length));
      }),
    );
  });
});
