import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitWords } from '../../../src/script/words.js';
import { fitTimes, timeWords } from '../../../src/voice/word-times.js';

const span = (startSec: number, endSec: number) => ({ startSec, endSec });

describe('word times', () => {
  test('a script word said in several lasts from the first to the last of them', () => {
    const spoken = ['It', 'was', 'five', 'dollars'].map((text, index) => ({
      text,
      scriptIndex: Math.min(index, 2),
      before: '',
      after: '',
    }));
    const times = [span(0, 0.2), span(0.2, 0.5), span(0.5, 0.9), span(0.9, 1.4)];
    expect(timeWords(splitWords('It was $5', 'en-US'), spoken, times, 2)).toEqual([
      { text: 'It', spaceBefore: false, ...span(0, 0.2) },
      { text: 'was', spaceBefore: true, ...span(0.2, 0.5) },
      { text: '$5', spaceBefore: true, ...span(0.5, 1.4) },
    ]);
  });

  test('words without a sound share the gap they stand in', () => {
    expect(fitTimes([span(0, 1), undefined, undefined, span(2, 3)], 3)).toEqual([
      span(0, 1),
      span(1, 1.5),
      span(1.5, 2),
      span(2, 3),
    ]);
  });

  test('where two overlap the first gives way', () => {
    expect(fitTimes([span(0, 1.1), span(1, 2)], 2)).toEqual([span(0, 1), span(1, 2)]);
  });

  test('times that are right stay as they are', () => {
    const times = [span(0.1, 0.4), span(0.5, 0.9)];
    expect(fitTimes(times, 1)).toEqual(times);
  });

  test('whatever comes in, what goes out is in order, inside the sound, and never empty', () => {
    const seconds = fc.double({ min: 0, max: 20, noNaN: true });
    const anySpan = fc.option(
      fc.tuple(seconds, seconds).map(([from, to]) => span(from, to)),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.array(anySpan, { maxLength: 40 }),
        fc.double({ min: 0.01, max: 15, noNaN: true }),
        (times, durationSec) => {
          let lastSec = 0;
          const fitted = fitTimes(times, durationSec);
          expect(fitted).toHaveLength(times.length);
          for (const { startSec, endSec } of fitted) {
            expect(startSec).toBeGreaterThanOrEqual(lastSec - 1e-9);
            expect(endSec).toBeGreaterThan(startSec);
            lastSec = endSec;
          }
          expect(lastSec).toBeLessThanOrEqual(durationSec + 1e-9);
        },
      ),
    );
  });
});
