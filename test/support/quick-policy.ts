import type { HttpPolicy } from '../../src/net/policy.js';

/** Retries and time-outs as always, only quicker. */
export const quickPolicy: Partial<HttpPolicy> = {
  attempts: 3,
  firstDelayMs: 4,
  longestDelayMs: 10,
  longestTimeoutMs: 200,
  longestRateWaitMs: 1000,
};
