import { expect, test } from '@jest/globals';
import { describeChanges } from '../../../src/studio/describe-changes.js';

const said = (counts: Record<string, [ran: number, reused: number]>): string =>
  describeChanges(new Map(Object.entries(counts).map(([kind, [ran, reused]]) => [kind, { ran, reused }])));

test('says what was made and what was there, in words', () => {
  expect(said({ shot: [6, 0], speak: [6, 0], mix: [1, 0], film: [1, 0] })).toBe('All 6 scenes were encoded.');
  expect(said({ shot: [1, 0], film: [1, 0] })).toBe('The scene was encoded.');
  expect(said({ shot: [1, 5], speak: [1, 5], mix: [1, 0], film: [1, 0] })).toBe(
    '1 scene encoded, 5 scenes kept; 1 scene spoken anew; the sound was mixed anew.',
  );
  expect(said({ shot: [2, 4], speak: [0, 6], mix: [0, 1], film: [1, 0] })).toBe(
    '2 scenes encoded, 4 scenes kept; no words were spoken anew; the sound was kept.',
  );
  expect(said({ shot: [0, 6], speak: [0, 6], mix: [1, 0], film: [1, 0] })).toBe(
    'No scene was encoded: all 6 were kept, and the sound was mixed anew.',
  );
  expect(said({ shot: [0, 6], mix: [0, 1], film: [0, 1] })).toBe(
    'Nothing had to be made: this very film was there.',
  );
});
