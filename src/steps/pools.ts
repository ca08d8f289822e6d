import { cancellationOf, throwIfCancelled } from '../runtime/cancellation.js';
import type { PoolName } from './definition.js';

export type PoolRequest = {
  readonly signal: AbortSignal;
  /** 1 to 10; 10 goes first, equals in order of arrival. */
  readonly priority: number;
};

/** A number of slots that work waits for. */
export type Pool = {
  /** Runs `work` once a slot is free. Rejects without running it when the signal is aborted first. */
  use<Result>(request: PoolRequest, work: () => Promise<Result>): Promise<Result>;
};

export type Pools = Readonly<Record<PoolName, Pool>>;

type Waiter = { readonly priority: number; readonly admit: () => void };

export const createPool = (slots: number): Pool => {
  let free = slots;
  const waiting: Waiter[] = [];

  const queue = (waiter: Waiter): void => {
    const behind = waiting.findIndex(({ priority }) => priority < waiter.priority);
    waiting.splice(behind === -1 ? waiting.length : behind, 0, waiter);
  };

  const leaveQueue = (waiter: Waiter): void => {
    const place = waiting.indexOf(waiter);
    if (place !== -1) {
      waiting.splice(place, 1);
    }
  };

  const enter = ({ signal, priority }: PoolRequest): Promise<void> =>
    new Promise((resolve, reject) => {
      const giveUp = () => {
        leaveQueue(waiter);
        reject(cancellationOf(signal));
      };
      const waiter: Waiter = {
        priority,
        admit: () => {
          signal.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      queue(waiter);
    });

  /** Hands the slot to the next in line; it never becomes free in between. */
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) {
      free += 1;
    } else {
      next.admit();
    }
  };

  return {
    use: async (request, work) => {
      throwIfCancelled(request.signal);
      if (free > 0) {
        free -= 1;
      } else {
        await enter(request);
      }
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
};

/** The pools of one process, shared by all its tasks. Each size at least 1. */
export const createPools = (slots: Readonly<Record<PoolName, number>>): Pools => ({
  cpu: createPool(slots.cpu),
  voice: createPool(slots.voice),
  net: createPool(slots.net),
  light: createPool(slots.light),
});
