import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assignFootage } from '../../../src/footage/assign-footage.js';
import type { FootageItem } from '../../../src/footage/footage-item.js';

const still = (name: string): FootageItem => ({
  file: `/footage/${name}`,
  name,
  kind: 'still',
  extension: 'jpg',
  widthPx: 1000,
  heightPx: 1000,
  durationSec: 0,
  sizeBytes: 10,
  modifiedMs: 0,
  redraw: false,
});
const clip = (name: string, durationSec: number): FootageItem => ({
  ...still(name),
  kind: 'clip',
  extension: 'mp4',
  durationSec,
});
const scene = (id: string, narration: string, terms: string[] = []) => ({ id, narration, terms });

describe('giving footage to scenes', () => {
  test('knows a word that a name writes in two', () => {
    const assigned = assignFootage({
      items: [still('Aqua.jpg'), still('LadyBird.jpg'), still('RainDrops.jpg')],
      scenes: [{ id: 'one', narration: 'The ladybird asks for nothing.', terms: [] }],
      seed: 1,
    });
    expect(assigned.get('one')?.item.name).toBe('LadyBird.jpg');
  });

  test('matches file and folder names against search words and narration', () => {
    const items = [still('IMG_0001.jpg'), still('trip/sunsetBeach_02.jpg'), still('dogs.jpg')];
    const scenes = [
      scene('one', 'The dog ran home.'),
      scene('two', 'Evening came.', ['sunset', 'sea']),
      scene('three', 'Nothing to see.'),
    ];
    const assigned = assignFootage({ scenes, items, seed: 1 });
    expect(assigned.get('one')?.item.name).toBe('dogs.jpg');
    expect(assigned.get('two')?.item.name).toBe('trip/sunsetBeach_02.jpg');
    expect(assigned.get('three')?.item.name).toBe('IMG_0001.jpg');
  });

  test('begins a clip elsewhere each time it is used again', () => {
    const scenes = Array.from({ length: 4 }, (_, index) => ({ ...scene(`s${index}`, 'x'), durationSec: 4 }));
    const starts = [...assignFootage({ scenes, items: [clip('a.mp4', 30)], seed: 1 }).values()];
    expect(starts.map(({ startSec }) => startSec)).toEqual([0, 4, 8, 12]);
  });

  test('gives nothing where there is nothing', () => {
    expect(assignFootage({ scenes: [scene('a', 'x')], items: [], seed: 1 }).size).toBe(0);
  });

  test('serves every scene, uses nothing again before all were used, and never starts too late', () => {
    const names = fc.uniqueArray(fc.constantFrom('sea', 'dog', 'tree', 'city', 'sky', 'road', 'boat'), {
      minLength: 1,
    });
    const words = fc.array(fc.constantFrom('sea', 'dogs', 'tree', 'moon', 'city'), { maxLength: 4 });
    fc.assert(
      fc.property(names, fc.array(words, { minLength: 1, maxLength: 25 }), fc.nat(), (files, texts, seed) => {
        const items = files.map((name, index) =>
          index % 2 ? still(`${name}.jpg`) : clip(`${name}.mp4`, 3 + 5 * index),
        );
        const scenes = texts.map((text, index) => ({
          ...scene(`s${index}`, text.join(' ')),
          durationSec: 4,
        }));
        const assigned = assignFootage({ scenes, items, seed });
        expect(assigned.size).toBe(scenes.length);
        const uses = items.map(
          (item) => [...assigned.values()].filter((given) => given.item === item).length,
        );
        expect(Math.max(...uses) - Math.min(...uses)).toBeLessThanOrEqual(1);
        for (const { item, startSec } of assigned.values()) {
          expect(startSec).toBeLessThanOrEqual(Math.max(0, item.durationSec - 4));
        }
        expect(assignFootage({ scenes, items, seed })).toEqual(assigned);
      }),
    );
  });
});
