import { expect, test } from '@jest/globals';
import { startHeartbeat } from '../../../src/runtime/heartbeat.js';
import { createFakeClock } from '../../support/fake-clock.js';

test('a heart beats at its interval until it is stopped', async () => {
  const clock = createFakeClock();
  let beats = 0;
  const stop = startHeartbeat(clock, 10_000, () => {
    beats += 1;
    return Promise.resolve(true);
  });
  await clock.advance(35_000);
  expect(beats).toBe(3);
  await stop();
  await clock.advance(60_000);
  expect(beats).toBe(3);
  expect(clock.sleepers()).toBe(0);
});

test('it stops by itself when a beat says so', async () => {
  const clock = createFakeClock();
  let beats = 0;
  const stop = startHeartbeat(clock, 1_000, () => {
    beats += 1;
    return Promise.resolve(beats < 2);
  });
  await clock.advance(10_000);
  expect(beats).toBe(2);
  await stop();
});
