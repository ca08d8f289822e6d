import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitWords } from '../../../../src/script/words.js';
import { estimateTimes, findPauses } from '../../../../src/voice/align/estimate-times.js';
import { transferTimes } from '../../../../src/voice/align/transfer-times.js';

const rateHz = 16_000;

/** A word is a chord of its own, so that no two sound alike; 0 Hz is a pause. */
const chords = [
  [300, 2100],
  [900, 3000],
  [500, 1200],
  [1500, 4200],
];

const sing = (parts: readonly { readonly tones: readonly number[]; readonly seconds: number }[]) => {
  const samples = parts.flatMap(({ tones, seconds }) =>
    Array.from({ length: Math.round(seconds * rateHz) }, (_, index) =>
      tones.reduce((sum, hz) => sum + 0.2 * Math.sin((2 * Math.PI * hz * index) / rateHz), 0),
    ),
  );
  return { samples: Float32Array.from(samples), sampleRateHz: rateHz };
};

const reading = (seconds: readonly number[], pauseSec: number) => {
  const sound = sing([
    { tones: [], seconds: pauseSec },
    ...seconds.map((length, index) => ({ tones: chords[index] ?? [], seconds: length })),
    { tones: [], seconds: 0.2 },
  ]);
  let startSec = pauseSec;
  const words = seconds.map((length, index) => {
    const word = { text: `w${index}`, spaceBefore: index > 0, startSec, endSec: startSec + length };
    startSec += length;
    return word;
  });
  return { ...sound, words };
};

describe('times taken over from another reading', () => {
  test('fall where the same sounds are, be they held up to twice as long', () => {
    const lengths = fc.array(fc.integer({ min: 20, max: 40 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(lengths, lengths, fc.integer({ min: 0, max: 30 }), (left, right, pause) => {
        const known = reading(
          left.map((length) => length / 100),
          0.05,
        );
        const { words: truth, ...speech } = reading(
          right.map((length) => length / 100),
          pause / 100,
        );
        const { words } = transferTimes(speech, known);
        for (const [index, word] of words.entries()) {
          expect(Math.abs(word.startSec - (truth[index]?.startSec ?? 0))).toBeLessThan(0.06);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('are told apart from those of other words', () => {
    const known = reading([0.3, 0.3, 0.3, 0.3], 0.1);
    const other = sing([
      { tones: [2500, 700], seconds: 0.6 },
      { tones: [350, 3900], seconds: 0.6 },
    ]);
    const same = transferTimes(reading([0.2, 0.4, 0.3, 0.3], 0.1), known).unlikeness;
    expect(transferTimes(other, known).unlikeness).toBeGreaterThan(same * 2);
  });

  test('survive noise on one of the two', () => {
    const known = reading([0.3, 0.3, 0.3, 0.3], 0.1);
    const speech = reading([0.2, 0.5, 0.3, 0.2], 0.1);
    let state = 7;
    const noisy = speech.samples.map((sample) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return sample + (state / 2_147_483_648 - 0.5) * 0.02;
    });
    const { words } = transferTimes({ samples: noisy, sampleRateHz: rateHz }, known);
    for (const [index, word] of words.entries()) {
      expect(Math.abs(word.startSec - (speech.words[index]?.startSec ?? 0))).toBeLessThan(0.06);
    }
  });

  test('are refused where there is nothing to hear', () => {
    const silence = { samples: new Float32Array(8000), sampleRateHz: rateHz };
    expect(() => transferTimes(silence, reading([0.3, 0.3, 0.3, 0.3], 0.1))).toThrow(RangeError);
  });
});

describe('times estimated from the words alone', () => {
  const words = splitWords('One two three. Four five, six seven.', 'en-US');

  test('put the pause that is heard where the mark asks for it', () => {
    const sound = sing([
      { tones: [300], seconds: 1.4 },
      { tones: [], seconds: 0.6 },
      { tones: [500], seconds: 1.6 },
    ]);
    const times = estimateTimes(sound, words, 'en-US');
    expect(findPauses(sound)).toHaveLength(1);
    expect(times[2]?.endSec).toBeCloseTo(1.4, 1);
    expect(times[3]?.startSec).toBeCloseTo(2, 1);
    expect(times.map(({ text }) => text)).toEqual(words.map(({ text }) => text));
  });

  test('are in order and inside the sound, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 }), (lengths) => {
        const sound = sing(
          lengths.map((length, index) => ({ tones: index % 2 === 0 ? [400] : [], seconds: length / 100 })),
        );
        const durationSec = sound.samples.length / rateHz;
        let lastSec = 0;
        for (const { startSec, endSec } of estimateTimes(sound, words, 'en-US')) {
          expect(startSec).toBeGreaterThanOrEqual(lastSec - 1e-9);
          expect(endSec).toBeGreaterThan(startSec);
          lastSec = endSec;
        }
        expect(lastSec).toBeLessThanOrEqual(durationSec + 1e-9);
      }),
      { numRuns: 30 },
    );
  });
});
