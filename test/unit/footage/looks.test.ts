import { describe, expect, test } from '@jest/globals';
import { looksAlike, looksDistance, looksGrid, looksOf } from '../../../src/footage/looks.js';

/** 9 x 8 pixels whose brightness a function gives, 0 to 255. */
const picture = (brightness: (x: number, y: number) => number): Uint8ClampedArray => {
  const { width, height } = looksGrid;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    const value = brightness(at % width, Math.floor(at / width));
    rgba.set([value, value, value, 255], at * 4);
  }
  return rgba;
};
const waves = (x: number, y: number): number => 128 + 100 * Math.sin(x * 1.3 + y * 0.7);

describe('how a picture looks', () => {
  test('is 64 bits, one for each pair of neighbours', () => {
    expect(looksOf(picture((x) => 255 - x * 20))).toBe('ffffffffffffffff');
    expect(looksOf(picture((x) => x * 20))).toBe('0000000000000000');
  });

  test('stays when the picture gets brighter or flatter', () => {
    const other = looksOf(picture((x, y) => 30 + waves(x, y) * 0.8));
    expect(looksDistance(looksOf(picture(waves)), other)).toBeLessThanOrEqual(2);
    expect(looksAlike(looksOf(picture(waves)), other)).toBe(true);
  });

  test('is another for another picture', () => {
    expect(looksAlike(looksOf(picture(waves)), looksOf(picture((x, y) => waves(y * 2, x))))).toBe(false);
  });

  test('is like nothing when it is not known', () => {
    expect(looksAlike(undefined, undefined)).toBe(false);
    expect(looksAlike('0000000000000000', undefined)).toBe(false);
  });
});
