import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import type { FfmpegLocator } from '../../../src/render/ffmpeg/ffmpeg.js';
import { findSound } from '../../../src/voice/find-sound.js';
import { createPitchShifter } from '../../../src/voice/shift-pitch-step.js';
import { createVoices, type Voices } from '../../../src/voice/voices.js';
import { decodeWav, type Sound } from '../../../src/voice/wav.js';
import { testFfmpegLocator } from '../../support/ffmpeg.js';
import { medianFundamental, semitonesBetween } from '../../support/fundamental.js';
import { localVoices } from '../../support/local-voices.js';
import { testPacks } from '../../support/packs.js';
import { createStepWorld } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';

jest.setTimeout(60_000);

const directories = temporaryDirectories();
const text = 'Many more men may ring a bell in the morning.';
let voices: Voices;

beforeAll(async () => {
  voices = createVoices({
    ...localVoices(['flite', 'espeak']),
    packs: testPacks(),
    derivedDirectory: '/nonexistent',
    logger: silentLogger,
    engineEntries: await voiceEngineEntries(),
  });
});
afterAll(() => voices.close());

const withWorld = async <Result>(
  use: (world: Awaited<ReturnType<typeof createStepWorld>>) => Promise<Result>,
): Promise<Result> => {
  const world = await createStepWorld(await directories());
  try {
    return await use(world);
  } finally {
    await world.store.close();
  }
};

const speak = (voice: string, delivery: object = {}) =>
  withWorld(async (world) => {
    const request = { text, language: 'en-US', voice, rate: 1, ...delivery };
    const scene = await voices.speakScene(world.task(), request);
    return { scene, sound: decodeWav(await readFile(world.artifacts.pathOf(scene.audio))) };
  });

const durationOf = ({ samples, sampleRateHz }: Sound): number => samples.length / sampleRateHz;

const levelOf = ({ samples }: Sound): number =>
  10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

const onsetOf = ({ samples, sampleRateHz }: Sound): number =>
  (findSound(samples, sampleRateHz)?.from ?? Number.NaN) / sampleRateHz;

describe('a pitch that was asked for', () => {
  test.each([-6, 2.5, 6])('of %d semitones is heard, at the length and level of before', async (pitch) => {
    const before = await speak('rms');
    const after = await speak('rms', { pitchSemitones: pitch });
    expect(after.scene.words).toEqual(before.scene.words);
    expect(after.sound.samples).toHaveLength(before.sound.samples.length);
    expect(Math.abs(semitonesBetween(before.sound, after.sound) - pitch)).toBeLessThan(0.5);
    expect(Math.abs(levelOf(after.sound) - levelOf(before.sound))).toBeLessThan(0.5);
    expect(Math.abs(onsetOf(after.sound) - onsetOf(before.sound))).toBeLessThan(0.03);
  });

  test.each([-4, 5])('of %d semitones is heard of a voice with a pitch of its own', async (pitch) => {
    const before = await speak('espeak-en-us-male');
    const after = await speak('espeak-en-us-male', { pitchSemitones: pitch });
    const heard = 12 * Math.log2(medianFundamental(after.sound) / medianFundamental(before.sound));
    expect(Math.abs(heard - pitch)).toBeLessThan(0.6);
    expect(Math.abs(durationOf(after.sound) / durationOf(before.sound) - 1)).toBeLessThan(0.02);
  });

  test('is heard where ffmpeg has no filter for it, too', async () => {
    await withWorld(async (world) => {
      const scene = await voices.speakScene(world.task(), { text, language: 'en-US', voice: 'slt', rate: 1 });
      const real = await testFfmpegLocator().get();
      const without: FfmpegLocator = {
        get: async () => ({
          ...real,
          version: `${real.version} without`,
          filters: new Set([...real.filters].filter((name) => name !== 'rubberband')),
        }),
      };
      const audio = await createPitchShifter(without).shift(world.task(), scene.audio, 4);
      const [before, after] = await Promise.all(
        [scene.audio, audio].map(async (one) => decodeWav(await readFile(world.artifacts.pathOf(one)))),
      );
      if (before === undefined || after === undefined) {
        throw new RangeError('nothing to compare');
      }
      expect(after.samples).toHaveLength(before.samples.length);
      expect(Math.abs(12 * Math.log2(medianFundamental(after) / medianFundamental(before)) - 4)).toBeLessThan(
        0.6,
      );
    });
  });

  test('changes nothing but the sound', async () => {
    await withWorld(async (world) => {
      const request = { text, language: 'en-US', voice: 'slt', rate: 1 };
      const first = await voices.speakScene(world.task(), request);
      const higher = await voices.speakScene(world.task(), { ...request, pitchSemitones: 2 });
      expect({ ...higher, audio: first.audio }).toEqual(first);
      expect(higher.audio).not.toEqual(first.audio);
    });
  });
});

test('a style that a voice lacks is told, and so are phonetic signs that it does not take', async () => {
  const { scene } = await speak('slt', {
    ...{ style: 'cheerful', pronunciations: [{ word: 'bell', ipa: 'bɛl' }] },
  });
  expect(scene).toMatchObject({ unheardStyle: { style: 'cheerful', known: [] }, unheardPhonetics: ['bell'] });
  expect((await speak('slt')).scene).not.toHaveProperty('unheardStyle');
});
