import { isReelwrightError } from '../errors/index.js';
import type { Credit } from '../footage/visual.js';
import { composerVersion } from '../music/compose/compose.js';
import { soundfontPack } from '../music/music-step.js';
import { inspectTrack } from '../music/own/track.js';
import type { PackProgress } from '../packs/pack.js';
import type { Artifact } from '../steps/artifact.js';
import { speaksLanguage } from '../voice/choose-voice.js';
import { volumeDb } from '../voice/delivery.js';
import { describeUnheard, type SpokenScene } from '../voice/speak-step.js';
import { withEndCard } from './end-card.js';
import { moodOf } from './film-beats.js';
import { layEffects } from './film-effects.js';
import { describeNarration } from './film-narration.js';
import type { FilmSetting } from './make-scene.js';
import { type Storyboard, voiceOf } from './storyboard.js';
import { layTimeline, type Timeline } from './timeline.js';

/** Integrated loudness and peak that the platforms normalise to. */
const mastering = { targetLufs: -14, truePeakDbtp: -1 };

export type FilmSound = {
  readonly timeline: Timeline;
  /** The mix; encoded, where the film is an MP4. */
  readonly audio: Artifact;
  readonly hasMusic: boolean;
  readonly credits: readonly Credit[];
  readonly degraded: readonly string[];
};

type Bed = { readonly audio: Artifact; readonly credits: readonly Credit[] };

export type SoundOptions = {
  readonly signal: AbortSignal;
  readonly onPackProgress: (progress: PackProgress) => void;
};

/** The user's own music, as long as the film. */
const layOwnMusic = async (
  file: string,
  durationSec: number,
  { parts, step, ffmpegVersion }: FilmSetting,
  { signal }: SoundOptions,
): Promise<Bed> => {
  const track = await inspectTrack(file, { ffmpeg: await parts.ffmpeg.get(signal), signal });
  const { audio, credit } = await step.run(parts.steps.ownMusic, { track, durationSec, ffmpegVersion });
  return { audio, credits: [credit] };
};

/** The bed, or why there is none: a film does not fail for want of a soundfont. */
const composeBed = async (
  durationSec: number,
  setting: FilmSetting,
  { signal, onPackProgress }: SoundOptions,
): Promise<{ bed: Bed | undefined; degraded: string[] }> => {
  const { storyboard, parts, step, beats } = setting;
  const mood = moodOf(storyboard);
  if (mood === undefined) {
    return { bed: undefined, degraded: [] };
  }
  try {
    const soundfont = await parts.packs.ensure(soundfontPack, { signal, onProgress: onPackProgress });
    const { audio, credit } = await step.run(parts.steps.music, {
      mood,
      seed: storyboard.seed,
      durationSec,
      soundfontRevision: soundfont.revision,
      composerVersion,
      ...(beats === undefined ? {} : { keepTempo: true }),
    });
    return { bed: { audio, credits: [credit] }, degraded: [] };
  } catch (error) {
    if (isReelwrightError(error) && error.code.startsWith('PACK_')) {
      return { bed: undefined, degraded: [`There is no music, for want of its soundfont (${error.code}).`] };
    }
    throw error;
  }
};

const makeBed = async (
  durationSec: number,
  setting: FilmSetting,
  options: SoundOptions,
): Promise<{ bed: Bed | undefined; degraded: string[] }> => {
  const { file } = setting.storyboard.music;
  return file === undefined
    ? composeBed(durationSec, setting, options)
    : { bed: await layOwnMusic(file, durationSec, setting, options), degraded: [] };
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

/** A film that only a basic voice could speak is made all the same, and said to be so. */
const describeBasicVoices = (
  speeches: readonly SpokenScene[],
  { storyboard, parts }: FilmSetting,
): string[] => {
  const voices = parts.voices.listVoices();
  const isBasic = (spoken: SpokenScene): boolean =>
    voices.some(
      (voice) => voice.basic === true && voice.id === spoken.voice && voice.provider === spoken.provider,
    );
  if (!speeches.some(isBasic)) {
    return [];
  }
  const { language } = storyboard;
  const [primary = ''] = language.split('-');
  const better = voices.find((voice) => voice.basic !== true && speaksLanguage(voice, language));
  const advice =
    better === undefined
      ? 'Set a key for an online voice, such as Azure Speech, for a better one.'
      : `${better.id} (${better.provider}) speaks it better.`;
  return [`The voice for ${languageNames.of(primary) ?? primary} is a basic one. ${advice}`];
};

/** A volume is relative to everything else that is heard, so it is applied where that is added. */
const gainOf = (storyboard: Storyboard, index: number): { gainDb?: number } => {
  const scene = storyboard.scenes[index];
  const { volume } = scene === undefined ? storyboard.voice : voiceOf(scene, storyboard);
  return volume === undefined || volume === 1 ? {} : { gainDb: volumeDb(volume) };
};

/** Opus is encoded beside the picture: copied, its beginning would not be where players look for it. */
const encode = (mix: Artifact, durationSec: number, setting: FilmSetting): Promise<Artifact> => {
  const { parts, step, tracker, container, ffmpegVersion } = setting;
  return tracker.track('encode-sound', async () =>
    container === 'mp4'
      ? (await step.run(parts.steps.encodeSound, { audio: mix, durationSec, ffmpegVersion })).audio
      : mix,
  );
};

/** Makes the bed once the length of the film is known, and mixes all voices with it. */
export const makeSound = async (
  speeches: readonly SpokenScene[],
  setting: FilmSetting,
  options: SoundOptions,
): Promise<FilmSound> => {
  const { storyboard, parts, step, tracker, beats, ffmpegVersion } = setting;
  const spoken = layTimeline(
    speeches.map((speech) => speech.durationSec),
    storyboard.framesPerSec,
    beats,
  );
  const timeline = storyboard.creditsCard ? withEndCard(spoken, storyboard.framesPerSec) : spoken;
  const { bed, degraded } = await tracker.track('music', () =>
    makeBed(timeline.durationSec, setting, options),
  );
  const effects = layEffects(storyboard, timeline);
  const { audio: mix } = await tracker.track('mix', () =>
    step.run(parts.steps.mix, {
      voices: speeches.map(({ audio }, index) => ({
        audio,
        startSec: timeline.scenes[index]?.voiceStartSec ?? 0,
        ...gainOf(storyboard, index),
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
    audio: await encode(mix, timeline.durationSec, setting),
    hasMusic: bed !== undefined,
    credits: bed?.credits ?? [],
    degraded: [
      ...degraded,
      ...describeFallbacks(speeches),
      ...describeUnheard(speeches),
      ...describeBasicVoices(speeches, setting),
      ...describeNarration(storyboard, speeches),
    ],
  };
};
