import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Transition, transitions } from '../../../src/render/transition.js';
import { chooseTransitions, layTransitions } from '../../../src/studio/film-transitions.js';
import { layTimeline } from '../../../src/studio/timeline.js';

const scenesOf = (kinds: readonly (Transition | undefined)[]) =>
  kinds.map((transition, index) => ({
    id: `scene-${String(index).padStart(6, '0')}`,
    ...(transition === undefined ? {} : { transition }),
  }));

describe('choosing how scenes begin', () => {
  test("by the scene's own word, then the film's; the first simply begins", () => {
    const scenes = scenesOf(['zoom', undefined, 'slide', 'cut']);
    expect(chooseTransitions({ scenes, seed: 1, transition: 'crossfade' })).toEqual([
      'cut',
      'crossfade',
      'slide',
      'cut',
    ]);
  });

  test('chance never draws a kind twice running, nor one that stands beside it', () => {
    const kind = fc.option(fc.constantFrom(...transitions), { nil: undefined });
    fc.assert(
      fc.property(fc.array(kind, { minLength: 1, maxLength: 30 }), fc.nat(), (kinds, seed) => {
        const scenes = scenesOf(kinds);
        const chosen = chooseTransitions({ scenes, seed, transition: 'random' });
        expect(chosen).toHaveLength(kinds.length);
        for (const [index, one] of chosen.entries()) {
          if (index > 0 && (kinds[index] ?? 'random') === 'random') {
            expect(one).not.toBe('cut');
            expect(one).not.toBe(chosen[index - 1]);
            expect(one).not.toBe(chosen[index + 1]);
          }
        }
      }),
    );
  });

  test('by the seed alone, and nearly all stay when a scene goes', () => {
    const scenes = scenesOf(Array.from({ length: 40 }, () => undefined));
    const all = chooseTransitions({ scenes, seed: 7, transition: 'random' });
    expect(chooseTransitions({ scenes, seed: 7, transition: 'random' })).toEqual(all);
    expect(chooseTransitions({ scenes, seed: 8, transition: 'random' })).not.toEqual(all);
    expect(new Set(all.slice(1)).size).toBe(5);
    const fewer = scenes.filter((_, index) => index !== 10);
    const after = chooseTransitions({ scenes: fewer, seed: 7, transition: 'random' });
    expect(after.slice(0, 10)).toEqual(all.slice(0, 10));
    expect(after.slice(14)).toEqual(all.slice(15));
  });
});

describe('laying transitions', () => {
  test('with their middles where scenes begin; cuts are none', () => {
    const scenes = scenesOf([undefined, undefined, 'cut', 'wipe']);
    const timeline = layTimeline([3, 4, 2, 1], 30);
    expect(layTransitions({ scenes, seed: 1, transition: 'slide', framesPerSec: 30 }, timeline)).toEqual([
      { kind: 'slide', sceneIndex: 1, atSec: timeline.scenes[1]?.startSec, durationSec: 0.6 },
      { kind: 'wipe', sceneIndex: 3, atSec: timeline.scenes[3]?.startSec, durationSec: 0.6 },
    ]);
  });

  test('a scene too short to lend its ends takes only cuts', () => {
    const scenes = scenesOf([undefined, undefined, undefined]);
    const short = { startFrame: 0, frameCount: 35, startSec: 0, voiceStartSec: 0 };
    const long = { ...short, frameCount: 36 };
    const film = { scenes, seed: 1, transition: 'zoom', framesPerSec: 30 } as const;
    expect(layTransitions(film, { scenes: [long, short, long] })).toEqual([]);
    expect(layTransitions(film, { scenes: [long, long, short] })).toHaveLength(1);
  });
});
