import { describe, expect, test } from '@jest/globals';
import { parseDetections } from '../../../src/review/parse.js';

const summary = `[Parsed_ebur128_3 @ 0x55cb9d608b40] Summary:

  Integrated loudness:
    I:         -14.1 LUFS
    Threshold: -24.3 LUFS

  Loudness range:
    LRA:         9.8 LU

  True peak:
    Peak:       -1.7 dBFS
`;

describe('reading what the checks of ffmpeg report', () => {
  test('pairs starts and ends, also of stretches that last to the end', () => {
    const found = parseDetections(
      `[silencedetect @ 0x1] silence_start: -0.01
[silencedetect @ 0x1] silence_end: 3.2 | silence_duration: 3.21
[freezedetect @ 0x1] lavfi.freezedetect.freeze_start: 1.5
[freezedetect @ 0x1] lavfi.freezedetect.freeze_duration: 2
[freezedetect @ 0x1] lavfi.freezedetect.freeze_end: 3.5
[freezedetect @ 0x1] lavfi.freezedetect.freeze_start: 6
[blackdetect @ 0x1] black_start:3 black_end:7.96667 black_duration:4.96667
${summary}`,
      8,
    );
    expect(found).toEqual({
      blackStretches: [{ startSec: 3, endSec: 7.966_67 }],
      frozenStretches: [
        { startSec: 1.5, endSec: 3.5 },
        { startSec: 6, endSec: 8 },
      ],
      silentStretches: [{ startSec: 0, endSec: 3.2 }],
      loudnessLufs: -14.1,
      truePeakDbtp: -1.7,
    });
  });

  test('takes the last summary, since ffmpeg 5 prints an empty one first', () => {
    const empty = summary.replace('-14.1', '-70.0').replace('-1.7 dBFS', '-inf dBFS');
    expect(parseDetections(empty + summary, 8)).toMatchObject({ loudnessLufs: -14.1, truePeakDbtp: -1.7 });
  });

  test('gives the floor where nothing was heard', () => {
    expect(parseDetections('', 0)).toMatchObject({ loudnessLufs: -70, truePeakDbtp: -120 });
    expect(parseDetections(summary.replace('-1.7 dBFS', '-inf dBFS'), 8).truePeakDbtp).toBe(-120);
  });
});
