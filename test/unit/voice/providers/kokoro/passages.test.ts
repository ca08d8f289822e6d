import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  joinPassages,
  sampleRateHz,
  samplesPerFrame,
} from '../../../../../src/voice/providers/kokoro/join-passages.js';
import {
  type Passage,
  toPassages,
  type VoicedWord,
} from '../../../../../src/voice/providers/kokoro/passages.js';
import { tokensOf } from '../../../../../src/voice/providers/kokoro/vocabulary.js';

const voiced = (symbols: string, after = '', before = ''): VoicedWord => ({
  text: symbols,
  scriptIndex: 0,
  before,
  after,
  symbols,
});

const indexes = (passages: readonly Passage[]) =>
  passages.map(({ words }) => words.map(({ index }) => index));

describe('passages', () => {
  test('hold words parted by spaces, with their marks, and know where each word stands', () => {
    const [passage] = toPassages([voiced('ab', ',', '“'), voiced('s', '.')], 50);
    expect(passage?.tokens).toEqual(tokensOf('“ab, s.'));
    expect(passage?.words).toEqual([
      { index: 0, from: 1, to: 3 },
      { index: 1, from: 5, to: 6 },
    ]);
  });

  test('end with a full stop when the text does not', () => {
    expect(toPassages([voiced('ab')], 50)[0]?.tokens).toEqual(tokensOf('ab.'));
  });

  test('leave out words without a sound', () => {
    expect(indexes(toPassages([voiced('ab'), voiced('', ','), voiced('s')], 50))).toEqual([[0, 2]]);
    expect(toPassages([voiced('')], 50)).toEqual([]);
  });

  test('are cut at a sentence end if there is one, else at a clause end, else between words', () => {
    const words = (marks: string[]) => marks.map((mark) => voiced('abab', mark));
    expect(indexes(toPassages(words(['.', ',', '', '.']), 20))).toEqual([[0], [1, 2, 3]]);
    expect(indexes(toPassages(words(['', ',', '', '.']), 20))).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(indexes(toPassages(words(['', '', '', '.']), 13))).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('pause longer after a sentence than after a clause, and not after the last', () => {
    const pauses = toPassages([voiced('abab', '.'), voiced('abab', ','), voiced('abab')], 7).map(
      ({ pauseSec }) => pauseSec,
    );
    expect(pauses[0]).toBeGreaterThan(pauses[1] ?? 0);
    expect(pauses[1]).toBeGreaterThan(0);
    expect(pauses[2]).toBe(0);
  });

  test('are never longer than the limit, and hold every word with a sound once and in order', () => {
    const word = fc
      .record({ length: fc.nat({ max: 40 }), after: fc.constantFrom('', ',', '.', '?”') })
      .map(({ length, after }) => voiced('a'.repeat(length), after));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 20, max: 60 }), (words, limit) => {
        const passages = toPassages(words, limit);
        for (const { tokens } of passages) {
          expect(tokens.length).toBeLessThanOrEqual(limit);
        }
        const sounding = words.flatMap(({ symbols }, index) => (symbols === '' ? [] : [index]));
        expect(indexes(passages).flat()).toEqual(sounding);
      }),
    );
  });
});

describe('the sound of passages', () => {
  /** Each token lasts `frames` frames; sound only where the words are. */
  const soundOf = (passage: Passage, frames: number) => {
    const counts = new Array<number>(passage.tokens.length + 2).fill(frames);
    const samples = new Float32Array(counts.length * frames * samplesPerFrame);
    for (const { from, to } of passage.words) {
      const start = (from + 1) * frames * samplesPerFrame;
      samples.subarray(start, start + (to - from) * frames * samplesPerFrame).fill(0.5);
    }
    return { passage, samples, frames: counts };
  };

  test('a word is heard from its first token to its last, 95 ms before where the model puts it', () => {
    const [passage] = toPassages([voiced('ab'), voiced('s')], 50);
    const { times } = joinPassages(passage === undefined ? [] : [soundOf(passage, 8)]);
    // Tokens last 0.2 s; one pad comes first.
    expect(times.map(({ startSec }) => startSec.toFixed(3))).toEqual(['0.105', '0.705']);
    expect(times.map(({ endSec }) => endSec.toFixed(3))).toEqual(['0.505', '0.905']);
  });

  test('passages follow one another with a pause and times that go on', () => {
    const passages = toPassages([voiced('abab', '.'), voiced('abab', '.')], 7);
    const { samples, times } = joinPassages(passages.map((passage) => soundOf(passage, 8)));
    expect(passages).toHaveLength(2);
    expect(times.map(({ index }) => index)).toEqual([0, 1]);
    // Lead, four sounding tokens, the pause, four sounding tokens, two silent ones.
    const pauseSec = passages[0]?.pauseSec ?? 0;
    expect(samples.length / sampleRateHz).toBeCloseTo(0.2 + 0.8 + pauseSec + 0.8 + 0.4, 2);
    expect(times[1]?.startSec).toBeCloseTo(0.2 + 0.8 + pauseSec - 0.095, 2);
  });
});
