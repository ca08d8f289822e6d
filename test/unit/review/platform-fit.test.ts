import { expect, test } from '@jest/globals';
import { fitPlatforms } from '../../../src/review/platform-fit.js';

const short = { widthPx: 1080, heightPx: 1920, durationSec: 45, sizeBytes: 2e7, audioCodec: 'aac' };
const fitting = (facts: typeof short): string[] =>
  fitPlatforms(facts).flatMap(({ platform, fits }) => (fits ? [platform] : []));

test('an upright short fits the places for shorts', () => {
  expect(fitting(short)).toEqual(['YouTube Shorts', 'TikTok', 'Instagram Reels', 'X', 'LinkedIn']);
});

test('a wide film of half an hour fits YouTube alone', () => {
  expect(fitting({ ...short, widthPx: 1920, heightPx: 1080, durationSec: 1_800 })).toEqual(['YouTube']);
});

test('says why something does not fit', () => {
  const [shorts] = fitPlatforms({ ...short, durationSec: 240, audioCodec: 'none' });
  expect(shorts).toEqual({
    platform: 'YouTube Shorts',
    fits: false,
    reasons: ['It lasts 4 min, and YouTube Shorts takes 3 min.', 'It has no sound.'],
  });
});

test('a file without a picture fits nowhere', () => {
  expect(fitting({ ...short, widthPx: 0, heightPx: 0 })).toEqual([]);
});
