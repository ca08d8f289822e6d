import type { Clock } from './clock.js';

/**
 * Calls `beat` every `everyMs` until it answers false or the returned function is called, which also waits
 * for a beat under way. `beat` must not reject.
 */
export const startHeartbeat = (
  clock: Clock,
  everyMs: number,
  beat: () => Promise<boolean>,
): (() => Promise<void>) => {
  const end = new AbortController();
  const beating = (async () => {
    let alive = true;
    while (alive) {
      await clock.sleep(everyMs, end.signal);
      alive = !end.signal.aborted && (await beat());
    }
  })();
  return async () => {
    end.abort();
    await beating;
  };
};
