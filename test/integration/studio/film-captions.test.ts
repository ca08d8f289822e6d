import { describe, expect, test } from '@jest/globals';
import { PackError } from '../../../src/errors/index.js';
import type { PackLibrary } from '../../../src/packs/pack.js';
import { frameSizes } from '../../../src/render/frame.js';
import type { Artifact, ArtifactStore } from '../../../src/steps/artifact.js';
import { prepareCaptions } from '../../../src/studio/film-captions.js';
import { type Storyboard, storyboardSchema } from '../../../src/studio/storyboard.js';

const board = (narration: string, captions: Storyboard['captions']): Storyboard =>
  storyboardSchema.parse({
    title: 'A film',
    language: 'he-IL',
    aspect: '9:16',
    framesPerSec: 30,
    quality: 'draft',
    voice: { id: 'any', rate: 1 },
    captions,
    music: { mood: 'none', levelDb: -18 },
    seed: 1,
    scenes: [
      { id: 'scene-000001', narration, terms: [], visual: { kind: 'automatic' }, motion: 'automatic' },
    ],
  });

const artifact: Artifact = { artifact: 1, sha256: '0'.repeat(64), sizeBytes: 1, extension: 'ttf' };
const artifacts = {
  adopt: async () => artifact,
  publishBytes: async () => artifact,
} as unknown as ArtifactStore;
const noPacks = {
  ensure: async () => {
    throw new PackError('PACK_MISSING', 'The pack is not installed.');
  },
} as unknown as PackLibrary;

const prepare = (storyboard: Storyboard) =>
  prepareCaptions(storyboard, frameSizes['9:16'], {
    artifacts,
    packs: noPacks,
    signal: new AbortController().signal,
    onPackProgress: () => {},
  });

describe('captions whose fonts cannot be had', () => {
  test('are refused before anything is rendered when most letters would be missing', async () => {
    await expect(prepare(board('היא הבינה שמספרים יכולים לייצג גם מוזיקה', 'karaoke'))).rejects.toMatchObject(
      {
        code: 'PACK_MISSING',
      },
    );
  });

  test('are made without a few foreign words, and that is told', async () => {
    const { degraded } = await prepare(board('The word שלום means peace and many other things.', 'karaoke'));
    expect(degraded).toEqual([expect.stringContaining('fonts-hebrew')]);
  });

  test('are no obstacle where none are wanted', async () => {
    const { band, degraded } = await prepare(board('היא הבינה שמספרים', 'none'));
    expect(band).toBeUndefined();
    expect(degraded).toHaveLength(1);
  });

  test('name the characters that no font has', async () => {
    const { degraded } = await prepare(
      board('A sign \u{10330} from another age, in words that are known.', 'karaoke'),
    );
    expect(degraded).toEqual([expect.stringContaining('\u{10330}')]);
  });
});
