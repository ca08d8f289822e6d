import { describe, expect, test } from '@jest/globals';
import { joinFaults, parsePictureFaults, pictureChecks } from '../../../src/render/picture-checks.js';

const none = { blackStretches: [], frozenStretches: [] };
const black = (startSec: number, endSec: number) => ({ ...none, blackStretches: [{ startSec, endSec }] });

describe('looking for black and frozen pictures', () => {
  test('reads what ffmpeg reports, and closes what lasts to the end', () => {
    const told = [
      '[blackdetect @ 0x1] black_start:0 black_end:0.4 black_duration:0.4',
      '[freezedetect @ 0x2] lavfi.freezedetect.freeze_start: 1.5',
    ].join('\n');
    expect(parsePictureFaults(told, 5)).toEqual({
      blackStretches: [{ startSec: 0, endSec: 0.4 }],
      frozenStretches: [{ startSec: 1.5, endSec: 5 }],
    });
  });

  test('looks at a picture no larger than it need be', () => {
    expect(pictureChecks({ widthPx: 1080, heightPx: 1920 })).toContain('scale=w=270:h=480:');
    expect(pictureChecks({ widthPx: 128, heightPx: 96 })).toContain('scale=w=128:h=96:');
  });

  test('adds up the black end of one shot and the black beginning of the next', () => {
    const parts = [
      { faults: black(4.8, 5), startSec: 0 },
      { faults: black(0, 0.2), startSec: 5 },
      { faults: black(1, 1.2), startSec: 8 },
    ];
    expect(joinFaults(parts)).toEqual(black(4.8, 5.2));
  });

  test('tells frozen stretches in the time of the whole', () => {
    const faults = { ...none, frozenStretches: [{ startSec: 1, endSec: 3 }] };
    expect(joinFaults([{ faults, startSec: 10 }]).frozenStretches).toEqual([{ startSec: 11, endSec: 13 }]);
  });
});
