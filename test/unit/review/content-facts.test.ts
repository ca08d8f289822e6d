import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeContent, readMetadata } from '../../../src/review/content-facts.js';

const heard = { durationSec: 10, silentStretches: [], audioCodec: 'aac' };

const none = { cutsSec: [], changes: [], differences: [] };

describe('readMetadata', () => {
  test('reads the numbers behind one key and skips everything else', () => {
    const text =
      'frame:0 pts:0\nlavfi.scd.mafd=0.25\nlavfi.scd.score=9\nlavfi.scd.mafd=nan\nlavfi.scd.mafd=1.5\n';
    expect(readMetadata(text, 'lavfi.scd.mafd')).toEqual([0.25, 1.5]);
  });
});

describe('describeContent', () => {
  test('counts shots, cuts and gradual changes, the pace, the longest shot and when the first one comes', () => {
    const changes = [
      { atSec: 1.2, sharp: false },
      { atSec: 2.2, sharp: true },
      { atSec: 9, sharp: true },
    ];
    expect(describeContent({ cutsSec: [7, 2], changes, differences: [0.1, 0.5, 3] }, heard)).toEqual({
      shots: 5,
      cuts: 3,
      cutsPerMinute: 18,
      gradualChanges: 1,
      changesPerMinute: 24,
      longestShotSec: 5,
      firstCutSec: 2,
      firstChangeSec: 1.2,
      motion: 0.5,
      soundShare: 1,
      firstSoundSec: 0,
    });
  });

  test('says when something is first heard, and nothing of that in a film without sound', () => {
    const late = { ...heard, silentStretches: [{ startSec: 0, endSec: 4 }] };
    expect(describeContent(none, late)).toMatchObject({ soundShare: 0.6, firstSoundSec: 4 });
    const mute = describeContent(none, { ...heard, audioCodec: 'none' });
    expect(mute.soundShare).toBe(0);
    expect(mute).not.toHaveProperty('firstSoundSec');
    expect(mute).not.toHaveProperty('firstCutSec');
    expect(mute).not.toHaveProperty('firstChangeSec');
    expect(mute.shots).toBe(1);
  });

  test('no shot is longer than the film, and together they are as long', () => {
    const cuts = fc.array(fc.double({ min: 0.01, max: 9.99, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(cuts, (cutsSec) => {
        const { longestShotSec } = describeContent({ ...none, cutsSec }, heard);
        expect(longestShotSec).toBeLessThanOrEqual(10);
        expect(longestShotSec * (cutsSec.length + 1)).toBeGreaterThanOrEqual(
          10 - 0.01 * (cutsSec.length + 1),
        );
      }),
    );
  });
});
