import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { duckingDb, duckingGains } from '../../../../src/render/sound/ducking.js';

const talking = -20;
const silence = -90;
const inDb = (gain: number | undefined): number => 20 * Math.log10(gain ?? 0);
/** Levels of so many hundredths of a second each. */
const levels = (...parts: [level: number, frames: number][]): number[] =>
  parts.flatMap(([level, frames]) => Array<number>(frames).fill(level));

describe('ducking', () => {
  const gains = duckingGains(levels([silence, 200], [talking, 300], [silence, 300]));

  test('is down when the first word begins, and was not a quarter of a second before', () => {
    expect(inDb(gains[200])).toBeCloseTo(-duckingDb);
    expect(inDb(gains[175])).toBeCloseTo(0);
  });

  test('waits after the last word, and is back after a second', () => {
    expect(inDb(gains[500 + 40])).toBeCloseTo(-duckingDb);
    expect(inDb(gains[500 + 75])).toBeCloseTo(-duckingDb / 2, 0);
    expect(inDb(gains[500 + 106])).toBeCloseTo(0);
  });

  test('stays down in the pauses between words and sentences', () => {
    const spoken = duckingGains(
      levels([talking, 50], [silence, 20], [talking, 50], [silence, 42], [talking, 50]),
    );
    expect(Math.max(...spoken)).toBeCloseTo(10 ** (-duckingDb / 20));
  });

  test('never changes by more than a decibel in a hundredth of a second upwards, whoever speaks how', () => {
    const part = fc.tuple(fc.constantFrom(talking, silence, -44, -46), fc.integer({ min: 1, max: 150 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
        const all = levels(...parts);
        const curve = duckingGains(all);
        for (let frame = 0; frame < curve.length; frame += 1) {
          const step = frame === 0 ? 0 : inDb(curve[frame]) - inDb(curve[frame - 1]);
          expect(step).toBeLessThan(1);
          expect(step).toBeGreaterThan(-2);
          expect((all[frame] ?? 0) <= -45 || inDb(curve[frame]) < -duckingDb + 0.01).toBe(true);
        }
      }),
    );
  });
});
