import { describe, expect, test } from '@jest/globals';
import { checkTextBoxes } from '../../../src/review/check-text-boxes.js';

const safeArea = { leftPx: 60, topPx: 150, rightPx: 900, bottomPx: 1_400 };
const box = (changes: object = {}) => ({
  startSec: 63.2,
  endSec: 65,
  leftPx: 100,
  topPx: 1_200,
  rightPx: 800,
  bottomPx: 1_300,
  ...changes,
});

describe('checking where text stands', () => {
  test('finds nothing wrong inside the safe area, nor with two pixels more', () => {
    expect(checkTextBoxes([box(), box({ leftPx: 58, rightPx: 902 })], safeArea)).toEqual([]);
  });

  test('says when, on which side and how far text reaches out', () => {
    const [finding] = checkTextBoxes([box({ rightPx: 960, bottomPx: 1_420 })], safeArea);
    expect(finding).toMatchObject({ check: 'safe-area', stretch: { startSec: 63.2, endSec: 65 } });
    expect(finding?.message).toBe(
      'The text at 01:03.2 reaches out of the safe area: 60 px at the right, 20 px at the bottom.',
    );
  });
});
