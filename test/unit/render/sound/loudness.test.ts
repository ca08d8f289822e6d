import { describe, expect, test } from '@jest/globals';
import { createLoudnessMeter } from '../../../../src/render/sound/loudness.js';

const sine = (frequencyHz: number, peakDb: number, seconds: number, sampleRateHz: number): Float32Array =>
  Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, frame) => 10 ** (peakDb / 20) * Math.sin((2 * Math.PI * frequencyHz * frame) / sampleRateHz),
  );

describe('the loudness meter', () => {
  test.each([16_000, 22_050, 24_000, 44_100, 48_000])(
    'reads 997 Hz at -20 dBFS in both channels as -20 LUFS at %i Hz, as BS.1770 defines',
    (sampleRateHz) => {
      const tone = sine(997, -20, 3, sampleRateHz);
      const meter = createLoudnessMeter(sampleRateHz, 2);
      meter.add([tone, tone]);
      expect(meter.integratedLufs()).toBeCloseTo(-20, 1);
    },
  );

  test('gives the same for one block and for many', () => {
    const tone = sine(300, -12, 2, 24_000);
    const whole = createLoudnessMeter(24_000, 1);
    whole.add([tone]);
    const split = createLoudnessMeter(24_000, 1);
    for (let from = 0; from < tone.length; from += 997) {
      split.add([tone.subarray(from, from + 997)]);
    }
    expect(split.integratedLufs()).toBe(whole.integratedLufs());
  });

  test('leaves pauses out, so that a slow speaker is not made louder', () => {
    const speech = sine(997, -20, 2, 48_000);
    const meter = createLoudnessMeter(48_000, 1);
    meter.add([speech]);
    const withoutPause = meter.integratedLufs();
    meter.add([new Float32Array(48_000 * 5)]);
    expect(Math.abs(meter.integratedLufs() - withoutPause)).toBeLessThan(0.6);
  });

  test('measures a word shorter than a block, and knows silence', () => {
    const meter = createLoudnessMeter(48_000, 1);
    expect(meter.integratedLufs()).toBe(Number.NEGATIVE_INFINITY);
    meter.add([sine(997, -20, 0.2, 48_000)]);
    expect(meter.integratedLufs()).toBeCloseTo(-23, 0);
    const silence = createLoudnessMeter(48_000, 1);
    silence.add([new Float32Array(96_000)]);
    expect(silence.integratedLufs()).toBe(Number.NEGATIVE_INFINITY);
  });
});
