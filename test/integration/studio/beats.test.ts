import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { loadEmojiIndex } from '../../../src/footage/cards/emoji-index.js';
import { beatGridOf } from '../../../src/music/beat-grid.js';
import { musicOutputSchema } from '../../../src/music/music-step.js';
import { dealCards } from '../../../src/studio/deal-cards.js';
import { applyEdits } from '../../../src/studio/edit.js';
import { voiceLeadSec } from '../../../src/studio/timeline.js';
import { createFakeFilms } from '../../support/fake-film.js';
import { adaStoryboard } from '../../support/storyboards.js';

jest.setTimeout(60_000);

let directory: string;
let films: Awaited<ReturnType<typeof createFakeFilms>>;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-beats-'));
  films = await createFakeFilms(directory);
});
afterEach(async () => {
  await films.close();
  await rm(directory, { recursive: true, force: true });
});

const dealt = (cutOnBeat: boolean) =>
  dealCards(adaStoryboard({ music: { mood: 'upbeat', levelDb: -18, cutOnBeat } }), loadEmojiIndex());

describe('a film whose cuts land on beats', () => {
  test('changes scenes when the music that was played for it strikes a beat or half of one', async () => {
    const storyboard = dealt(true);
    const { film } = await films.makeCounted(storyboard);
    const played = (await films.recordedSteps()).find(({ kind }) => kind === 'music')?.output;
    const { beatTimesSec } = musicOutputSchema.parse(played);
    const half = (beatTimesSec[1] ?? 0) / 2;
    expect(half).toBeCloseTo(beatGridOf('upbeat', storyboard.seed).beatSec / 2, 9);
    const cuts = film.timeline.scenes.slice(1).map(({ startSec }) => startSec);
    expect(cuts.length).toBeGreaterThan(3);
    for (const cut of cuts) {
      expect(Math.abs(cut - Math.round(cut / half) * half)).toBeLessThanOrEqual(0.5 / 30 + 1e-6);
    }
    const onFullBeat = cuts.filter((cut) => beatTimesSec.some((beat) => Math.abs(beat - cut) < 0.02));
    expect(onFullBeat.length).toBeGreaterThanOrEqual(cuts.length / 2);
  });

  test('cuts no word, and shows every scene for as many frames as its place in the film has', async () => {
    const { film } = await films.makeCounted(dealt(true));
    const { film: plain } = await films.makeCounted(dealt(false));
    for (const [index, scene] of film.scenes.entries()) {
      const place = film.timeline.scenes[index];
      expect(scene.frameCount).toBe(place?.frameCount);
      expect(scene.frameCount / 30).toBeGreaterThan(voiceLeadSec + scene.speech.durationSec);
      const waitFrames = scene.frameCount - (plain.scenes[index]?.frameCount ?? 0);
      expect(waitFrames).toBeGreaterThanOrEqual(0);
      expect(waitFrames).toBeLessThanOrEqual(11);
    }
  });

  test('says which scenes an edit changes: those from the edited one on', () => {
    const storyboard = dealt(true);
    const ids = storyboard.scenes.map(({ id }) => id);
    const operation = { op: 'set-narration', sceneId: ids[2], narration: 'Other words, and more of them.' };
    expect(applyEdits(storyboard, [operation]).changedSceneIds).toEqual(ids.slice(2));
    expect(applyEdits(storyboard, [{ op: 'set-music', mood: 'calm' }]).changedSceneIds).toEqual(ids);
    expect(applyEdits(storyboard, [{ op: 'set-music', levelDb: -20 }]).changedSceneIds).toEqual([]);
    expect(applyEdits(storyboard, [{ op: 'set-music', cutOnBeat: false }]).changedSceneIds).toEqual(ids);
  });

  test('says so where there is no music to land on', async () => {
    const silent = { ...dealt(true), music: { mood: 'none' as const, levelDb: -18, cutOnBeat: true } };
    const { film } = await films.makeCounted(silent);
    expect(film.degraded).toEqual(['Cuts do not land on beats: there is no music.']);
  });
});
