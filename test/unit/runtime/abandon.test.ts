import { describe, expect, test } from '@jest/globals';
import { settleOrAbandon } from '../../../src/runtime/abandon.js';
import { createFakeClock } from '../../support/fake-clock.js';

const never = () => new Promise<never>(() => undefined);

describe('settling or abandoning', () => {
  test('work that ends is waited for, however long', async () => {
    const clock = createFakeClock();
    const work = clock.sleep(86_400_000).then(() => 'done');
    const outcome = settleOrAbandon(work, { signal: new AbortController().signal, clock, graceMs: 10 });
    await clock.advance(86_400_000);
    expect(await outcome).toBe('done');
    expect(clock.sleepers()).toBe(0);
  });

  test('aborted work has its time of grace to end in its own way', async () => {
    const clock = createFakeClock();
    const abort = new AbortController();
    const work = clock.sleep(9).then(() => 'just in time');
    const outcome = settleOrAbandon(work, { signal: abort.signal, clock, graceMs: 10 });
    abort.abort();
    await clock.advance(9);
    expect(await outcome).toBe('just in time');
    expect(clock.sleepers()).toBe(0);
  });

  test('and no longer', async () => {
    const clock = createFakeClock();
    const outcome = settleOrAbandon(never(), { signal: AbortSignal.abort(), clock, graceMs: 10 });
    const told = outcome.catch((error: unknown) => error);
    await clock.advance(10);
    expect(await told).toMatchObject({ code: 'CANCELLED' });
  });
});
