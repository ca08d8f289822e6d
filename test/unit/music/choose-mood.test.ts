import { expect, test } from '@jest/globals';
import { chooseMood } from '../../../src/music/choose-mood.js';

test('Seeds spread over the moods, always alike, and never land on dramatic', () => {
  const chosen = Array.from({ length: 200 }, (_, seed) => chooseMood(seed));
  expect(chosen).toEqual(Array.from({ length: 200 }, (_, seed) => chooseMood(seed)));
  expect([...new Set(chosen)].sort()).toEqual(['calm', 'curious', 'lofi', 'upbeat', 'warm']);
});
