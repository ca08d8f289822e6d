import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkSpeech } from '../../../src/voice/check-speech.js';
import { findSound } from '../../../src/voice/find-sound.js';
import { trimSpeech } from '../../../src/voice/trim.js';
import type { Speech } from '../../../src/voice/voice.js';
import { decodeWav, encodeWav } from '../../../src/voice/wav.js';

const sampleRateHz = 8000;

/** Silence, a tone, silence. */
const tone = (leadSec: number, toneSec: number, tailSec: number, amplitude = 0.3): Float32Array => {
  const samples = new Float32Array(Math.round((leadSec + toneSec + tailSec) * sampleRateHz));
  const from = Math.round(leadSec * sampleRateHz);
  const to = from + Math.round(toneSec * sampleRateHz);
  for (let index = from; index < to; index += 1) {
    samples[index] = amplitude * Math.sin(index / 3);
  }
  return samples;
};

const speechOf = (samples: Float32Array, words: Speech['words'] = []): Speech => ({
  samples,
  sampleRateHz,
  words,
  timing: 'engine',
});

describe('WAVE files', () => {
  test('give back the samples that went in, to 16 bits', () => {
    fc.assert(
      fc.property(fc.float32Array({ min: -1, max: 1, noNaN: true, maxLength: 200 }), (samples) => {
        const read = decodeWav(encodeWav({ samples, sampleRateHz: 24_000 }));
        expect(read.sampleRateHz).toBe(24_000);
        expect(read.samples).toHaveLength(samples.length);
        for (const [index, sample] of samples.entries()) {
          expect(Math.abs((read.samples[index] ?? 9) - sample)).toBeLessThan(1 / 16_000);
        }
      }),
    );
  });

  test('clip what is too loud', () => {
    const { samples } = decodeWav(encodeWav({ samples: Float32Array.of(2, -3), sampleRateHz }));
    expect(samples[0]).toBeCloseTo(1, 3);
    expect(samples[1]).toBeCloseTo(-1, 3);
  });

  test('are read past other chunks and in spite of a wrong length', () => {
    const plain = Buffer.from(encodeWav({ samples: Float32Array.of(0.5, -0.5), sampleRateHz }));
    const note = Buffer.from('LIST\x03\0\0\0abc\0', 'latin1');
    plain.writeUInt32LE(0xffffffff, 40);
    const { samples } = decodeWav(Buffer.concat([plain.subarray(0, 36), note, plain.subarray(36)]));
    expect([...samples].map((sample) => Math.round(sample * 100))).toEqual([50, -50]);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['another format', Buffer.from('OggS and so on and on and on', 'latin1')],
    [
      'a file without sound',
      Buffer.from(encodeWav({ samples: new Float32Array(1), sampleRateHz })).subarray(0, 36),
    ],
  ])('are refused when they are %s', (_, bytes) => {
    expect(() => decodeWav(bytes)).toThrow(RangeError);
  });
});

describe('trimming', () => {
  test('keeps a little air at both ends and moves the words along', () => {
    const words = [
      { text: 'one', spaceBefore: false, startSec: 0.5, endSec: 1 },
      { text: 'two', spaceBefore: true, startSec: 1, endSec: 1.5 },
    ];
    const trimmed = trimSpeech(speechOf(tone(0.5, 1, 0.8), words));
    expect(trimmed.samples.length / sampleRateHz).toBeCloseTo(0.06 + 1 + 0.12, 2);
    expect(trimmed.words[0]?.startSec).toBeCloseTo(0.06, 2);
    expect(trimmed.words[1]?.endSec).toBeCloseTo(1.06, 2);
  });

  test('never reaches past the sound there is', () => {
    const samples = tone(0.01, 0.5, 0.02);
    expect(trimSpeech(speechOf(samples)).samples).toHaveLength(samples.length);
  });

  test('cuts a quiet voice as it cuts a loud one', () => {
    expect(findSound(tone(0.5, 1, 0.5, 0.01), sampleRateHz)).toEqual(
      findSound(tone(0.5, 1, 0.5, 0.9), sampleRateHz),
    );
  });
});

describe('the check of speech', () => {
  const request = { text: 'A sentence of six words only.', language: 'en-US', voice: 'x', rate: 1 };
  const words = request.text.split(' ').map((text) => ({ text, spaceBefore: true, startSec: 0, endSec: 1 }));
  const check = (samples: Float32Array) => () => checkSpeech(speechOf(samples, words), request, 'kokoro');
  const silent = expect.objectContaining({ code: 'VOICE_SILENT', retryable: true, provider: 'kokoro' });

  test('lets speech pass', () => {
    expect(check(tone(0.3, 2, 0.5))).not.toThrow();
  });

  test.each([
    ['silence', new Float32Array(20_000)],
    ['no sound at all', new Float32Array(0)],
    ['samples that are no numbers', tone(0, 2, 0).fill(Number.NaN, 100, 101)],
    ['a click', tone(1, 0.05, 1)],
    ['a drone', tone(0, 60, 0)],
  ])('refuses %s as something to try again', (_, samples) => {
    let thrown: unknown;
    try {
      check(samples)();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(silent);
  });
});
