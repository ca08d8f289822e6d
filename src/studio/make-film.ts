import type { Credit } from '../footage/visual.js';
import type { PackProgress } from '../packs/pack.js';
import { frameSizes } from '../render/frame.js';
import type { ReviewReport } from '../review/report.js';
import type { Artifact } from '../steps/artifact.js';
import type { StepRunner } from '../steps/definition.js';
import { voiceCredit } from './credits.js';
import { type Estimate, estimateWork } from './estimate.js';
import { prepareCaptions } from './film-captions.js';
import type { FilmParts } from './film-parts.js';
import { preparePictures } from './film-pictures.js';
import { type FilmSound, makeSound } from './film-sound.js';
import { type FilmSetting, type MadeScene, makeScene, speakScene } from './make-scene.js';
import { createProgressTracker, type ProgressTracker } from './progress.js';
import type { Storyboard } from './storyboard.js';
import type { Timeline } from './timeline.js';

export type MadeFilm = {
  readonly film: Artifact;
  readonly timeline: Timeline;
  readonly scenes: readonly MadeScene[];
  readonly review: ReviewReport;
  readonly credits: readonly Credit[];
  /** What is less than was asked for, in words. */
  readonly degraded: readonly string[];
  readonly ffmpegVersion: string;
};

export type FilmRun = {
  readonly parts: FilmParts;
  /** Runs the steps of this film's task until the signal is aborted. */
  readonly stepsUntil: (signal: AbortSignal) => StepRunner;
  /** Aborted when the film is to stop, for whatever reason. */
  readonly signal: AbortSignal;
  /** Recorded seconds for work of a kind and size; undefined where nothing was recorded. */
  readonly estimate: Estimate;
  /** How many steps are expected to run side by side. */
  readonly parallel: number;
  /** Told once the work is known and about to begin. */
  readonly onTracker: (tracker: ProgressTracker) => void;
  readonly onPackProgress: (progress: PackProgress) => void;
};

/** What the scenes share. Packs that all of them need are fetched here, before any work is counted. */
const prepare = async (
  storyboard: Storyboard,
  run: FilmRun,
  signal: AbortSignal,
): Promise<{ setting: FilmSetting; degraded: string[] }> => {
  const { parts, onPackProgress } = run;
  const step = run.stepsUntil(signal);
  const frame = frameSizes[storyboard.aspect];
  const ffmpegVersion = (await parts.ffmpeg.get(signal)).version;
  const captions = await prepareCaptions(storyboard, frame, { ...parts, signal, onPackProgress });
  const { band, fontPacks } = captions;
  const pictures = await preparePictures(storyboard, { ...parts, step, frame, band, fontPacks, signal });
  const tracker = createProgressTracker(await estimateWork(storyboard, run.estimate), {
    parallel: run.parallel,
    nowMs: () => performance.now(),
  });
  run.onTracker(tracker);
  return {
    setting: { storyboard, frame, parts, step, tracker, captions, pictures, ffmpegVersion },
    degraded: [...captions.degraded, ...pictures.degraded],
  };
};

/** Joins the shots, puts the sound beside them and measures the whole. */
const finish = async (
  setting: FilmSetting,
  scenes: readonly MadeScene[],
  sound: FilmSound,
): Promise<{ film: Artifact; review: ReviewReport }> => {
  const { storyboard, frame, parts, step, tracker, ffmpegVersion } = setting;
  const { framesPerSec, title } = storyboard;
  const { film } = await tracker.track('film', () =>
    step.run(parts.steps.film, {
      shots: scenes.map(({ video, frameCount }) => ({ video, frameCount })),
      framesPerSec,
      audio: sound.mix,
      title,
      ffmpegVersion,
    }),
  );
  const review = await tracker.track('review', () =>
    step.run(parts.steps.review, {
      film,
      plannedDurationSec: sound.timeline.durationSec,
      ...frame,
      framesPerSec,
      expectMusic: sound.hasMusic,
    }),
  );
  return { film, review };
};

/**
 * Makes the film of a storyboard: each scene by itself as soon as it has been spoken, the sound while the last
 * scenes are still being encoded, then the whole. Whatever was made before, by any film, is taken as it is.
 *
 * @throws whatever a step throws first; by then nothing of this film is running any more.
 */
export const makeFilm = async (storyboard: Storyboard, run: FilmRun): Promise<MadeFilm> => {
  const failure = new AbortController();
  const signal = AbortSignal.any([run.signal, failure.signal]);
  const { setting, degraded } = await prepare(storyboard, run, signal);
  const { onPackProgress } = run;
  const spoken = storyboard.scenes.map((scene, index) => ({
    scene,
    index,
    speech: speakScene(scene, setting),
  }));
  const scenesMade = spoken.map(async ({ scene, index, speech }) =>
    makeScene(scene, index, await speech, setting),
  );
  const soundMade = Promise.all(spoken.map(({ speech }) => speech)).then((speeches) =>
    makeSound(speeches, setting, { signal, onPackProgress }),
  );
  const work = [soundMade, ...scenesMade];
  try {
    const [scenes, sound] = await Promise.all([Promise.all(scenesMade), soundMade]);
    const { film, review } = await finish(setting, scenes, sound);
    return {
      film,
      review,
      scenes,
      timeline: sound.timeline,
      credits: [
        ...scenes.map(({ speech }) => voiceCredit(speech)),
        ...scenes.flatMap((scene) => scene.credits),
        ...sound.credits,
      ],
      degraded: [...degraded, ...sound.degraded, ...scenes.flatMap((scene) => scene.degraded)],
      ffmpegVersion: setting.ffmpegVersion,
    };
  } catch (error) {
    failure.abort(error);
    await Promise.allSettled(work);
    throw error;
  }
};
