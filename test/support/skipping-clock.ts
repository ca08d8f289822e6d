import type { Clock } from '../../src/runtime/clock.js';

export type SkippingClock = Clock & {
  /** How long each sleep was to be, in order. */
  readonly naps: number[];
  skip(ms: number): void;
};

/** A clock on which nobody waits: whoever sleeps moves it on. */
export const createSkippingClock = (startMs = Date.UTC(2026, 0, 1)): SkippingClock => {
  let nowMs = startMs;
  const naps: number[] = [];
  return {
    naps,
    now: () => nowMs,
    skip: (ms) => {
      nowMs += ms;
    },
    sleep: async (ms) => {
      naps.push(ms);
      nowMs += ms;
    },
  };
};
