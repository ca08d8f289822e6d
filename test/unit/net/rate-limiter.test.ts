import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRateLimiter } from '../../../src/net/rate-limiter.js';
import { createSkippingClock } from '../../support/skipping-clock.js';

const { signal } = new AbortController();

describe('the rate limiter', () => {
  test('never lets more through in any stretch of time than any limit allows', async () => {
    const limit = fc.record({
      requests: fc.integer({ min: 1, max: 6 }),
      perMs: fc.integer({ min: 1, max: 5000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(limit, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 30 }),
        async (limits, pauses) => {
          const clock = createSkippingClock(0);
          const limiter = createRateLimiter({
            provider: 'sample',
            limits,
            longestWaitMs: Number.POSITIVE_INFINITY,
            clock,
          });
          const sentMs: number[] = [];
          for (const pauseMs of pauses) {
            clock.skip(pauseMs);
            await limiter.take(signal);
            sentMs.push(clock.now());
          }
          for (const { requests, perMs } of limits) {
            for (const startMs of sentMs) {
              const within = sentMs.filter((atMs) => atMs >= startMs && atMs < startMs + perMs);
              expect(within.length).toBeLessThanOrEqual(requests);
            }
          }
        },
      ),
    );
  });

  test('takes no place for a call that it turned away', async () => {
    const clock = createSkippingClock();
    const limits = [{ requests: 1, perMs: 1000 }];
    const limiter = createRateLimiter({ provider: 'sample', limits, longestWaitMs: 500, clock });
    await limiter.take(signal);
    for (let count = 0; count < 5; count += 1) {
      await expect(limiter.take(signal)).rejects.toMatchObject({ code: 'PROVIDER_RATE_LIMITED' });
    }
    clock.skip(1000);
    await limiter.take(signal);
    expect(clock.naps).toEqual([]);
  });
});
