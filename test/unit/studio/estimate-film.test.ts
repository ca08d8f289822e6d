import { describe, expect, test } from '@jest/globals';
import { createEstimator } from '../../../src/studio/estimate-film.js';
import type { VoiceDescription } from '../../../src/voice/voice.js';
import { adaStoryboard } from '../../support/storyboards.js';

const voice = (offline: boolean): VoiceDescription => ({
  id: 'slt',
  name: 'slt',
  language: 'en-US',
  gender: 'female',
  provider: offline ? 'flite' : 'azure',
  offline,
});

const estimatorOf = (offline: boolean, limits = {}, parallel = 2) =>
  createEstimator({
    recorded: async (kind, units) => (kind === 'shot' ? units * 10 : undefined),
    parallel,
    voices: () => [voice(offline)],
    limits: { filmMinutes: 60, ...limits },
  });

describe('the estimate of a film', () => {
  test('counts length, characters and work, and an offline voice costs nothing', async () => {
    const storyboard = adaStoryboard();
    const found = await estimatorOf(true).estimate(storyboard);
    const characters = storyboard.scenes.reduce((sum, { narration }) => sum + narration.length, 0);
    expect(found).toMatchObject({ spokenCharacters: characters, onlineVoice: false, cost: 0 });
    expect(found.filmSec).toBeGreaterThan(25);
    expect(found.filmSec).toBeLessThan(60);
    // Ten seconds a second of shot, on two cores.
    expect(found.workSec).toBeGreaterThan(found.filmSec * 4);
    const alone = await estimatorOf(true, {}, 1).estimate(storyboard);
    expect(alone.workSec).toBeCloseTo(found.workSec * 2, 0);
  });

  test('names the cost of an online voice only where its price is known', async () => {
    const unknown = await estimatorOf(false).estimate(adaStoryboard());
    expect(unknown.onlineVoice).toBe(true);
    expect(unknown).not.toHaveProperty('cost');
    const known = await estimatorOf(false, { voicePricePerMillionCharacters: 1_000 }).estimate(
      adaStoryboard(),
    );
    expect(known.cost).toBeCloseTo(known.spokenCharacters / 1_000, 1);
  });

  test('counts scenes that have an online voice of their own', async () => {
    const storyboard = adaStoryboard();
    const [first, ...rest] = storyboard.scenes;
    const voiced = { ...storyboard, voice: { id: 'offline-one', rate: 1 } };
    const prices = { voicePricePerMillionCharacters: 10_000 };
    expect(await estimatorOf(false, prices).estimate(voiced)).toMatchObject({ onlineVoice: false, cost: 0 });
    const own = first === undefined ? [] : [{ ...first, voice: { id: 'slt', rate: 1 } }];
    const found = await estimatorOf(false, prices).estimate({ ...voiced, scenes: [...own, ...rest] });
    expect(found.onlineVoice).toBe(true);
    expect(found.cost).toBeCloseTo((first?.narration.length ?? 0) / 100, 1);
  });

  test('a film that is too long or too dear is refused with what to do', async () => {
    await expect(estimatorOf(true, { filmMinutes: 0.2 }).check(adaStoryboard())).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      hint: expect.stringContaining('limits.filmMinutes'),
    });
    const dear = { voicePricePerMillionCharacters: 10_000, costPerFilm: 1 };
    await expect(estimatorOf(false, dear).check(adaStoryboard())).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      hint: expect.stringContaining('limits.costPerFilm'),
    });
    await expect(estimatorOf(true, dear).check(adaStoryboard())).resolves.toBeUndefined();
  });
});
