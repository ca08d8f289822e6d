/** At most so many requests in any stretch of time so long. */
export type RateLimit = { readonly requests: number; readonly perMs: number };

/** How patiently one provider is asked. */
export type HttpPolicy = {
  /** Tries of one call in all, the first included. A download that moves on has more. */
  readonly attempts: number;
  /** Before the second try; doubles with each one, less up to half of it at random. */
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A provider that asks for a longer wait than this is not waited for. */
  readonly longestRetryAfterMs: number;
  /** No try starts later than this after the first. */
  readonly totalMs: number;
  /** Of one try, when the request names none. */
  readonly timeoutMs: number;
  readonly downloadTimeoutMs: number;
  /** Cuts what requests name. */
  readonly longestTimeoutMs: number;
  /** Requests under way at once; others queue. */
  readonly parallel: number;
  readonly queue: number;
  /** Failures in a row, at one origin, after which it is left alone for `restMs`. */
  readonly breakAfter: number;
  readonly restMs: number;
  /** Counted for `send`, `json` and `fetch`; downloads come from elsewhere and are not. */
  readonly rateLimits: readonly RateLimit[];
  /** A call that would have to wait longer for its turn fails at once. */
  readonly longestRateWaitMs: number;
  /** Of an answer through `fetch`. */
  readonly fetchMaxBytes: number;
};

export const defaultPolicy: HttpPolicy = {
  attempts: 3,
  firstDelayMs: 500,
  longestDelayMs: 8000,
  longestRetryAfterMs: 15_000,
  totalMs: 120_000,
  timeoutMs: 30_000,
  downloadTimeoutMs: 120_000,
  longestTimeoutMs: 600_000,
  parallel: 4,
  queue: 256,
  breakAfter: 5,
  restMs: 30_000,
  rateLimits: [],
  longestRateWaitMs: 10_000,
  fetchMaxBytes: 64 * 1024 * 1024,
};
