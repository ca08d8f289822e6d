import { describe, expect, test } from '@jest/globals';
import { soundEffects, synthesiseEffect } from '../../../../src/render/sound/effects.js';
import { peakOf } from '../../../support/sound.js';

const options = { seed: 7, sampleRateHz: 48_000 };

describe.each(soundEffects)('the sound effect %s', (effect) => {
  const { left, right, heightFrame } = synthesiseEffect(effect, options);

  test('begins and ends in silence, and clips nowhere', () => {
    for (const channel of [left, right]) {
      expect(peakOf(channel, 0, 8)).toBeLessThan(0.02);
      expect(peakOf(channel, channel.length - 24)).toBeLessThan(0.01);
    }
    expect(Math.max(peakOf(left), peakOf(right))).toBeCloseTo(1, 5);
  });

  test('is at its height where it says', () => {
    const around = Math.round(left.length * 0.15);
    const from = Math.max(0, heightFrame - around);
    expect(
      Math.max(peakOf(left, from, heightFrame + around), peakOf(right, from, heightFrame + around)),
    ).toBe(Math.max(peakOf(left), peakOf(right)));
  });

  test('is the same for the same seed only', () => {
    expect(synthesiseEffect(effect, options).left).toEqual(left);
    expect(synthesiseEffect(effect, { ...options, seed: 8 }).left).not.toEqual(left);
  });
});
