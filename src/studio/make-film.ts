import { setMaxListeners } from 'node:events';
import { isReelwrightError } from '../errors/index.js';
import type { Credit } from '../footage/visual.js';
import type { PackProgress } from '../packs/pack.js';
import type { Container } from '../render/encoders/container.js';
import type { EncoderName } from '../render/encoders/encoder.js';
import { frameSizes, renderSize } from '../render/frame.js';
import { joinPieces, type Piece } from '../render/shot/edges.js';
import type { StillsOutput } from '../render/stills-step.js';
import type { Fidelity, ReviewReport } from '../review/report.js';
import type { Artifact } from '../steps/artifact.js';
import type { StepRunner } from '../steps/definition.js';
import { createCast } from './cast.js';
import { voiceCredit } from './credits.js';
import { makeEndCard } from './end-card.js';
import { type Estimate, estimateWork } from './estimate.js';
import { countFrames, planBeats } from './film-beats.js';
import { prepareCaptions } from './film-captions.js';
import { recordedNarration } from './film-narration.js';
import type { FilmParts } from './film-parts.js';
import { preparePictures } from './film-pictures.js';
import { compareScenes, reviewFilm } from './film-review.js';
import { type FilmSound, makeSound } from './film-sound.js';
import {
  chooseTransitions,
  type FilmTransition,
  layTransitions,
  makeTransition,
} from './film-transitions.js';
import { type FilmSetting, type MadeScene, makeScene, speakScene } from './make-scene.js';
import { stillMoments } from './preview-moments.js';
import { createProgressTracker, type ProgressTracker } from './progress.js';
import type { Storyboard } from './storyboard.js';
import type { Timeline } from './timeline.js';

export type MadeFilm = {
  readonly film: Artifact;
  readonly timeline: Timeline;
  readonly scenes: readonly MadeScene[];
  readonly transitions: readonly FilmTransition[];
  readonly review: ReviewReport;
  /** Absent where they could not be taken. */
  readonly stills: StillsOutput | undefined;
  readonly credits: readonly Credit[];
  /** What is less than was asked for, in words. */
  readonly degraded: readonly string[];
  readonly encoder: EncoderName;
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
  readonly container: Container;
};

/** Every step that waits for its turn listens, and a film has hundreds: more than Node.js takes for a leak. */
const anyOf = (signals: AbortSignal[]): AbortSignal => {
  const signal = AbortSignal.any(signals);
  setMaxListeners(0, signal);
  return signal;
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
  const { container } = run;
  // After a restart the services' lists are not known any more.
  await parts.voices.discover(signal, { voice: storyboard.voice.id });
  const chosen = await parts.encoders.choose({ ...storyboard.encoding, container }, signal);
  const { encoder } = chosen;
  const captions = await prepareCaptions(storyboard, frame, { ...parts, signal, onPackProgress });
  const { band, fontPacks } = captions;
  const pictures = await preparePictures(storyboard, { ...parts, step, frame, band, fontPacks, signal });
  const { beats, degraded: offBeat } = planBeats(storyboard);
  const tracker = createProgressTracker(await estimateWork(storyboard, run.estimate), {
    parallel: run.parallel,
    nowMs: () => performance.now(),
  });
  run.onTracker(tracker);
  return {
    setting: {
      storyboard,
      frame,
      size: renderSize(frame, storyboard.quality),
      parts,
      step,
      cast: createCast(parts.voices),
      tracker,
      captions,
      pictures,
      recorded: recordedNarration(storyboard, { parts, step }),
      beats,
      encoder,
      container,
      ffmpegVersion,
    },
    degraded: [
      ...(chosen.degraded === undefined ? [] : [chosen.degraded]),
      ...captions.degraded,
      ...pictures.degraded,
      ...offBeat,
    ],
  };
};

/** Draws every transition as soon as both of its scenes are there; by scene, `undefined` for a cut. */
const makeTransitions = (
  setting: FilmSetting,
  scenes: readonly Promise<MadeScene>[],
): Promise<Piece | undefined>[] =>
  chooseTransitions(setting.storyboard).map(async (kind, index) => {
    const [from, to] = [scenes[index - 1], scenes[index]];
    return kind === 'cut' || from === undefined || to === undefined
      ? undefined
      : makeTransition(kind, await Promise.all([from, to]), setting);
  });

type Stills = { readonly stills: StillsOutput | undefined; readonly degraded: readonly string[] };

/** A finished film does not fail for want of its poster. */
const orWithoutStills = async (taken: Promise<StillsOutput>): Promise<Stills> => {
  try {
    return { stills: await taken, degraded: [] };
  } catch (error) {
    if (isReelwrightError(error) && error.code !== 'CANCELLED') {
      const message = `There is no poster and no contact sheet: they could not be taken (${error.code}).`;
      return { stills: undefined, degraded: [message] };
    }
    throw error;
  }
};

