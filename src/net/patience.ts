import { isReelwrightError, type ProviderError } from '../errors/index.js';
import type { Clock } from '../runtime/clock.js';
import type { HttpPolicy } from './policy.js';

export type PatienceCall = {
  readonly signal: AbortSignal;
  /** Tries at most; the policy's number when absent. */
  readonly attempts?: number;
  /** Grows while failing tries bring the work forward; those are not counted. */
  readonly progress?: () => number;
};

export const isRetryable = (error: unknown): error is ProviderError =>
  isReelwrightError(error) && error.retryable && 'provider' in error;

/** Decides, failure by failure, whether to try once more and after how long. */
export const createPatience = (
  call: PatienceCall,
  { policy, clock, random }: { policy: HttpPolicy; clock: Clock; random: () => number },
): { mayRetry(error: unknown): boolean; delayMs(): number } => {
  const startedMs = clock.now();
  let failures = 0;
  let furthest = call.progress?.() ?? 0;
  let delayMs = 0;
  return {
    delayMs: () => delayMs,
    mayRetry: (error) => {
      if (!isRetryable(error) || call.signal.aborted) {
        return false;
      }
      const progress = call.progress?.() ?? 0;
      failures = progress > furthest ? 1 : failures + 1;
      furthest = Math.max(furthest, progress);
      const backoffMs = policy.firstDelayMs * 2 ** (failures - 1) * (0.5 + random() / 2);
      const askedMs = error.retryAfterMs ?? 0;
      delayMs = Math.max(askedMs, Math.min(policy.longestDelayMs, backoffMs));
      return (
        failures < (call.attempts ?? policy.attempts) &&
        askedMs <= policy.longestRetryAfterMs &&
        clock.now() + delayMs - startedMs <= policy.totalMs
      );
    },
  };
};
