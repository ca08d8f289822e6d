import { describe, expect, test } from '@jest/globals';
import { judgeFilm } from '../../../src/review/judge.js';
import type { Measurements } from '../../../src/review/measure.js';

const expected = {
  plannedDurationSec: 10,
  widthPx: 1_080,
  heightPx: 1_920,
  framesPerSec: 30,
  expectMusic: true,
};
const video = {
  codec: 'h264',
  widthPx: 1_080,
  heightPx: 1_920,
  framesPerSec: 30,
  pixelFormat: 'yuv420p',
  rotationDeg: 0,
} as const;
const audio = { codec: 'aac', sampleRateHz: 48_000, channels: 2 };
const good: Measurements = {
  facts: { durationSec: 10.05, container: 'mov', video, audio },
  decodedClean: true,
  blackStretches: [],
  frozenStretches: [],
  silentStretches: [],
  loudnessLufs: -14,
  truePeakDbtp: -1,
};
const judged = (measured: Partial<Measurements>): string[] =>
  judgeFilm({ ...good, ...measured }, expected).map(({ check, severity }) => `${severity} ${check}`);

describe('judging a film', () => {
  test('finds nothing wrong with a good one', () => {
    expect(judged({})).toEqual([]);
  });

  test.each<[Partial<Measurements>, string]>([
    [{ loudnessLufs: -14.6 }, 'error loudness'],
    [{ loudnessLufs: -13.4 }, 'error loudness'],
    [{ truePeakDbtp: -0.9 }, 'error true-peak'],
    [{ loudnessLufs: -70 }, 'error silence'],
    [{ decodedClean: false }, 'error decoding'],
    [{ facts: { ...good.facts, durationSec: 10.11 } }, 'error duration'],
    [{ facts: { ...good.facts, audio: undefined } }, 'error streams'],
    [{ facts: { ...good.facts, video: undefined } }, 'error streams'],
    [{ facts: { ...good.facts, video: { ...video, framesPerSec: 25 } } }, 'error frame-rate'],
    [{ blackStretches: [{ startSec: 1, endSec: 2 }] }, 'error black-frames'],
    [{ frozenStretches: [{ startSec: 1, endSec: 4 }] }, 'warning frozen-frames'],
    [{ silentStretches: [{ startSec: 1, endSec: 4 }] }, 'warning silence'],
    [{ sync: { audioStartsLateSec: 0.2, audioEndsLateSec: 0 } }, 'error sync'],
    [{ sync: { audioStartsLateSec: -0.06, audioEndsLateSec: 0 } }, 'error sync'],
    [{ sync: { audioStartsLateSec: 0, audioEndsLateSec: 0.08 } }, 'error sync'],
  ])('%j', (measured, finding) => {
    expect(judged(measured)).toEqual([finding]);
  });

  test('fails a file that nobody planned only for damage and for want of a picture', () => {
    const found = (changes: Partial<Measurements>) =>
      judgeFilm({ ...good, ...changes }, undefined).map(({ check, severity }) => `${severity} ${check}`);
    expect(
      found({ facts: { ...good.facts, durationSec: 99, video: { ...video, framesPerSec: 25 } } }),
    ).toEqual([]);
    expect(found({ loudnessLufs: -17 })).toEqual([]);
    expect(found({ loudnessLufs: -23 })).toEqual(['warning loudness']);
    expect(found({ blackStretches: [{ startSec: 0, endSec: 1 }] })).toEqual(['warning black-frames']);
    expect(found({ sync: { audioStartsLateSec: 0, audioEndsLateSec: -0.4 } })).toEqual([]);
    expect(found({ facts: { ...good.facts, audio: undefined } })).toEqual(['warning streams']);
    expect(found({ facts: { ...good.facts, video: undefined } })).toEqual(['error streams']);
    expect(found({ decodedClean: false })).toEqual(['error decoding']);
  });

  test('allows half a unit of loudness exactly, and more in a very short film', () => {
    expect(judged({ loudnessLufs: -14.5 })).toEqual([]);
    expect(judged({ loudnessLufs: -13.5 })).toEqual([]);
    const short = { ...good, facts: { ...good.facts, durationSec: 2 }, loudnessLufs: -15.5 };
    expect(judgeFilm(short, { ...expected, plannedDurationSec: 2 })).toEqual([]);
  });
});
