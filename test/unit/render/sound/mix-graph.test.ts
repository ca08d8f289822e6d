import { describe, expect, test } from '@jest/globals';
import { masterGraph, mixGraph, readLoudness } from '../../../../src/render/sound/mix-graph.js';

describe('the filter graphs', () => {
  test('end in one output of an exact number of samples, whatever there is to mix', () => {
    for (const voiceTracks of [0, 1, 2]) {
      for (const musicGainDb of [undefined, -6]) {
        const graph = mixGraph({
          voiceGainsDb: Array.from({ length: voiceTracks }, (_, index) => -6 * index),
          musicGainDb,
          effects: voiceTracks === 1,
          durationSec: 1.23456,
        });
        expect(graph.match(/\[out\]/g)).toHaveLength(1);
        expect(graph).toContain('atrim=end_sample=59259');
      }
    }
    expect(masterGraph({ gainDb: 1, ceilingDbtp: -1, durationSec: 2 })).toContain('atrim=end_sample=96000');
  });

  test('duck only where there is both voice and music', () => {
    const ducks = (voiceTracks: number, musicGainDb: number | undefined): boolean =>
      mixGraph({
        ...{ voiceGainsDb: Array.from({ length: voiceTracks }, () => 0), musicGainDb },
        ...{ effects: false, durationSec: 10 },
      }).includes('amultiply');
    expect(ducks(1, 0)).toBe(true);
    expect(ducks(0, 0)).toBe(false);
    expect(ducks(1, undefined)).toBe(false);
  });
});

describe('the loudness summary', () => {
  test('is read from the last report on stderr', () => {
    const stderr = [
      '[Parsed_ebur128_3 @ 0x1] Summary:',
      '',
      '  Integrated loudness:',
      '    I:         -14.2 LUFS',
      '    Threshold: -24.4 LUFS',
      '  True peak:',
      '    Peak:       -1.7 dBFS',
    ].join('\n');
    expect(readLoudness(stderr)).toEqual({ loudnessLufs: -14.2, truePeakDbtp: -1.7 });
  });

  test('counts -inf and a missing summary as silence', () => {
    expect(readLoudness('    I:         -70.0 LUFS\n    Peak:       -inf dBFS')).toEqual({
      loudnessLufs: -70,
      truePeakDbtp: -70,
    });
    expect(readLoudness('')).toEqual({ loudnessLufs: -70, truePeakDbtp: -70 });
  });
});
