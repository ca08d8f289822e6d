import { describe, expect, test } from '@jest/globals';
import { segmentsOf } from '../../../src/script/segments.js';
import { processorMs } from '../../support/processor-time.js';

const prose =
  'Dr. Ada wrote it in 1843. “Was it code?” It was… a plan! 彼女は書いた。機械はない。 Naïve cats, e.g. Tom, purr at 25.5 Hz. ';

describe('segments of a long text', () => {
  test.each(['sentence', 'word', 'grapheme'] as const)(
    'are those that the segmenter finds in the whole: %s',
    (granularity) => {
      const segmenter = new Intl.Segmenter('en', { granularity });
      const text = `${prose.repeat(60)}${'x'.repeat(7_000)} ${prose}`;
      const whole = [...segmenter.segment(text)].map(({ segment, index }) => ({ segment, index }));
      const pieces = [...segmentsOf(text, segmenter)].map(({ segment, index }) => ({ segment, index }));
      expect(pieces).toEqual(whole);
    },
  );

  test('take a time that grows with the length alone', () => {
    const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
    const startMs = processorMs();
    const count = [...segmentsOf('The cat sat. '.repeat(20_000), segmenter)].length;
    expect(count).toBe(20_000);
    // At once the segmenter takes 10 s and more.
    expect(processorMs() - startMs).toBeLessThan(5_000);
  });

  test('of nothing are none', () => {
    expect([...segmentsOf('', new Intl.Segmenter('en'))]).toEqual([]);
  });
});
