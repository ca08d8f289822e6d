import { describe, expect, test } from '@jest/globals';
import { createProgressTracker } from '../../../src/studio/progress.js';

const setUp = () => {
  let now = 0;
  const tracker = createProgressTracker(
    [
      { id: 'voice', stage: 'voice', estimatedSec: 4 },
      { id: 'shot', stage: 'shots', estimatedSec: 6 },
    ],
    { parallel: 1, nowMs: () => now },
  );
  return { tracker, passSec: (seconds: number) => (now += seconds * 1000) };
};

describe('following the progress of a film', () => {
  test('counts finished work by its estimate and moves on to the next stage', async () => {
    const { tracker } = setUp();
    expect(tracker.snapshot()).toMatchObject({ stage: 'voice', progress: 0, etaSec: 10 });
    await tracker.track('voice', async () => undefined);
    expect(tracker.snapshot()).toMatchObject({ stage: 'shots', progress: 0.4 });
  });

  test('moves while a step runs, never to its end and never back', async () => {
    const { tracker, passSec } = setUp();
    const running = tracker.track('voice', () => new Promise<void>((resolve) => setImmediate(resolve)));
    passSec(2);
    expect(tracker.snapshot().progress).toBeCloseTo(0.2);
    passSec(100);
    expect(tracker.snapshot().progress).toBeCloseTo(0.38);
    await running;
    expect(tracker.snapshot().progress).toBeCloseTo(0.4);
  });

  test('takes the time left from the pace so far', async () => {
    const { tracker, passSec } = setUp();
    await tracker.track('voice', async () => passSec(8));
    expect(tracker.snapshot().etaSec).toBeCloseTo(12);
  });

  test('passes a failure on and does not count it as done', async () => {
    const { tracker } = setUp();
    await expect(tracker.track('voice', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(tracker.snapshot().stage).toBe('voice');
  });
});
