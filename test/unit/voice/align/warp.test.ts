import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alignRows, type PathStep } from '../../../../src/voice/align/warp.js';

const table = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

const costOf = (costs: readonly (readonly number[])[], path: readonly PathStep[]): number =>
  path.reduce((sum, { row, column }) => sum + (costs[row]?.[column] ?? Number.NaN), 0);

/** By trying every way. */
const cheapest = (costs: readonly (readonly number[])[], row = 0, column = 0): number => {
  const here = costs[row]?.[column];
  if (here === undefined) {
    return Number.POSITIVE_INFINITY;
  }
  const isEnd = row === costs.length - 1 && column === (costs[0]?.length ?? 0) - 1;
  const onward = [
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([down = 0, across = 0]) => cheapest(costs, row + down, column + across));
  return here + (isEnd ? 0 : Math.min(...onward));
};

const run = (costs: readonly (readonly number[])[]): PathStep[] =>
  alignRows(costs.length, costs[0]?.length ?? 0, (row, column) => costs[row]?.[column] ?? Number.NaN);

describe('the cheapest way through a table', () => {
  test('leads from corner to corner in single steps forwards', () => {
    fc.assert(
      fc.property(table, (costs) => {
        const path = run(costs);
        expect(path[0]).toEqual({ row: 0, column: 0 });
        expect(path.at(-1)).toEqual({ row: costs.length - 1, column: (costs[0]?.length ?? 0) - 1 });
        for (const [index, step] of path.slice(1).entries()) {
          const before = path[index] ?? step;
          const [down, across] = [step.row - before.row, step.column - before.column];
          expect([down, across].every((length) => length === 0 || length === 1)).toBe(true);
          expect(down + across).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('costs no more than any other', () => {
    fc.assert(
      fc.property(table, (costs) => {
        expect(costOf(costs, run(costs))).toBe(cheapest(costs));
      }),
    );
  });

  test('stays in its band', () => {
    const band = (row: number) => ({ from: Math.max(0, row - 1), to: Math.min(6, row + 2) });
    const path = alignRows(6, 6, (row, column) => (row === column ? 5 : 1), band);
    expect(path.every(({ row, column }) => column >= band(row).from && column < band(row).to)).toBe(true);
  });

  test('of nothing is nothing', () => {
    expect(alignRows(0, 4, () => 1)).toEqual([]);
  });
});
