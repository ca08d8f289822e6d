import { describe, expect, test } from '@jest/globals';
import { melSpectrogram } from '../../../../src/voice/spectrum/mel-spectrogram.js';
import { resample } from '../../../../src/voice/spectrum/resample.js';

const sine = (hz: number, rateHz: number, seconds = 0.5, level = 0.5): Float32Array =>
  Float32Array.from(
    { length: Math.round(rateHz * seconds) },
    (_, index) => level * Math.sin((2 * Math.PI * hz * index) / rateHz),
  );

const middle = (samples: Float32Array): Float32Array =>
  samples.subarray(samples.length / 4, (samples.length * 3) / 4);
const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);

describe('a sound at another rate', () => {
  test.each([
    [24_000, 16_000],
    [22_050, 16_000],
    [44_100, 16_000],
    [8_000, 16_000],
  ])('from %i to %i Hz is the same sound', (from, to) => {
    const changed = resample(sine(440, from), from, to);
    const wanted = sine(440, to);
    expect(Math.abs(changed.length - wanted.length)).toBeLessThanOrEqual(1);
    const differences = middle(changed).map((sample, index) => sample - (middle(wanted)[index] ?? 0));
    expect(rms(differences)).toBeLessThan(0.003);
  });

  test('loses what the new rate cannot hold, instead of folding it down', () => {
    expect(rms(middle(resample(sine(10_500, 44_100), 44_100, 16_000)))).toBeLessThan(0.002);
  });

  test('at its own rate is left alone', () => {
    const samples = sine(100, 16_000);
    expect(resample(samples, 16_000, 16_000)).toBe(samples);
  });
});

describe('a mel spectrogram', () => {
  const loudestBand = (hz: number): number => {
    const { values, bands } = melSpectrogram(sine(hz, 16_000), 80);
    const row = [...values.subarray(20 * bands, 21 * bands)];
    return row.indexOf(Math.max(...row));
  };

  test('has a frame every 10 ms', () => {
    expect(melSpectrogram(sine(440, 16_000, 1), 80)).toMatchObject({ frames: 100, bands: 80 });
  });

  test('puts higher tones into higher bands, evenly below 1 kHz', () => {
    const bands = [200, 400, 600, 800, 1600, 3200, 6400].map(loudestBand);
    expect(bands).toEqual(bands.toSorted((left, right) => left - right));
    const [low, high] = [loudestBand(600) - loudestBand(200), loudestBand(800) - loudestBand(400)];
    expect(Math.abs(high - low)).toBeLessThanOrEqual(1);
  });

  test('measures power: twice the level is four times as much', () => {
    const sum = (level: number): number =>
      melSpectrogram(sine(1000, 16_000, 0.5, level), 40).values.reduce((total, value) => total + value, 0);
    expect(sum(0.5) / sum(0.25)).toBeCloseTo(4, 3);
  });
});
