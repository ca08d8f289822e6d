import type { Clock } from '../../src/runtime/clock.js';

export type FakeClock = Clock & {
  /** Lets `ms` pass, waking sleepers in order and giving woken code time to run in between. */
  advance(ms: number): Promise<void>;
  /** How many are asleep. */
  sleepers(): number;
};

type Sleeper = { dueMs: number; wake: () => void };

/** Lets whatever is ready run, file operations included as far as a few turns of the loop take them. */
export const settle = async (turns = 20): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** A clock that stands still until told otherwise. */
export const createFakeClock = (startMs = Date.UTC(2026, 0, 1)): FakeClock => {
  let nowMs = startMs;
  const asleep = new Set<Sleeper>();

  const nextDue = (untilMs: number): Sleeper | undefined =>
    [...asleep].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0];

  return {
    now: () => nowMs,
    sleepers: () => asleep.size,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper: Sleeper = {
          dueMs: nowMs + ms,
          wake: () => {
            asleep.delete(sleeper);
            signal?.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        asleep.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake);
        if (signal?.aborted === true) {
          sleeper.wake();
        }
      }),
    advance: async (ms) => {
      const untilMs = nowMs + ms;
      await settle();
      for (let due = nextDue(untilMs); due !== undefined; due = nextDue(untilMs)) {
        nowMs = Math.max(nowMs, due.dueMs);
        due.wake();
        await settle();
      }
      nowMs = untilMs;
      await settle();
    },
  };
};

/** Waits for something that real I/O brings about, without a timer. Throws after `turns` turns of the loop. */
export const until = async (isTrue: () => boolean | Promise<boolean>, turns = 100_000): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) {
    if (await isTrue()) {
      return;
    }
    await settle(1);
  }
  throw new Error('What the test waited for never came.');
};
