import { cancellationOf } from './cancellation.js';
import type { Clock } from './clock.js';

/**
 * Waits for `work`, but once the signal is aborted no longer than `graceMs`: work that listens gets the time to
 * clean up, and work that does not cannot keep its caller.
 */
export const settleOrAbandon = <Result>(
  work: Promise<Result>,
  { signal, clock, graceMs }: { signal: AbortSignal; clock: Clock; graceMs: number },
): Promise<Result> =>
  new Promise((resolve, reject) => {
    const settled = new AbortController();
    const startGrace = async () => {
      await clock.sleep(graceMs, settled.signal);
      reject(cancellationOf(signal));
    };
    const onAbort = () => void startGrace();
    if (signal.aborted) {
      onAbort();
    } else {
      signal.addEventListener('abort', onAbort, { once: true });
    }
    const finish = () => {
      signal.removeEventListener('abort', onAbort);
      settled.abort();
    };
    work.then(resolve, reject).finally(finish);
  });
