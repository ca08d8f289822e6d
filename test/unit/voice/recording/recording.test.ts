import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../../../src/errors/index.js';
import { cutRecording } from '../../../../src/voice/recording/cut-recording.js';
import { sharedWords } from '../../../../src/voice/recording/match-words.js';
import { inspectRecording } from '../../../../src/voice/recording/recording.js';

const rateHz = 1000;

/** Loud but for the given stretches, in seconds. */
const sound = (durationSec: number, quiet: readonly (readonly [number, number])[] = []) => ({
  sampleRateHz: rateHz,
  samples: Float32Array.from({ length: durationSec * rateHz }, (_, index) => {
    const isQuiet = quiet.some(([from, to]) => index >= from * rateHz && index < to * rateHz);
    return isQuiet ? 0 : 0.5 * Math.sin(index);
  }),
});

const word = (startSec: number, endSec: number) => ({ text: 'w', spaceBefore: true, startSec, endSec });

describe('a recording cut into scenes', () => {
  test('is cut in the pause that lies where two scenes meet', () => {
    const recorded = sound(10, [[4.2, 5]]);
    const [first, second] = cutRecording(recorded, [word(0, 2), word(2, 4.3), word(4.9, 8)], [2, 1]);
    const spoken = (slice: typeof first): number => (slice?.samples.length ?? 0) / rateHz;
    expect(spoken(first)).toBeCloseTo(4.2 + 0.12, 1);
    expect(second?.words[0]?.startSec).toBeLessThan(0.1);
    expect(spoken(second)).toBeCloseTo(0.06 + 3 + 0.3, 1);
  });

  test('is cut where it is quietest when nobody paused', () => {
    const recorded = sound(6, [[3.02, 3.05]]);
    const [first] = cutRecording(recorded, [word(0, 3), word(3, 6)], [1, 1]);
    expect((first?.samples.length ?? 0) / rateHz).toBeCloseTo(3.03, 1);
  });

  test('leaves out what is beyond its words, even where the room hums', () => {
    const recorded = sound(20);
    const [only] = cutRecording(recorded, [word(8, 10)], [1]);
    expect((only?.samples.length ?? 0) / rateHz).toBeLessThan(2.6);
  });

  test('keeps every word, in order and inside its slice', () => {
    const lengths = fc.array(fc.integer({ min: 5, max: 90 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 11 }), (hundredths, at) => {
        let startSec = 0.1;
        const words = hundredths.map((length) => {
          const endSec = startSec + length / 100;
          const made = word(startSec, endSec);
          startSec = endSec;
          return made;
        });
        const first = Math.min(at, words.length - 1);
        const slices = cutRecording(sound(Math.ceil(startSec) + 1), words, [first, words.length - first]);
        expect(slices.map((slice) => slice.words.length)).toEqual([first, words.length - first]);
        for (const { samples, words: own } of slices) {
          const durationSec = samples.length / rateHz;
          expect(own.every((one, index) => one.startSec >= (own[index - 1]?.endSec ?? 0) - 1e-9)).toBe(true);
          expect(own.at(-1)?.endSec).toBeLessThanOrEqual(durationSec + 1e-9);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('words of a script in what was heard', () => {
  test('are the same however numbers are written', () => {
    expect(sharedWords('It cost $5,000 in 1843.', 'it cost five thousand dollars in 1843', 'en-US')).toBe(1);
  });

  test('count in their order, and against all that was heard', () => {
    expect(sharedWords('one two three four', 'four three two one', 'en-US')).toBe(0.25);
    expect(sharedWords('one two', 'one two and very many other things', 'en-US')).toBeLessThan(0.3);
    expect(sharedWords('one two', '', 'en-US')).toBe(0);
  });

  test('are found without accents and case', () => {
    expect(sharedWords('Où est la Máquina?', 'ou est la maquina', 'fr-FR')).toBe(1);
  });
});

describe('a recording that is looked into', () => {
  const { signal } = new AbortController();
  const seen = (durationSec: number, audio: object | undefined) => ({
    probe: async () => ({ durationSec, audio }) as never,
  });

  test.each([
    ['is longer than fifteen minutes', '/tmp/a.wav', seen(901, {})],
    ['holds no sound', '/tmp/a.wav', seen(10, undefined)],
    ['is named by a relative path', 'a.wav', seen(10, {})],
    [
      'cannot be decoded',
      '/tmp/a.wav',
      {
        probe: async () => {
          throw new InputError('FOOTAGE_UNREADABLE', 'The file is damaged.');
        },
      },
    ],
  ])('is refused when it %s', async (_, file, ffmpeg) => {
    await expect(inspectRecording(file, { ffmpeg, signal })).rejects.toMatchObject({
      code: 'RECORDING_UNREADABLE',
    });
  });
});
