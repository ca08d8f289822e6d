import { type Stage, stages } from './studio.js';

/** One piece of a film's work, and how long it should take by itself. */
export type WorkItem = { readonly id: string; readonly stage: Stage; readonly estimatedSec: number };

export type ProgressSnapshot = {
  /** The earliest stage with work left. */
  readonly stage: Stage;
  /** 0 to 1, never going back. */
  readonly progress: number;
  /** Seconds until all is done, as far as the pace so far tells. */
  readonly etaSec: number;
};

export type ProgressTracker = {
  /** Counts an item as running while `work` is, and as done once it returns. */
  track<Result>(id: string, work: () => Promise<Result>): Promise<Result>;
  snapshot(): ProgressSnapshot;
};

type Item = WorkItem & { startedAtMs: number | undefined; done: boolean };

/** A running item never counts as done before it is, however long it takes. */
const mostOfRunning = 0.95;

/**
 * Follows work that runs side by side. The share of a running item is read off the clock against its estimate,
 * so that the bar moves while a long step is at work.
 *
 * @param options.parallel How many items are expected to run at once, until the real pace is known.
 */
export const createProgressTracker = (
  items: readonly WorkItem[],
  options: { readonly parallel: number; readonly nowMs: () => number },
): ProgressTracker => {
  const work = new Map<string, Item>(
    items.map((item) => [item.id, { ...item, startedAtMs: undefined, done: false }]),
  );
  const beganAtMs = options.nowMs();
  const totalSec = sum([...work.values()].map((item) => item.estimatedSec));
  let reached = 0;

  const doneShare = (item: Item): number => {
    if (item.done || item.startedAtMs === undefined) {
      return item.done ? 1 : 0;
    }
    const elapsedSec = (options.nowMs() - item.startedAtMs) / 1000;
    return Math.min(mostOfRunning, elapsedSec / Math.max(item.estimatedSec, 0.001));
  };

  return {
    track: async (id, run) => {
      const item = work.get(id);
      if (item === undefined) {
        return run();
      }
      item.startedAtMs = options.nowMs();
      const result = await run();
      item.done = true;
      return result;
    },
    snapshot: () => {
      const all = [...work.values()];
      const doneSec = sum(all.map((item) => item.estimatedSec * doneShare(item)));
      const elapsedSec = (options.nowMs() - beganAtMs) / 1000;
      reached = Math.max(reached, totalSec === 0 ? 0 : doneSec / totalSec);
      const paceBySec = elapsedSec > 2 && doneSec > 0 ? doneSec / elapsedSec : options.parallel;
      const open = all.filter((item) => !item.done).map((item) => stages.indexOf(item.stage));
      return {
        stage: stages[open.length === 0 ? stages.length - 1 : Math.min(...open)] ?? 'review',
        progress: Math.min(1, reached),
        etaSec: Math.max(0, (totalSec - doneSec) / paceBySec),
      };
    },
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
