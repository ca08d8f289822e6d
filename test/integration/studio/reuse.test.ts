import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { loadEmojiIndex } from '../../../src/footage/cards/emoji-index.js';
import { dealCards } from '../../../src/studio/deal-cards.js';
import { applyEdits } from '../../../src/studio/edit.js';
import type { EditOperation } from '../../../src/studio/edit-operations.js';
import { createVariants } from '../../../src/studio/variants.js';
import { createFakeFilms } from '../../support/fake-film.js';
import { adaStoryboard } from '../../support/storyboards.js';

jest.setTimeout(60_000);

const emojis = loadEmojiIndex();
const ada = dealCards(adaStoryboard({ music: { mood: 'none', levelDb: -18, cutOnBeat: false } }), emojis);
const sceneCount = ada.scenes.length;
const idAt = (index: number): string => ada.scenes[index]?.id ?? '';

let directory: string;
let films: Awaited<ReturnType<typeof createFakeFilms>>;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-reuse-'));
  films = await createFakeFilms(directory);
});
afterEach(async () => {
  await films.close();
  await rm(directory, { recursive: true, force: true });
});

/** What making the film of an edited storyboard takes when the one before was made. */
const afterEdit = async (...operations: EditOperation[]) => {
  await films.make(ada);
  const { storyboard, changedSceneIds } = applyEdits(ada, operations);
  return { count: await films.make(dealCards(storyboard, emojis)), changedSceneIds };
};

describe('a film made again after an edit', () => {
  test('of the words of one scene encodes and speaks just that scene', async () => {
    const narration = 'Her teacher was an astronomer, and a friend of her mother.';
    const { count, changedSceneIds } = await afterEdit({ op: 'set-narration', sceneId: idAt(1), narration });
    expect(changedSceneIds).toEqual([idAt(1)]);
    expect(count['shot']).toEqual({ ran: 1, reused: sceneCount - 1 });
    expect(count['speak']).toEqual({ ran: 1, reused: sceneCount - 1 });
    expect(count['draw-card']).toEqual({ ran: 1, reused: sceneCount - 1 });
  });

  test('that inserts a scene encodes just that scene', async () => {
    const { count } = await afterEdit({
      op: 'insert-scene',
      after: idAt(2),
      narration: 'Nobody could check it for a hundred years.',
    });
    expect(count['shot']).toEqual({ ran: 1, reused: sceneCount });
  });

  test('that puts a scene at the start encodes just that scene', async () => {
    const { count } = await afterEdit({ op: 'insert-scene', after: null, narration: 'Who was the first?' });
    expect(count['shot']).toEqual({ ran: 1, reused: sceneCount });
  });

  test('that appends a scene encodes the one that was last as well, since it stood longer', async () => {
    const { count } = await afterEdit({
      op: 'insert-scene',
      after: idAt(sceneCount - 1),
      narration: 'The end.',
    });
    expect(count['shot']).toEqual({ ran: 2, reused: sceneCount - 1 });
  });

  test('that moves or deletes scenes in the middle encodes none', async () => {
    const { count } = await afterEdit(
      { op: 'move-scene', sceneId: idAt(1), after: idAt(3) },
      { op: 'delete-scene', sceneId: idAt(2) },
    );
    expect(count['shot']).toEqual({ ran: 0, reused: sceneCount - 1 });
    expect(count['film']).toEqual({ ran: 1, reused: 0 });
  });

  test('of the title, the music or a transition encodes no other scene', async () => {
    const { count } = await afterEdit(
      { op: 'set-music', levelDb: -20 },
      { op: 'set-transition', sceneId: idAt(3), transition: 'wipe' },
    );
    expect(count['shot']).toEqual({ ran: 0, reused: sceneCount });
    expect(count['transition']?.ran).toBe(1);
  });

  test('of one scene’s voice speaks and encodes just that scene', async () => {
    const voice = { id: 'awb', rate: 1.1 };
    const { count } = await afterEdit({ op: 'set-scene-voice', sceneId: idAt(4), voice });
    expect(count['speak']).toEqual({ ran: 1, reused: sceneCount - 1 });
  });

  test('of nothing does nothing', async () => {
    await films.make(ada);
    const again = await films.make(ada);
    expect(Object.values(again).reduce((sum, { ran }) => sum + ran, 0)).toBe(0);
  });
});

describe('variants of a film', () => {
  test('with three openings encode what follows once', async () => {
    const openings = ['What did a poet know?', 'Who was the first of them?', 'Steam, and numbers.'];
    const variants = createVariants(ada, { openings: openings.map((narration) => ({ narration })) });
    let shots = 0;
    for (const variant of variants) {
      shots += (await films.make(dealCards(variant, emojis)))['shot']?.ran ?? 0;
    }
    expect(shots).toBe(sceneCount - 1 + openings.length);
  });
});
