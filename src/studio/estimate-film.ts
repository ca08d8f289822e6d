import * as z from 'zod';
import type { Limits } from '../config/sections/limits.js';
import { InputError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import { estimateSpeechSec, filmPerEstimatedSpeech } from '../script/speech-length.js';
import type { VoiceDescription } from '../voice/voice.js';
import { type Estimate, estimateWork } from './estimate.js';
import { type Storyboard, voiceOf } from './storyboard.js';

/** What a film will be and take, before anything of it is made. */
export const filmEstimateSchema = z.strictObject({
  title: z.string(),
  language: z.string(),
  sceneCount: z.int(),
  /** Length of the film, from the words. */
  filmSec: z.number(),
  /** Seconds of work on this machine, from what earlier work took; less where parts were made before. */
  workSec: z.number(),
  voice: z.string(),
  /** Whether what is spoken, or the words of some scenes, is sent to a service. */
  onlineVoice: z.boolean(),
  spokenCharacters: z.int(),
  /** In the currency of `limits.voicePricePerMillionCharacters`; 0 offline, absent where no price is set. */
  cost: z.number().optional(),
});
export type FilmEstimate = z.infer<typeof filmEstimateSchema>;

export type EstimatorParts = {
  readonly recorded: Estimate;
  /** How many steps run side by side. */
  readonly parallel: number;
  readonly voices: () => readonly VoiceDescription[];
  readonly limits: Limits;
};

export type Estimator = {
  estimate(storyboard: Storyboard): Promise<FilmEstimate>;
  /** Throws `InputError('LIMIT_EXCEEDED')` for a film that is longer or dearer than the configuration allows. */
  check(storyboard: Storyboard): Promise<void>;
};

const round1 = (value: number): number => Math.round(value * 10) / 10;

type Scenes = Storyboard['scenes'];

const countCharacters = (scenes: Scenes): number =>
  scenes.reduce((sum, { narration }) => sum + narration.length, 0);

const measureSec = (storyboard: Storyboard): number =>
  storyboard.scenes.reduce(
    (sum, scene) =>
      sum + estimateSpeechSec(scene.narration, storyboard.language) / voiceOf(scene, storyboard).rate,
    0,
  ) * filmPerEstimatedSpeech;

export const createEstimator = ({ recorded, parallel, voices, limits }: EstimatorParts): Estimator => {
  /** A scene may have a voice of its own. */
  const spokenOnline = (storyboard: Storyboard): Scenes => {
    const online = new Set(voices().flatMap(({ id, offline }) => (offline ? [] : [id])));
    return storyboard.scenes.filter((scene) => online.has(voiceOf(scene, storyboard).id));
  };

  const costOf = (characters: number): number | undefined => {
    const price = limits.voicePricePerMillionCharacters;
    if (characters === 0) {
      return 0;
    }
    return price === undefined ? undefined : Math.round((price * characters) / 10_000) / 100;
  };

  const estimate = async (storyboard: Storyboard): Promise<FilmEstimate> => {
    const work = await estimateWork(storyboard, recorded);
    const onlineCharacters = countCharacters(spokenOnline(storyboard));
    const cost = costOf(onlineCharacters);
    return {
      title: storyboard.title,
      language: storyboard.language,
      sceneCount: storyboard.scenes.length,
      filmSec: round1(measureSec(storyboard)),
      workSec: round1(work.reduce((sum, { estimatedSec }) => sum + estimatedSec, 0) / parallel),
      voice: storyboard.voice.id,
      onlineVoice: onlineCharacters > 0,
      spokenCharacters: countCharacters(storyboard.scenes),
      ...(cost === undefined ? {} : { cost }),
    };
  };

  return {
    estimate,
    check: async (storyboard) => {
      const { filmSec, cost = 0 } = await estimate(storyboard);
      if (filmSec > limits.filmMinutes * 60) {
        throw new InputError(
          'LIMIT_EXCEEDED',
          `The film would be about ${countOf(round1(filmSec / 60), 'minute')} long; ${limits.filmMinutes} are allowed.`,
          { hint: 'Shorten the script, make several films of it, or raise limits.filmMinutes.' },
        );
      }
      if (limits.costPerFilm !== undefined && cost > limits.costPerFilm) {
        throw new InputError(
          'LIMIT_EXCEEDED',
          `The voice of this film would cost about ${cost}; ${limits.costPerFilm} is allowed.`,
          { hint: 'Choose an offline voice, shorten the script, or raise limits.costPerFilm.' },
        );
      }
    },
  };
};
