import { throwIfCancelled } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';

/** How often the stamp is looked at, in milliseconds. */
const pollMs = 1_000;

/** Resolves with a stamp other than `since`, not before `pollMs` have passed. Throws what `signal` was aborted with. */
export const waitForChange = async (
  readStamp: () => string,
  clock: Clock,
  { since, signal }: { since: string | undefined; signal: AbortSignal },
): Promise<string> => {
  for (;;) {
    await clock.sleep(pollMs, signal);
    throwIfCancelled(signal);
    const stamp = readStamp();
    if (stamp !== since) {
      return stamp;
    }
  }
};
