import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type AssetLibrary, createAssetLibrary } from '../../../src/footage/asset-library.js';
import type { Artifact } from '../../../src/steps/artifact.js';
import type { Store } from '../../../src/store/store.js';
import { pexelsClip } from '../../support/assets.js';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.js';
import { openTestStore } from '../../support/open-test-store.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const newDirectory = temporaryDirectories();
const day = 24 * 60 * 60 * 1_000;
let store: Store;
let clock: FakeClock;
let discarded: string[];
let library: AssetLibrary;

const file = (digit: string, sizeBytes: number): Artifact => ({
  ...{ artifact: 1, sha256: digit.repeat(64), sizeBytes, extension: 'mp4' },
});

beforeEach(async () => {
  store = await openTestStore(await newDirectory());
  clock = createFakeClock();
  discarded = [];
  library = createAssetLibrary({
    ...{ db: store.db, clock, maxFileBytes: 1_000 },
    artifacts: { discard: async ({ sha256 }) => discarded.push(sha256.slice(0, 1)) > 0 },
  });
});

afterEach(() => store.close());

describe('the library of assets', () => {
  test('finds by name what a search found, as it was found last', async () => {
    await library.remember([pexelsClip({ id: '1', title: 'before' }), pexelsClip({ id: '2' })]);
    await library.remember([pexelsClip({ id: '1', title: 'after' })]);
    expect(await library.find('pexels:1')).toMatchObject({ title: 'after' });
    expect(await library.find('pexels:3')).toBeUndefined();
  });

  test('tells what films showed, the latest first, and nothing that was only seen', async () => {
    await library.remember([pexelsClip({ id: '1' })]);
    await library.noteShown(pexelsClip({ id: '2', looks: '00000000000000ff' }));
    await clock.advance(1_000);
    await library.noteShown(pexelsClip({ id: '3' }));
    await library.remember([pexelsClip({ id: '2', looks: '00000000000000ff' })]);
    expect(await library.recentlyShown()).toEqual([
      { name: 'pexels:3', looks: undefined, author: 'Jo Bloggs' },
      { name: 'pexels:2', looks: '00000000000000ff', author: 'Jo Bloggs' },
    ]);
  });

  test('forgets those seen longest ago once there are too many', async () => {
    await library.remember([pexelsClip({ id: 'old' })]);
    await clock.advance(1_000);
    await library.remember(Array.from({ length: 5_000 }, (_, index) => pexelsClip({ id: `n${index}` })));
    expect(await library.find('pexels:old')).toBeUndefined();
    expect(await library.find('pexels:n0')).toBeDefined();
  });
});

describe('fetched files', () => {
  test('make room for others when they are too many, the least recently used first', async () => {
    await library.noteFile(file('a', 400));
    await clock.advance(1_000);
    await library.noteFile(file('b', 400));
    await clock.advance(day);
    await library.noteFile(file('a', 400));
    await library.noteFile(file('c', 400));
    expect(discarded).toEqual(['b']);
  });

  test('stay while a film may still need them, however many they are', async () => {
    for (const digit of ['a', 'b', 'c', 'd']) {
      await library.noteFile(file(digit, 400));
    }
    expect(discarded).toEqual([]);
    await clock.advance(day);
    await library.noteFile(file('e', 100));
    expect(discarded).toHaveLength(2);
  });
});
