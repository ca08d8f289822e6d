import { expect, test } from '@jest/globals';
import { describeRefusals } from '../../../src/studio/film-pictures.js';

test('files that were not used are named, and counted where they are many', () => {
  const refused = Array.from({ length: 5_000 }, (_, index) => ({
    file: `${index}.mp4`,
    code: 'damaged' as const,
    reason: 'It is damaged.',
  }));
  expect(describeRefusals(refused.slice(0, 1))).toEqual(['0.mp4 was not used: It is damaged.']);
  expect(describeRefusals(refused)).toHaveLength(21);
  expect(describeRefusals(refused).at(-1)).toBe('4980 more files were not used.');
});
