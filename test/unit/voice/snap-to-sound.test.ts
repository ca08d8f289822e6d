import { describe, expect, test } from '@jest/globals';
import { snapToSound } from '../../../src/voice/snap-to-sound.js';

const sampleRateHz = 8_000;
/** Sound from 0.2 s to 0.6 s and from 1 s to 1.5 s, with a closure of 60 ms in the second stretch. */
const samples = Float32Array.from({ length: 1.6 * sampleRateHz }, (_, index) => {
  const atSec = index / sampleRateHz;
  const isHeard =
    (atSec >= 0.2 && atSec < 0.6) || (atSec >= 1 && atSec < 1.5 && !(atSec >= 1.2 && atSec < 1.26));
  return isHeard ? 0.5 * Math.sin(index) : 0;
});
const sound = { samples, sampleRateHz };
const times = [
  { startSec: 0.13, endSec: 0.8 },
  { startSec: 0.9, endSec: 1.15 },
  { startSec: 1.15, endSec: 1.5 },
];

describe('words after a pause', () => {
  test('begin where they are heard, and the word before ends where it ceases', () => {
    expect(snapToSound(times, (index) => index < 2, sound)).toEqual([
      { startSec: expect.closeTo(0.2, 2), endSec: expect.closeTo(0.6, 2) },
      { startSec: expect.closeTo(1, 2), endSec: 1.15 },
      times[2],
    ]);
  });

  test('stay where they are when no pause is heard near them, and so do all others', () => {
    expect(snapToSound(times, (index) => index === 2, sound)).toEqual(times);
    expect(snapToSound(times, () => false, sound)).toEqual(times);
    expect(
      snapToSound([undefined, times[1]], () => true, { ...sound, samples: new Float32Array(99) }),
    ).toEqual([undefined, times[1]]);
  });
});
