import * as z from 'zod';
import { captionStyles } from '../captions/cue.js';
import { creditSchema } from '../footage/visual.js';
import { musicChoices } from '../music/music.js';
import { aspects } from '../render/frame.js';
import { reviewReportSchema } from '../review/report.js';
import { type TaskState, taskStates } from '../tasks/states.js';

/** A BCP 47 tag in its usual spelling; `en_US`, as systems write it, is understood. */
const languageTagSchema = z
  .string()
  .max(35)
  .transform((tag, context) => {
    try {
      return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0] ?? tag;
    } catch {
      context.addIssue('no language tag, such as en-GB or pt');
      return z.NEVER;
    }
  });

/** What a caller may ask for. Exactly one of `script` and `document` gives the words. */
export const filmRequestSchema = z.strictObject({
  subject: z.string().max(200).optional(),
  script: z.string().max(200_000).optional(),
  /** Absolute path of a text, Markdown or HTML file, condensed to `targetDurationSec`. */
  documentFile: z.string().max(4096).optional(),
  targetDurationSec: z.number().min(5).max(1_800).default(60),
  aspect: z.enum(aspects).default('9:16'),
  /** BCP 47; found from the text when absent. */
  language: languageTagSchema.optional(),
  /** A voice id, or absent for the language's default. */
  voice: z.string().max(80).optional(),
  voiceRate: z.number().min(0.5).max(2).default(1),
  captions: z.enum(captionStyles).default('karaoke'),
  music: z.enum(musicChoices).default('automatic'),
  quality: z.enum(['draft', 'standard', 'high']).default('standard'),
  footageDirectory: z.string().max(4096).optional(),
  /** Where the film goes; absent for a name made from the title in the output folder. */
  outputFile: z.string().max(4096).optional(),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  priority: z.int().min(1).max(10).default(5),
});
export type FilmRequest = z.infer<typeof filmRequestSchema>;
export type FilmRequestInput = z.input<typeof filmRequestSchema>;

export const stages = ['script', 'voice', 'pictures', 'shots', 'mix', 'film', 'review'] as const;
export type Stage = (typeof stages)[number];

/** A finished film: where it is, what it is, and what was measured on it. */
export const filmResultSchema = z.strictObject({
  videoFile: z.string(),
  /** Subtitles, credits, storyboard, lock and poster files beside the film, absolute. */
  subtitleFiles: z.array(z.string()),
  creditsFile: z.string(),
  storyboardFile: z.string(),
  lockFile: z.string(),
  title: z.string(),
  durationSec: z.number(),
  sizeBytes: z.int(),
  widthPx: z.int(),
  heightPx: z.int(),
  sceneCount: z.int(),
  loudnessLufs: z.number(),
  truePeakDbtp: z.number(),
  review: reviewReportSchema,
  credits: z.array(creditSchema),
  /** Seconds of work a stage took in this run; 0 where everything was reused. */
  stageSec: z.partialRecord(z.enum(stages), z.number()),
  /** What is less than was asked for, in words: a voice that stood in, a file that could not be used. */
  degraded: z.array(z.string()),
  /** How many steps were taken from earlier runs. */
  reusedSteps: z.int(),
  ranSteps: z.int(),
});
export type FilmResult = z.infer<typeof filmResultSchema>;

export { type TaskState, taskStates };

/** A task as any surface shows it. */
export const taskViewSchema = z.strictObject({
  id: z.string(),
  state: z.enum(taskStates),
  title: z.string(),
  stage: z.enum(stages).optional(),
  /** What goes on just now, where the stage alone does not tell: a pack being fetched, with its size. */
  message: z.string().optional(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Seconds of work left as far as recorded durations tell; absent when nothing is known. */
  etaSec: z.number().optional(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().optional(),
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
  result: filmResultSchema.optional(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

/** What every surface (MCP, command line) works with. */
export type Studio = {
  /** Stores a task and starts working on it. Throws `InputError` when the request cannot be a film. */
  createFilm(request: FilmRequestInput): Promise<TaskView>;
  /** Throws `NotFoundError`. */
  getTask(id: string): Promise<TaskView>;
  listTasks(options: { limit: number; states?: readonly TaskState[] }): Promise<TaskView[]>;
  /** Returns when the task has ended or `timeoutMs` has passed, whichever is first. */
  waitForTask(
    id: string,
    options: { timeoutMs: number; signal?: AbortSignal; onUpdate?: (task: TaskView) => void },
  ): Promise<TaskView>;
  /** Idempotent; a task that has ended stays as it is. Throws `NotFoundError`. */
  cancelTask(id: string): Promise<TaskView>;
};