/** Joins the pieces, puts the sound beside them and measures the whole. */
const finish = async (
  setting: FilmSetting,
  pieces: readonly Piece[],
  made: {
    readonly scenes: readonly MadeScene[];
    readonly sound: FilmSound;
    readonly fidelity: readonly Fidelity[];
  },
): Promise<{ film: Artifact; review: ReviewReport } & Stills> => {
  const { storyboard, size, parts, step, tracker, container, ffmpegVersion } = setting;
  const { framesPerSec, title } = storyboard;
  const { sound } = made;
  const { film } = await tracker.track('film', () =>
    step.run(parts.steps.film, {
      pieces: [...pieces],
      framesPerSec,
      codec: storyboard.encoding.codec,
      container,
      audio: sound.audio,
      title,
      ffmpegVersion,
    }),
  );
  const reviewed = reviewFilm(film, made, setting);
  const placed = sound.timeline.scenes.map(({ startSec, frameCount }) => ({
    startSec,
    durationSec: frameCount / framesPerSec,
  }));
  const taken = tracker.track('stills', () =>
    step.run(parts.steps.stills, { film, ...size, moments: stillMoments(placed), ffmpegVersion }),
  );
  const [review, stills] = await Promise.all([reviewed, orWithoutStills(taken)]);
  return { film, review, ...stills };
};

/** Everything but what all tries share. Throws what a step throws first; by then nothing of this try runs any more. */
const tryOnce = async (
  setting: FilmSetting,
  run: Pick<FilmRun, 'stepsUntil' | 'onPackProgress'>,
  until: AbortSignal,
): Promise<Omit<MadeFilm, 'encoder' | 'ffmpegVersion'>> => {
  const failure = new AbortController();
  const signal = anyOf([until, failure.signal]);
  const current = { ...setting, step: run.stepsUntil(signal) };
  const { storyboard } = current;
  const { onPackProgress } = run;
  const spoken = storyboard.scenes.map((scene, index) => ({
    scene,
    index,
    speech: speakScene(scene, current),
  }));
  const frameCounts = countFrames(
    spoken.map(({ speech }) => speech),
    { framesPerSec: storyboard.framesPerSec, beats: setting.beats },
  );
  const scenesMade = spoken.map(async ({ scene, index, speech }) =>
    makeScene(scene, index, { speech: await speech, frameCount: await (frameCounts[index] ?? 0) }, current),
  );
  const soundMade = Promise.all(spoken.map(({ speech }) => speech)).then((speeches) =>
    makeSound(speeches, current, { signal, onPackProgress }),
  );
  const transitionsMade = makeTransitions(current, scenesMade);
  const compared = compareScenes(scenesMade, Promise.all(frameCounts), current);
  const work = [soundMade, ...frameCounts, ...scenesMade, ...transitionsMade, compared];
  try {
    const [scenes, drawn, sound, fidelity] = await Promise.all([
      Promise.all(scenesMade),
      Promise.all(transitionsMade),
      soundMade,
      compared,
    ]);
    const credits = [
      ...scenes.map(({ speech }) => voiceCredit(speech)),
      ...scenes.flatMap((scene) => scene.credits),
      ...sound.credits,
    ];
    const ending = storyboard.creditsCard ? await makeEndCard(credits, current) : undefined;
    const shots = [...scenes.map(({ shot }) => shot), ...(ending === undefined ? [] : [ending.shot])];
    const finished = await finish(current, joinPieces(shots, drawn), {
      scenes,
      sound,
      fidelity,
    });
    return {
      film: finished.film,
      review: finished.review,
      stills: finished.stills,
      scenes,
      timeline: sound.timeline,
      transitions: layTransitions(storyboard, sound.timeline),
      credits: [...credits, ...(ending?.credits ?? [])],
      degraded: [
        ...setting.pictures.remarks(),
        ...sound.degraded,
        ...scenes.flatMap((scene) => scene.degraded),
        ...(ending?.degraded ?? []),
        ...finished.degraded,
      ],
    };
  } catch (error) {
    failure.abort(error);
    await Promise.allSettled(work);
    throw error;
  }
};

/**
 * Makes the film of a storyboard: each scene by itself as soon as it has been spoken, the sound while the last
 * scenes are still being encoded, then the whole. Whatever was made before, by any film, is taken as it is. When a
 * voice fails in the middle and another takes its place, the film is begun again with what is done already.
 *
 * @throws whatever a step throws first; by then nothing of this film is running any more.
 */
export const makeFilm = async (storyboard: Storyboard, run: FilmRun): Promise<MadeFilm> => {
  const failure = new AbortController();
  const signal = anyOf([run.signal, failure.signal]);
  try {
    const { setting, degraded } = await prepare(storyboard, run, signal);
    const { encoder, ffmpegVersion } = setting;
    for (;;) {
      try {
        const made = await tryOnce(setting, run, signal);
        return { ...made, degraded: [...degraded, ...made.degraded], encoder, ffmpegVersion };
      } catch (error) {
        if (run.signal.aborted || !setting.cast.recast()) {
          throw error;
        }
      }
    }
  } catch (error) {
    // Pictures are made by the film's own steps, which outlive a try.
    failure.abort(error);
    throw error;
  }
};
