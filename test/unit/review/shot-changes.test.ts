import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findShotChanges, type TinyFrames, withoutFades } from '../../../src/review/shot-changes.js';

const sidePx = 16;
const framesPerSec = 5;
type Pixel = readonly [red: number, green: number, blue: number];
/** A picture at a second and a place from 0 to 1. */
type Picture = (x: number, y: number, atSec: number) => Pixel;

const film = (durationSec: number, picture: Picture): TinyFrames => {
  const count = Math.round(durationSec * framesPerSec);
  const bytes = Uint8Array.from(
    Array.from({ length: count * sidePx * sidePx }, (_, at) => {
      const cell = at % (sidePx * sidePx);
      const frame = Math.floor(at / (sidePx * sidePx));
      return picture((cell % sidePx) / sidePx, Math.floor(cell / sidePx) / sidePx, frame / framesPerSec);
    }).flat(),
  );
  return { bytes, frameBytes: 3 * sidePx * sidePx, framesPerSec };
};

const find = (durationSec: number, picture: Picture) => findShotChanges(film(durationSec, picture));

/** Pastel gradients that drift slowly, as cards have them. */
const peach: Picture = (x, y, atSec) => [250 - 20 * x, 214 + 10 * y, 190 + 4 * Math.sin(atSec)];
const mint: Picture = (x, y, atSec) => [190 + 20 * x, 240 - 10 * y, 215 + 4 * Math.cos(atSec)];
const mix = (one: Pixel, other: Pixel, share: number): Pixel =>
  [0, 1, 2].map((at) => (one[at] ?? 0) * (1 - share) + (other[at] ?? 0) * share) as unknown as Pixel;
const ramp = (atSec: number, fromSec: number, toSec: number): number =>
  Math.min(1, Math.max(0, (atSec - fromSec) / (toSec - fromSec)));

describe('finding where a picture becomes another one', () => {
  test.each([0.4, 0.6, 1, 1.6])('sees a crossfade of %d s between two pastels', (lengthSec) => {
    const whole: Picture = (x, y, atSec) =>
      mix(peach(x, y, atSec), mint(x, y, atSec), ramp(atSec, 4 - lengthSec / 2, 4 + lengthSec / 2));
    const [change, ...others] = find(8, whole);
    expect(others).toEqual([]);
    expect(change?.sharp).toBe(false);
    expect(Math.abs((change?.atSec ?? 0) - 4)).toBeLessThanOrEqual(0.7);
  });

  test('tells a cut from a fade, a wipe and a slide', () => {
    const cut: Picture = (x, y, atSec) => (atSec < 4.05 ? peach : mint)(x, y, atSec);
    expect(find(8, cut)).toMatchObject([{ sharp: true }]);
    const wipe: Picture = (x, y, atSec) => (x > ramp(atSec, 3.7, 4.3) ? peach : mint)(x, y, atSec);
    expect(find(8, wipe)).toMatchObject([{ sharp: false }]);
  });

  test('counts a fade through black once, and neither the fade in nor the fade out', () => {
    const light = (atSec: number): number =>
      Math.min(ramp(atSec, 0, 0.6), 1 - ramp(atSec, 7.4, 8), Math.abs(ramp(atSec, 3.6, 4.4) * 2 - 1));
    const whole: Picture = (x, y, atSec) =>
      mix([0, 0, 0], (atSec < 4 ? peach : mint)(x, y, atSec), light(atSec));
    expect(find(8, whole)).toHaveLength(1);
    const dips: Picture = (x, y, atSec) => mix([0, 0, 0], peach(x, y, atSec), light(atSec));
    expect(find(8, dips)).toEqual([]);
  });

  test('counts no caption, no list that comes in and no pan', () => {
    const captions: Picture = (x, y, atSec) =>
      y > 0.7 && y < 0.85 && Math.floor(atSec) % 2 === 0 ? [20, 20, 20] : peach(x, y, atSec);
    expect(find(8, captions)).toEqual([]);
    const rows: Picture = (x, y, atSec) => (y < ramp(atSec, 1, 2.4) * 0.4 ? [60, 60, 90] : mint(x, y, atSec));
    expect(find(8, rows)).toEqual([]);
    const pan: Picture = (x, y, atSec) => {
      const wave = Math.sin(9 * (x + atSec / 6)) * Math.cos(7 * y);
      return [128 + 100 * wave, 128 - 60 * wave, 120 + 80 * wave];
    };
    expect(find(8, pan)).toEqual([]);
  });

  test('finds every one of several crossfades, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 15, max: 40 }), { minLength: 2, maxLength: 5 }), (lengths) => {
        const starts = lengths.map((_, index) =>
          lengths.slice(0, index).reduce((sum, one) => sum + one / 5, 0),
        );
        const durationSec = lengths.reduce((sum, one) => sum + one / 5, 0);
        const whole: Picture = (x, y, atSec) => {
          const index = Math.max(
            0,
            starts.findLastIndex((start) => start - 0.3 <= atSec),
          );
          const [before, now] = index % 2 === 0 ? [mint, peach] : [peach, mint];
          const start = starts[index] ?? 0;
          const share = index === 0 ? 1 : ramp(atSec, start - 0.3, start + 0.3);
          return mix(before(x, y, atSec), now(x, y, atSec), share);
        };
        const found = find(durationSec, whole);
        expect(found).toHaveLength(lengths.length - 1);
        for (const [index, { atSec }] of found.entries()) {
          expect(Math.abs(atSec - (starts[index + 1] ?? 0))).toBeLessThanOrEqual(0.5);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('finds nothing where there is nothing', () => {
    expect(findShotChanges({ bytes: new Uint8Array(0), frameBytes: 768, framesPerSec })).toEqual([]);
    expect(find(8, () => [0, 0, 0])).toEqual([]);
  });
});

describe('telling cuts from fades', () => {
  test('takes the start of a fade to black for no cut, and a cut to a darker picture for one', () => {
    const dip: Picture = (x, y, atSec) =>
      mix([0, 0, 0], peach(x, y, atSec), Math.abs(ramp(atSec, 3.6, 4.4) * 2 - 1));
    expect(withoutFades([3.65, 4.35], film(8, dip))).toEqual([]);
    const dark: Picture = (x, y, atSec) => mix([0, 0, 0], peach(x, y, atSec), 0.3);
    const cut: Picture = (x, y, atSec) => (atSec < 4.05 ? peach : dark)(x, y, atSec);
    expect(withoutFades([4.1], film(8, cut))).toEqual([4.1]);
  });
});
