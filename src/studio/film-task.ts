import * as z from 'zod';
import { MediaError } from '../errors/index.js';
import type { PackProgress } from '../packs/pack.js';
import { containerOfFile } from '../render/encoders/container.js';
import type { Clock } from '../runtime/clock.js';
import type { StepEngine } from '../steps/step-engine.js';
import type { StepEvent } from '../steps/step-task.js';
import type { TaskContext, TaskHandler } from '../tasks/task-run.js';
import { describeChanges } from './describe-changes.js';
import type { FilmParts } from './film-parts.js';
import { type MadeFilm, makeFilm } from './make-film.js';
import type { ProgressTracker } from './progress.js';
import { publishFilm } from './publish.js';
import { storyboardSchema } from './storyboard.js';
import type { FilmResult, Stage } from './studio.js';

/** The type under which films stand in the task table. */
export const filmTaskType = 'film';

/** What a film's task row keeps besides the storyboard. */
export const filmTaskSchema = z.strictObject({
  /** Equal for requests of the same film into the same place. */
  key: z.string(),
  files: z.strictObject({
    video: z.string(),
    srt: z.string(),
    vtt: z.string(),
    credits: z.string(),
    storyboard: z.string(),
    lock: z.string(),
    poster: z.string(),
    contactSheet: z.string(),
  }),
  /** What this task makes. The storyboard of the row goes on with every edit; the film of this task does not. */
  storyboard: storyboardSchema,
  /** What was less than asked for before the film was begun, in words. */
  lacking: z.array(z.string()).default([]),
});
export type FilmTask = z.infer<typeof filmTaskSchema>;

export type FilmTaskParts = {
  readonly parts: FilmParts;
  readonly engine: StepEngine;
  readonly clock: Clock;
  /** How many steps are expected to run side by side. */
  readonly parallel: number;
  /** Reelwright's own version, for the lock file. */
  readonly version: string;
};

const stageOfStep: Readonly<Record<string, Stage>> = {
  speak: 'voice',
  'draw-card': 'pictures',
  'inspect-footage': 'pictures',
  'adopt-footage': 'pictures',
  'find-focus': 'pictures',
  'search-footage': 'pictures',
  'footage-thumbnail': 'pictures',
  'choose-footage': 'pictures',
  'fetch-footage': 'pictures',
  shot: 'shots',
  transition: 'shots',
  music: 'mix',
  'own-music': 'mix',
  mix: 'mix',
  'encode-sound': 'mix',
  film: 'film',
  stills: 'review',
  'measure-shot': 'review',
  review: 'review',
};

/** Counts what was done in this run and what was there already. */
const createTally = () => {
  const stageSec: Partial<Record<Stage, number>> = {};
  let reusedSteps = 0;
  let ranSteps = 0;
  const counts = new Map<string, { ran: number; reused: number }>();
  return {
    count: (event: StepEvent): void => {
      const stage = stageOfStep[event.kind];
      if (event.type !== 'step-finished' || stage === undefined) {
        return;
      }
      reusedSteps += event.reused ? 1 : 0;
      ranSteps += event.reused ? 0 : 1;
      const { ran, reused } = counts.get(event.kind) ?? { ran: 0, reused: 0 };
      counts.set(event.kind, event.reused ? { ran, reused: reused + 1 } : { ran: ran + 1, reused });
      stageSec[stage] = Number(((stageSec[stage] ?? 0) + event.durationSec).toFixed(3));
    },
    read: () => ({ stageSec, reusedSteps, ranSteps, changes: describeChanges(counts) }),
  };
};

const phases = { download: 'fetching', unpack: 'unpacking', prepare: 'preparing' } as const;

const describePack = ({ pack, phase, doneBytes, totalBytes }: PackProgress): string =>
  `${phases[phase]} the pack ${pack}: ${Math.round(doneBytes / 1e6)} of ${Math.round(totalBytes / 1e6)} MB`;

/** How often progress is looked at and passed on. */
const reportEveryMs = 500;
/** A pack's words go away when nothing has been heard of it for this long. */
const packSilenceMs = 2_000;

/** Tells the task how far it is, for as long as the work runs. */
const followProgress = ({ report }: TaskContext, clock: Clock) => {
  let tracker: ProgressTracker | undefined;
  let pack: { readonly words: string; readonly atMs: number } | undefined;
  const tell = (): void => {
    const snapshot = tracker?.snapshot() ?? { stage: 'script', progress: 0 };
    const isFresh = pack !== undefined && clock.now() - pack.atMs < packSilenceMs;
    report({ ...snapshot, ...(isFresh && pack !== undefined ? { message: pack.words } : {}) });
  };
  const timer = setInterval(tell, reportEveryMs);
  return {
    onTracker: (known: ProgressTracker): void => {
      tracker = known;
    },
    onPackProgress: (progress: PackProgress): void => {
      pack = { words: describePack(progress), atMs: clock.now() };
    },
    stop: (): void => clearInterval(timer),
  };
};

/** Steps that fetch packs by themselves have nobody to tell; the task that runs tells for them. */
export type PackListeners = Set<(progress: PackProgress) => void>;

const refuseFailedReview = ({ review }: MadeFilm): void => {
  if (!review.passed) {
    const errors = review.findings.filter((finding) => finding.severity === 'error');
    throw new MediaError('REVIEW_FAILED', 'The film was made, but did not pass its review.', {
      stage: 'review',
      hint: errors.map((finding) => finding.message).join(' '),
    });
  }
};

/** Makes the film of a task and puts it where the task says. */
export const createFilmHandler =
  (film: FilmTaskParts, packListeners: PackListeners): TaskHandler =>
  async (context): Promise<FilmResult> => {
    const { task, signal } = context;
    const { files, storyboard, lacking } = filmTaskSchema.parse(task.request);
    const tally = createTally();
    const progress = followProgress(context, film.clock);
    packListeners.add(progress.onPackProgress);
    try {
      const made = await makeFilm(storyboard, {
        parts: film.parts,
        signal,
        parallel: film.parallel,
        stepsUntil: (until) =>
          film.engine.forTask({
            taskId: task.id,
            signal: until,
            priority: task.priority,
            onEvent: tally.count,
          }),
        estimate: film.engine.estimateSec,
        // The file was named when the task was made; `nameOutputFiles` has no other endings.
        container: containerOfFile(files.video) ?? 'mp4',
        onTracker: progress.onTracker,
        onPackProgress: progress.onPackProgress,
      });
      refuseFailedReview(made);
      const steps = await film.engine.recordedSteps(task.id);
      const whole = { ...made, degraded: [...lacking, ...made.degraded] };
      return await publishFilm({ storyboard, made: whole, files, steps, tally: tally.read() }, film);
    } finally {
      packListeners.delete(progress.onPackProgress);
      progress.stop();
    }
  };
