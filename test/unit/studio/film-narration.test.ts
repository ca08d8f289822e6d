import { describe, expect, test } from '@jest/globals';
import type { StepRunner } from '../../../src/steps/definition.js';
import { describeNarration, recordedNarration, withRecording } from '../../../src/studio/film-narration.js';
import type { Storyboard } from '../../../src/studio/storyboard.js';
import type { SpokenScene } from '../../../src/voice/speak-step.js';

const scene = (id: string, narration: string) => ({ id, narration }) as Storyboard['scenes'][number];
const audio = { sha256: 'a'.repeat(64), extension: 'wav' } as never;
const film = withRecording(
  { scenes: [scene('scene-aaaaaa', 'One.'), scene('scene-bbbbbb', 'Two.')] } as Storyboard,
  { audio, durationSec: 4, language: 'en-US' },
);

const speech = (provider: string, timing: SpokenScene['timing'] = 'aligned'): SpokenScene =>
  ({ provider, timing, voice: 'af_heart' }) as SpokenScene;

/** Counts how often the recording is cut, and gives each narration back as the provider's voice. */
const cutter = () => {
  let runs = 0;
  const step = {
    run: async (_: unknown, { narrations }: { narrations: string[] }) => {
      runs += 1;
      return { scenes: narrations.map((narration) => ({ ...speech('recording'), voice: narration })) };
    },
  } as unknown as StepRunner;
  const parts = { voices: { cutRecordingStep: {}, recogniser: { revision: '1' } } } as never;
  return { step, parts, runs: () => runs };
};

describe('a film with a recorded narration', () => {
  test('cuts the recording once for all its scenes', async () => {
    const cuts = cutter();
    const recorded = recordedNarration(film, cuts);
    const heard = await Promise.all(film.scenes.map(recorded));
    expect(heard.map((one) => one?.voice)).toEqual(['One.', 'Two.']);
    expect(cuts.runs()).toBe(1);
  });

  test('leaves scenes that say something else, or have a voice of their own, to a voice', async () => {
    const cuts = cutter();
    const [first, second] = film.scenes;
    const edited: Storyboard = {
      ...film,
      scenes: [
        { ...scene('scene-aaaaaa', 'Other words.') },
        { ...scene('scene-bbbbbb', 'Two.'), voice: { id: 'slt', rate: 1 } },
      ],
    };
    expect(first).toBeDefined();
    expect(second).toBeDefined();
    const recorded = recordedNarration(edited, cuts);
    expect(await Promise.all(edited.scenes.map(recorded))).toEqual([undefined, undefined]);
    expect(cuts.runs()).toBe(0);
  });

  test('without one is spoken by a voice throughout', async () => {
    const { recording: _, ...plain } = film;
    const recorded = recordedNarration(plain, cutter());
    expect(await Promise.all(plain.scenes.map(recorded))).toEqual([undefined, undefined]);
  });

  test('says which scenes are not in the recording, and when times are a guess', () => {
    expect(describeNarration(film, [speech('recording'), speech('recording')])).toEqual([]);
    expect(describeNarration(film, [speech('recording'), speech('kokoro')])).toEqual([
      'The words of 1 of 2 scenes are not in the recording, so af_heart speaks them.',
    ]);
    expect(describeNarration(film, [speech('recording', 'estimated')])).toHaveLength(1);
  });
});
