import { readFile } from 'node:fs/promises';
import { createRandom } from '../../src/music/compose/random.js';

export type Stereo = { readonly left: Float32Array; readonly right: Float32Array };

/** Reads the mix's own format: 44 bytes of header or more, then 24-bit stereo. */
export const readStereo24 = async (file: string): Promise<Stereo> => {
  const bytes = await readFile(file);
  const start = bytes.indexOf('data', 12, 'latin1') + 8;
  const frames = Math.floor((bytes.length - start) / 6);
  const channel = (offset: number): Float32Array =>
    Float32Array.from(
      { length: frames },
      (_, frame) => bytes.readIntLE(start + frame * 6 + offset, 3) / 8_388_608,
    );
  return { left: channel(0), right: channel(3) };
};

/** Level of one frequency in a stretch of sound, dB: the Goertzel algorithm. */
export const toneDb = (
  samples: Float32Array,
  frequencyHz: number,
  fromSec: number,
  toSec: number,
): number => {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / 48_000);
  const stretch = samples.subarray(Math.round(fromSec * 48_000), Math.round(toSec * 48_000));
  let first = 0;
  let second = 0;
  for (const sample of stretch) {
    const next = sample + coefficient * first - second;
    second = first;
    first = next;
  }
  const power = first * first + second * second - coefficient * first * second;
  return 10 * Math.log10((4 * power) / stretch.length ** 2 + 1e-20);
};

export const peakOf = (samples: Float32Array, fromFrame = 0, toFrame = samples.length): number =>
  samples.subarray(fromFrame, toFrame).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/**
 * Sound with the gait of speech: a buzz of harmonics under 4 kHz with noise, in syllables of a fifth of a
 * second with short gaps, peaks well above its mean.
 */
export const speechLike = (durationSec: number, sampleRateHz: number, level = 0.25): Float32Array => {
  const random = createRandom(`speech/${sampleRateHz}`);
  return Float32Array.from({ length: Math.round(durationSec * sampleRateHz) }, (_, frame) => {
    const time = frame / sampleRateHz;
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 2.6 * time)) ** 0.5;
    let buzz = 0;
    for (let harmonic = 1; harmonic <= 20; harmonic += 1) {
      buzz += Math.sin(2 * Math.PI * 130 * harmonic * time + harmonic * harmonic) / (1 + harmonic * 0.4);
    }
    return level * syllable * (buzz * 0.3 + (random() - 0.5) * 0.15);
  });
};
