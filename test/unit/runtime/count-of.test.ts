import { expect, test } from '@jest/globals';
import { countOf } from '../../../src/runtime/count-of.js';

test.each([
  [0, 'scene', '0 scenes'],
  [1, 'scene', '1 scene'],
  [2, 'scene', '2 scenes'],
  [1, 'entry', '1 entry'],
  [3, 'entry', '3 entries'],
  [2, 'day', '2 days'],
  [1.5, 'minute', '1.5 minutes'],
  [2, 'more file', '2 more files'],
])('%d of “%s” is “%s”', (count, noun, text) => {
  expect(countOf(count, noun)).toBe(text);
});
