import { describe, expect, test } from '@jest/globals';
import { layEffects } from '../../../src/studio/film-effects.js';
import { scenesToCompare } from '../../../src/studio/film-review.js';
import type { Storyboard } from '../../../src/studio/storyboard.js';
import { layTimeline } from '../../../src/studio/timeline.js';
import { storyboardOf } from '../../support/storyboards.js';

const scenesOf = (count: number): Storyboard['scenes'] =>
  Array.from({ length: count }, (_, index) => ({
    id: `scene-00000${index}`,
    narration: 'A lamp burned.',
    terms: [],
    visual: { kind: 'automatic' },
    motion: 'automatic',
    fit: 'automatic',
  }));

describe('sound effects of a film', () => {
  const timeline = layTimeline([3, 3, 3], 30);
  const withEffects = (changes: Partial<Storyboard> = {}): Storyboard => ({
    ...storyboardOf('One lamp burned. Two lamps burned. Three lamps burned.'),
    scenes: scenesOf(3),
    soundEffects: true,
    ...changes,
  });

  test('are none unless asked for', () => {
    expect(layEffects(withEffects({ soundEffects: false }), timeline)).toEqual([]);
  });

  test('stand where a scene gives way to the next, and suit how it does', () => {
    const [, second, third] = timeline.scenes;
    expect(layEffects(withEffects({ transition: 'zoom', seed: 5 }), timeline)).toEqual([
      { effect: 'riser', atSec: second?.startSec, seed: 5 },
      { effect: 'riser', atSec: third?.startSec, seed: 6 },
    ]);
    expect(layEffects(withEffects({ transition: 'cut' }), timeline).map(({ effect }) => effect)).toEqual([
      'tick',
      'tick',
    ]);
  });
});

describe('scenes whose encoding is measured', () => {
  test('are at most three, one for every fifteen seconds, evenly spread', () => {
    expect(scenesToCompare(3, 29)).toEqual([]);
    expect(scenesToCompare(6, 40)).toEqual([3]);
    expect(scenesToCompare(6, 70)).toEqual([1, 4]);
    expect(scenesToCompare(60, 600)).toEqual([10, 30, 50]);
    expect(scenesToCompare(1, 600)).toEqual([0]);
  });
});
