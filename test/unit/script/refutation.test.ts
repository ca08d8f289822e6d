import { describe, expect, test } from '@jest/globals';
import { refutationOf } from '../../../src/script/refutation.js';

describe('finding what refutes a belief', () => {
  test.each([
    [['Galileo thought that the sea sloshes.', 'He was proud of this idea and he was wrong.'], 1],
    [['Analysts expected that orders would collapse.', 'They did not.'], 1],
    [['It was reported that the dam had cracked.', 'Hundreds fled.', 'The report was false.'], 2],
    [['Many people think that it cleans the rubber.', 'That is a mistake.'], 1],
    [['Botanists believed that red was waste.', 'But no plant wastes energy.'], 1],
  ])('%j', (texts, place) => {
    expect(refutationOf(0, texts)).toBe(place);
  });

  test.each([
    [['The dam cracked.', 'The report was false.']],
    [['Most researchers think that red is a sunscreen.', 'It shades the cells.']],
    [['Galileo thought so.', 'One.', 'Two.', 'Three.', 'He was wrong.']],
  ])('finds nothing in %j', (texts) => {
    expect(refutationOf(0, texts)).toBeUndefined();
  });
});
