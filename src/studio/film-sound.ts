import { isReelwrightError } from '../errors/index.js';
import type { Credit } from '../footage/visual.js';
import { chooseMood } from '../music/choose-mood.js';
import { composerVersion } from '../music/compose/compose.js';
import { soundfontPack } from '../music/music-step.js';
import type { PackProgress } from '../packs/pack.js';
import type { Artifact } from '../steps/artifact.js';
import type { SpokenScene } from '../voice/speak-step.js';
import { layEffects } from './film-effects.js';
import type { FilmSetting } from './make-scene.js';
import { layTimeline, type Timeline } from './timeline.js';

/** Integrated loudness and peak that the platforms normalise to. */
const mastering = { targetLufs: -14, truePeakDbtp: -1 };

export type FilmSound = {
  readonly timeline: Timeline;
  readonly mix: Artifact;
  readonly hasMusic: boolean;
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
};

type Bed = { readonly audio: Artifact; readonly credits: readonly Credit[] };

export type SoundOptions = {
  readonly signal: AbortSignal;
  readonly onPackProgress: (progress: PackProgress) => void;
};

/** The bed, or why there is none: a film does not fail for want of a soundfont. */
const composeBed = async (
  durationSec: number,
  { storyboard, parts, step }: FilmSetting,
  { signal, onPackProgress }: SoundOptions,
): Promise<{ bed: Bed | undefined; degraded: string[] }> => {
  const { mood } = storyboard.music;
  if (mood === 'none') {
    return { bed: undefined, degraded: [] };
  }
  try {
    const soundfont = await parts.packs.ensure(soundfontPack, { signal, onProgress: onPackProgress });
    const { audio, credit } = await step.run(parts.steps.music, {
      mood: mood === 'automatic' ? chooseMood(storyboard.seed) : mood,
      seed: storyboard.seed,
      durationSec,
      soundfontRevision: soundfont.revision,
      composerVersion,
    });
    return { bed: { audio, credits: [credit] }, degraded: [] };
  } catch (error) {
    if (isReelwrightError(error) && error.code.startsWith('PACK_')) {
      return { bed: undefined, degraded: [`There is no music, for want of its soundfont (${error.code}).`] };
    }
    throw error;
  }
};

/** The stand-ins among the voices, in words, each once. */
const describeFallbacks = (speeches: readonly SpokenScene[]): string[] => {
  const words = speeches
    .filter((speech) => speech.fallbacks.length > 0)
    .map(({ provider, voice, fallbacks }) => {
      const failed = fallbacks.map((one) => `${one.provider}: ${one.code}`).join(', ');
      return `${provider} (${voice}) spoke in place of the wanted voice (${failed}).`;
    });
  return [...new Set(words)];
};

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

/** A film in a language that only a basic voice speaks offline is made all the same, and said to be so. */
const describeBasicVoices = (
  speeches: readonly SpokenScene[],
  { storyboard, parts }: FilmSetting,
): string[] => {
  const basic = new Set(
    parts.voices.listVoices().flatMap((voice) => (voice.basic === true ? [voice.id] : [])),
  );
  const [primary = ''] = storyboard.language.split('-');
  return speeches.some(({ voice }) => basic.has(voice))
    ? [
        `The voice for ${languageNames.of(primary) ?? primary} is a basic one. ` +
          'Set a key for an online voice, such as Azure Speech, for a better one.',
      ]
    : [];
};

/** Composes the bed once the length of the film is known, and mixes all voices with it. */
export const makeSound = async (
  speeches: readonly SpokenScene[],
  setting: FilmSetting,
  options: SoundOptions,
): Promise<FilmSound> => {
  const { storyboard, parts, step, tracker, ffmpegVersion } = setting;
  const timeline = layTimeline(
    speeches.map((speech) => speech.durationSec),
    storyboard.framesPerSec,
  );
  const { bed, degraded } = await tracker.track('music', () =>
    composeBed(timeline.durationSec, setting, options),
  );
  const effects = layEffects(storyboard, timeline);
  const { audio: mix } = await tracker.track('mix', () =>
    step.run(parts.steps.mix, {
      voices: speeches.map(({ audio }, index) => ({
        audio,
        startSec: timeline.scenes[index]?.voiceStartSec ?? 0,
      })),
      ...(effects.length === 0 ? {} : { effects }),
      ...(bed === undefined ? {} : { music: { audio: bed.audio, levelDb: storyboard.music.levelDb } }),
      durationSec: timeline.durationSec,
      ...mastering,
      ffmpegVersion,
    }),
  );
  return {
    timeline,
    mix,
    hasMusic: bed !== undefined,
    credits: bed?.credits ?? [],
    degraded: [...degraded, ...describeFallbacks(speeches), ...describeBasicVoices(speeches, setting)],
  };
};
