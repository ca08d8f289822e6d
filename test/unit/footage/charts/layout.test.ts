import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { thinOut } from '../../../../src/footage/charts/axes.js';
import { domainWithZero } from '../../../../src/footage/charts/bars.js';
import { easeOut, staggered } from '../../../../src/footage/charts/chart-stage.js';
import { createValueFormat, labelsOf, timesOf } from '../../../../src/footage/charts/format.js';
import { slicesOf } from '../../../../src/footage/charts/pie.js';

const rowsOf = (...values: (number | null)[]) => values.map((value, index) => ({ label: `${index}`, value }));
const shown = (value: number, unit?: string, language = 'en-US') =>
  createValueFormat({ rows: rowsOf(value), ...(unit === undefined ? {} : { unit }) }, language).value(value);

describe('the words of a chart', () => {
  test('are numbers as the language writes them, units beside or below', () => {
    expect(shown(26_150)).toBe('26,150');
    expect(shown(26_150, undefined, 'de-DE')).toBe('26.150');
    expect(shown(1.989e12, 'kg')).toBe('1.99T\u00a0kg');
    expect(shown(12.5, '%')).toBe('12.5%');
    expect(shown(3, '€', 'de-DE')).toBe('3\u00a0€');
    expect(shown(3, 'million tonnes')).toBe('3');
    expect(createValueFormat({ rows: rowsOf(3), unit: 'million tonnes' }, 'en').unitLine).toBe(
      'million tonnes',
    );
  });

  test('are dates in the film’s language, and other labels as they are', () => {
    const dated = ['2025-01', '2025-02'].map((label) => ({ label, value: 1 }));
    expect(labelsOf(dated, 'en-US')).toEqual(['Jan', 'Feb']);
    expect(labelsOf(dated, 'fr-FR')).toEqual(['janv.', 'févr.']);
    expect(labelsOf([{ label: '2025-13', value: 1 }], 'en')).toEqual(['2025-13']);
    expect(timesOf(dated)).toHaveLength(2);
    expect(timesOf(dated.toReversed())).toBeUndefined();
  });
});

describe('the layout of a chart', () => {
  test('shows no two labels that touch, and the last one always', () => {
    const widths = fc.array(fc.double({ min: 1, max: 300, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(widths, fc.double({ min: 100, max: 2_000, noNaN: true }), (list, lengthPx) => {
        const places = list.map((_, index) => (index * lengthPx) / list.length);
        const kept = [...thinOut(places, list, 10)].sort((a, b) => a - b);
        expect(kept.at(-1)).toBe(list.length - 1);
        for (const [order, index] of kept.entries()) {
          const before = kept[order - 1];
          if (before !== undefined) {
            const gap =
              (places[index] ?? 0) - (places[before] ?? 0) - ((list[index] ?? 0) + (list[before] ?? 0)) / 2;
            expect(gap).toBeGreaterThanOrEqual(10);
          }
        }
      }),
    );
  });

  test('always has zero in sight of bars', () => {
    expect(domainWithZero([3, 5])).toEqual([0, 5]);
    expect(domainWithZero([-3, -5])).toEqual([-5, 0]);
    expect(domainWithZero([0])).toEqual([0, 1]);
  });

  test('adds up the slices that are too many to tell apart', () => {
    const slices = slicesOf(
      Array.from({ length: 12 }, (_, index) => ({ label: `${index}`, value: 12 - index })),
    );
    expect(slices).toHaveLength(8);
    expect(slices.at(-1)).toEqual({ label: '+ 5', value: 15, isRest: true });
    expect(
      slicesOf([
        { label: 'a', value: 0 },
        { label: 'b', value: 2 },
      ]),
    ).toHaveLength(1);
  });

  test('lets shapes set out one after another, all at rest in the end', () => {
    expect(easeOut(0)).toBe(0);
    expect(easeOut(1)).toBe(1);
    for (const count of [1, 2, 30]) {
      expect(staggered(0, 0, count)).toBe(0);
      expect(staggered(1, count - 1, count)).toBeCloseTo(1, 9);
      expect(staggered(0.4, 0, count)).toBeGreaterThanOrEqual(staggered(0.4, count - 1, count));
    }
  });
});
