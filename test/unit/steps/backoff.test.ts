import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ProviderError } from '../../../src/errors/index.js';
import { backoffMs } from '../../../src/steps/backoff.js';

test('delays double, spread over half of themselves', () => {
  expect([1, 2, 3].map((failures) => backoffMs(failures, undefined, 1))).toEqual([500, 1000, 2000]);
  expect([1, 2, 3].map((failures) => backoffMs(failures, undefined, 0))).toEqual([250, 500, 1000]);
});

test('a delay the provider asked for is kept, up to half a minute', () => {
  const asks = (retryAfterMs: number) =>
    new ProviderError('PROVIDER_RATE_LIMITED', 'Slow down.', { provider: 'x', retryAfterMs });
  expect(backoffMs(1, asks(7_000), 0.5)).toBe(7_000);
  expect(backoffMs(1, asks(3_600_000), 0.5)).toBe(30_000);
});

test('no delay is shorter than a quarter second or longer than half a minute', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, random) => {
        const delayMs = backoffMs(failures, undefined, random);
        expect(delayMs).toBeGreaterThanOrEqual(250);
        expect(delayMs).toBeLessThanOrEqual(30_000);
      },
    ),
  );
});
