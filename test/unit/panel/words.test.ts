import { expect, test } from '@jest/globals';
import {
  describeDuration,
  describeRemaining,
  describeSize,
  describeStage,
  describeStyle,
} from '../../../src/panel/words.js';
import { stages } from '../../../src/studio/studio.js';

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min'],
  [125, '2 min 5 s'],
  [-3, '0 s'],
])('%d seconds are %s', (seconds, words) => {
  expect(describeDuration(seconds)).toBe(words);
});

test.each([
  [400, '1 kB'],
  [999_000, '999 kB'],
  [5_400_000, '5.4 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(describeSize(bytes)).toBe(words);
});

test('every stage of a film has words of its own', () => {
  const words = stages.map((stage) => describeStage({ status: 'running', stage }));
  expect(new Set(words).size).toBe(stages.length);
  expect(words).not.toContain(describeStage({ status: 'running', stage: null }));
});

test('what is not known is left out', () => {
  expect(describeRemaining(null)).toBe('');
  expect(describeRemaining(90)).toBe('about 1 min 30 s left');
  expect(describeStyle('quote')).toBe('Quote card');
});
