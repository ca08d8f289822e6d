import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  animationMoments,
  completeMoment,
  pieceSec,
  spread,
  stillMoments,
} from '../../../src/studio/preview-moments.js';

const scene = fc.record({
  startSec: fc.double({ min: 0, max: 3_000, noNaN: true }),
  durationSec: fc.double({ min: 1.2, max: 20, noNaN: true }),
});

describe('the moments of previews', () => {
  test('lie inside their scene, past the entrance where the scene is long enough', () => {
    fc.assert(
      fc.property(scene, ({ startSec, durationSec }) => {
        const { atSec, nearby } = completeMoment({ startSec, durationSec });
        expect(atSec).toBeGreaterThan(startSec);
        expect(atSec).toBeLessThan(startSec + durationSec);
        if (durationSec > 2.5) {
          expect(atSec - startSec).toBeGreaterThanOrEqual(1.4 - 1e-9);
        }
        // The key frame may be two seconds earlier, and still shows this scene complete.
        expect(nearby && atSec - 2 - startSec < 1.4 - 1e-9).toBe(false);
      }),
    );
  });

  test('are one a scene, evenly spread where there are many', () => {
    const scenes = Array.from({ length: 60 }, (_, index) => ({ startSec: index * 5, durationSec: 5 }));
    expect(stillMoments(scenes.slice(0, 6)).map(({ label }) => label)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
    const labels = stillMoments(scenes).map(({ label }) => Number(label));
    expect(labels).toHaveLength(24);
    expect([labels[0], labels.at(-1)]).toEqual([1, 60]);
    expect(new Set(labels).size).toBe(24);
  });

  test('of an animation begin where a whole piece follows', () => {
    const scenes = Array.from({ length: 9 }, (_, index) => ({ startSec: index * 4, durationSec: 4 }));
    const moments = animationMoments(scenes);
    expect(moments).toHaveLength(5);
    expect(moments.every((at) => at + pieceSec <= 36)).toBe(true);
  });

  test('spreads take all where all fit', () => {
    expect(spread([1, 2, 3], 3)).toEqual([1, 2, 3]);
    expect(spread([1, 2, 3, 4, 5], 3)).toEqual([1, 3, 5]);
    expect(spread([1, 2], 1)).toEqual([1]);
  });
});
