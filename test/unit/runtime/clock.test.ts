import { expect, test } from '@jest/globals';
import { systemClock } from '../../../src/runtime/clock.js';

test('sleep ends with the signal and never rejects', async () => {
  const abort = new AbortController();
  const asleep = systemClock.sleep(3_600_000, abort.signal);
  abort.abort();
  await expect(asleep).resolves.toBeUndefined();
  await expect(systemClock.sleep(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
});
