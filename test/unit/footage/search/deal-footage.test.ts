import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DealRequest, dealFootage } from '../../../../src/footage/search/deal-footage.js';

const deal = (request: Partial<DealRequest>): Record<string, string[]> =>
  Object.fromEntries(dealFootage({ scenes: [], kept: [], recent: [], seed: 1, ...request }));
const one = (name: string, score: number, more: { looks?: string; author?: string } = {}) => ({
  name,
  score,
  ...more,
});

describe('dealing footage to scenes', () => {
  test('gives every scene its best before any gets a second', () => {
    const dealt = deal({
      scenes: [
        { id: 'first', candidates: [one('a:1', 0.9), one('a:2', 0.8)] },
        { id: 'second', candidates: [one('a:2', 0.7), one('a:3', 0.2)] },
      ],
    });
    expect(dealt).toEqual({ first: ['a:1'], second: ['a:2', 'a:3'] });
  });

  test('puts off what looks like a picture before it in the film', () => {
    const dealt = deal({
      scenes: [
        { id: 'first', candidates: [one('a:1', 0.9, { looks: 'ffffffff00000000' })] },
        {
          id: 'second',
          candidates: [
            one('b:1', 0.9, { looks: 'ffffffff00000001' }),
            one('b:2', 0.5, { looks: '00000000ffffffff' }),
          ],
        },
      ],
    });
    expect(dealt['second']).toEqual(['b:2', 'b:1']);
  });

  test('puts off what the last films showed, yet takes it where nothing else fits', () => {
    const candidates = [one('a:1', 0.7), one('a:2', 0.6)];
    expect(deal({ scenes: [{ id: 's', candidates }], recent: [{ name: 'a:1' }] })['s']).toEqual([
      'a:2',
      'a:1',
    ]);
    expect(
      deal({ scenes: [{ id: 's', candidates: [one('a:1', 0.7)] }], recent: [{ name: 'a:1' }] })['s'],
    ).toEqual(['a:1']);
  });

  test('never deals again what a scene of the film keeps', () => {
    expect(
      deal({ scenes: [{ id: 's', candidates: [one('a:1', 0.7)] }], kept: [{ name: 'a:1' }] })['s'],
    ).toEqual([]);
  });

  test('prefers another author when two fit about as well', () => {
    const dealt = deal({
      scenes: [
        { id: 'first', candidates: [one('a:1', 0.9, { author: 'Jo' })] },
        {
          id: 'second',
          candidates: [one('a:2', 0.8, { author: 'jo' }), one('a:3', 0.78, { author: 'Kim' })],
        },
      ],
    });
    expect(dealt['second']?.[0]).toBe('a:3');
  });

  const names = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 });
  const scenes = fc.array(names, { maxLength: 6 }).map((lists) =>
    lists.map((list, index) => ({
      id: `scene-${index}`,
      candidates: list.map((number) => one(`a:${number}`, (number % 10) / 10)),
    })),
  );

  test('deals nothing twice, six at most to a scene, and the same every time', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 0, max: 0xffff_ffff }), (list, seed) => {
        const dealt = deal({ scenes: list, seed });
        const all = Object.values(dealt).flat();
        expect(new Set(all).size).toBe(all.length);
        expect(Math.max(0, ...Object.values(dealt).map((own) => own.length))).toBeLessThanOrEqual(6);
        expect(deal({ scenes: list, seed })).toEqual(dealt);
      }),
    );
  });
});
