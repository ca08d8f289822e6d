import { describe, expect, test } from '@jest/globals';
import { retryAfterMs } from '../../../src/net/retry-after.js';

const nowMs = Date.UTC(2026, 0, 1, 12);

describe('what a provider says about when to come back', () => {
  test.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': ' 1.5 ' }, 1500],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5x' }, undefined],
    [{}, undefined],
  ])('%j means %p ms', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), nowMs)).toBe(expected);
  });
});
