import { isDeepStrictEqual } from 'node:util';
import { throwIfCancelled } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';
import { hasEnded } from './states.js';
import type { Task } from './task.js';

export type WaitOptions = {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Called with the task as it is, then whenever it has changed. */
  readonly onUpdate?: (task: Task) => void;
};

/** How often the row is read, in milliseconds: any process may be the one that changes it. */
const pollMs = 250;

export const waitForEnd = async (
  read: () => Promise<Task>,
  clock: Clock,
  { timeoutMs, signal, onUpdate }: WaitOptions,
): Promise<Task> => {
  const deadline = clock.now() + timeoutMs;
  let shown: Task | undefined;
  for (;;) {
    if (signal !== undefined) {
      throwIfCancelled(signal);
    }
    const task = await read();
    if (!isDeepStrictEqual(task, shown)) {
      shown = task;
      onUpdate?.(task);
    }
    const leftMs = deadline - clock.now();
    if (hasEnded(task.state) || leftMs <= 0) {
      return task;
    }
    await clock.sleep(Math.min(pollMs, leftMs), signal);
  }
};
