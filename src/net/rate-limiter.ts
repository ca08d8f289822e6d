import { ProviderError } from '../errors/index.js';
import { throwIfCancelled } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';
import type { RateLimit } from './policy.js';

export type RateLimiter = {
  /**
   * Waits for the next free place and takes it. Throws `ProviderError` `PROVIDER_RATE_LIMITED`, and takes none,
   * when that would be longer than the longest wait.
   */
  take(signal: AbortSignal): Promise<void>;
};

type LimiterOptions = {
  readonly provider: string;
  readonly limits: readonly RateLimit[];
  readonly longestWaitMs: number;
  readonly clock: Clock;
};

/** Counts requests in sliding windows, so that no stretch of time ever holds more than a provider allows. */
export const createRateLimiter = ({
  provider,
  limits,
  longestWaitMs,
  clock,
}: LimiterOptions): RateLimiter => {
  /** When requests were or will be sent; ascending. */
  let takenMs: number[] = [];
  const longestPerMs = Math.max(0, ...limits.map(({ perMs }) => perMs));

  /** The first moment at which each limit has room for one more. */
  const nextFreeMs = (nowMs: number): number =>
    Math.max(
      nowMs,
      takenMs.at(-1) ?? 0,
      ...limits.map(({ requests, perMs }) => (takenMs.at(-requests) ?? Number.NEGATIVE_INFINITY) + perMs),
    );

  return {
    take: async (signal) => {
      if (limits.length === 0) {
        return;
      }
      const nowMs = clock.now();
      takenMs = takenMs.filter((atMs) => atMs > nowMs - longestPerMs);
      const dueMs = nextFreeMs(nowMs);
      const waitMs = dueMs - nowMs;
      if (waitMs > longestWaitMs) {
        throw new ProviderError(
          'PROVIDER_RATE_LIMITED',
          `${provider} has been asked as often as it allows.`,
          {
            provider,
            retryAfterMs: waitMs,
            hint: `It can be asked again in ${Math.ceil(waitMs / 1000)} s; until then another provider stands in.`,
          },
        );
      }
      takenMs.push(dueMs);
      if (waitMs > 0) {
        await clock.sleep(waitMs, signal);
        throwIfCancelled(signal);
      }
    },
  };
};
