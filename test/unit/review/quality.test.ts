import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Measurements } from '../../../src/review/measure.js';
import { parsePictureSamples } from '../../../src/review/picture-samples.js';
import { rateQuality } from '../../../src/review/quality.js';

const good: Measurements = {
  facts: {
    durationSec: 30,
    container: 'mov',
    video: {
      codec: 'h264',
      widthPx: 1_080,
      heightPx: 1_920,
      framesPerSec: 30,
      pixelFormat: 'yuv420p',
      rotationDeg: 0,
    },
    audio: { codec: 'aac', sampleRateHz: 48_000, channels: 2 },
  },
  decodedClean: true,
  blackStretches: [],
  frozenStretches: [],
  silentStretches: [],
  loudnessLufs: -14,
  truePeakDbtp: -1.5,
  sync: { audioStartsLateSec: 0, audioEndsLateSec: 0 },
  bitrates: { videoKbps: 4_000, videoPeakKbps: 8_000, audioKbps: 190 },
  picture: {
    samples: 24,
    sharpness: 0.8,
    brightness: 0.45,
    contrast: 0.5,
    saturation: 0.3,
    underexposedShare: 0,
    overexposedShare: 0,
  },
};
const picture = (changes: object) => ({ picture: { ...good.picture, ...changes } }) as Partial<Measurements>;

describe('rating quality', () => {
  test('gives a good film ten of ten and no advice', () => {
    expect(rateQuality(good)).toMatchObject({ score: 10, recommendations: [] });
  });

  test.each<[string, Partial<Measurements>, RegExp]>([
    ['sharpness', picture({ sharpness: 0.05 }), /soft/],
    ['exposure', picture({ brightness: 0.06, underexposedShare: 0.9 }), /too dark or too bright/],
    ['loudness', { loudnessLufs: -30 }, /-14 LUFS/],
    ['peaks', { truePeakDbtp: 1.5 }, /clips/],
    ['bitrate', { bitrates: { videoKbps: 150, videoPeakKbps: 200, audioKbps: 64 } }, /bits a pixel/],
    ['continuity', { blackStretches: [{ startSec: 5, endSec: 20 }] }, /black or still/],
    ['sync', { sync: { audioStartsLateSec: 0.6, audioEndsLateSec: 0 } }, /same length/],
  ])('takes off for %s, and says what to do', (part, changes, advice) => {
    const { score, parts, recommendations } = rateQuality({ ...good, ...changes });
    expect(parts[part]).toBeLessThan(5);
    expect(score).toBeLessThan(9.5);
    expect(recommendations[0]).toMatch(advice);
  });

  test('gives a damaged file three at most', () => {
    const { score, recommendations } = rateQuality({ ...good, decodedClean: false });
    expect(score).toBe(3);
    expect(recommendations[0]).toMatch(/damaged/);
  });

  test('never gets better by getting worse', () => {
    const seconds = fc.double({ min: 0, max: 14, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        const scoreOf = (endSec: number) =>
          rateQuality({ ...good, frozenStretches: [{ startSec: 0, endSec }] }).score;
        expect(scoreOf(Math.max(one, other))).toBeLessThanOrEqual(scoreOf(Math.min(one, other)));
      }),
    );
  });

  test('rates what there is: no picture, no sound, nothing at all', () => {
    const nothing = { durationSec: 0, container: 'unknown', video: undefined, audio: undefined };
    for (const facts of [nothing, { ...good.facts, audio: undefined }, { ...good.facts, video: undefined }]) {
      const { score } = rateQuality({ ...good, facts });
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(10);
    }
  });
});

const sample = (blur: string, low: number, mean: number, high: number): string =>
  [
    'frame:0    pts:0       pts_time:0',
    `lavfi.blur=${blur}`,
    `lavfi.signalstats.YLOW=${low}`,
    `lavfi.signalstats.YAVG=${mean}`,
    `lavfi.signalstats.YHIGH=${high}`,
    'lavfi.signalstats.SATAVG=32',
    '',
  ].join('\n');

describe('reading samples of the picture', () => {
  test('takes medians, and leaves out what has no edges', () => {
    const text = sample('4.0', 16, 125.5, 235) + sample('-nan', 20, 126, 230) + sample('8.0', 16, 20, 24);
    expect(parsePictureSamples(text)).toEqual({
      samples: 3,
      sharpness: 0.5,
      brightness: 0.5,
      contrast: expect.closeTo(210 / 219),
      saturation: 0.2,
      underexposedShare: expect.closeTo(1 / 3),
      overexposedShare: 0,
    });
    expect(parsePictureSamples(sample('-nan', 126, 126, 126))?.sharpness).toBeUndefined();
    expect(parsePictureSamples('')).toBeUndefined();
  });

  test('stays between 0 and 1 whatever stands there', () => {
    const line = fc.oneof(
      fc.string(),
      fc
        .tuple(
          fc.constantFrom('blur', 'signalstats.YAVG', 'signalstats.YLOW', 'signalstats.YHIGH'),
          fc.double(),
        )
        .map(([name, value]) => `lavfi.${name}=${value}`),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const facts = parsePictureSamples(lines.join('\n'));
        for (const [name, value] of Object.entries(facts ?? {})) {
          expect(name === 'samples' || ((value ?? 0) >= 0 && (value ?? 0) <= 1)).toBe(true);
        }
      }),
    );
  });
});
