const firstDelayMs = 500;
const longestDelayMs = 30_000;

/** A provider that names its own waiting time is believed, up to the longest one. */
const askedFor = (error: unknown): number =>
  typeof error === 'object' &&
  error !== null &&
  'retryAfterMs' in error &&
  typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : 0;

/**
 * How long to wait after the n-th failure (n from 1), in milliseconds: doubling from half a second, less up to
 * half of it at random, so that those who failed together do not come back together.
 *
 * @param random From 0 to 1.
 */
export const backoffMs = (failures: number, error: unknown, random: number): number => {
  const delayMs = firstDelayMs * 2 ** (failures - 1) * (0.5 + random / 2);
  return Math.min(longestDelayMs, Math.max(delayMs, askedFor(error)));
};
