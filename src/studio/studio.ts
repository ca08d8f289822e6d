import * as z from 'zod';
import { captionLookSchema, captionStyles, platforms } from '../captions/caption-style.js';
import { footageSources } from '../config/sections/footage.js';
import { assetSchema } from '../footage/asset.js';
import { creditSchema } from '../footage/visual.js';
import { musicChoices } from '../music/music.js';
import { aspects } from '../render/frame.js';
import { codecs, encoderChoices, transitions } from '../render/transition.js';
import { reviewReportSchema } from '../review/report.js';
import { type TaskState, taskStates } from '../tasks/states.js';
import { taskErrorSchema } from '../tasks/task.js';
import { deliverySchema } from '../voice/delivery.js';
import { pronunciationSchema } from '../voice/pronunciations.js';
import type { VideoAnalyses } from './analyse-video.js';
import type { Batches } from './batches.js';
import type { FilmEstimate } from './estimate-film.js';
import type { FootageFinder } from './footage-finder.js';
import { languageTagSchema } from './language-tag.js';
import type { ScriptStudio } from './script-requests.js';
import type { SpeechUses } from './speech.js';
import type { Storyboard } from './storyboard.js';
import type { Variants } from './variants.js';

/**
 * What a caller may ask for. `script` or `documentFile` gives the words; without either, and with a subject, a
 * configured language model writes them.
 */
export const filmRequestSchema = z.strictObject({
  subject: z.string().max(200).optional(),
  script: z.string().max(200_000).optional(),
  /** What the names of data files in the script are relative to; without it they are absolute. */
  scriptDirectory: z.string().max(4096).optional(),
  /**
   * Absolute path or http(s) address of a text, Markdown, HTML, PDF or DOCX document: written anew by a language
   * model in `targetDurationSec`, or condensed to it where none is configured.
   */
  documentFile: z.string().max(4096).optional(),
  targetDurationSec: z.number().min(5).max(1_800).default(60),
  aspect: z.enum(aspects).default('9:16'),
  /** BCP 47; found from the text when absent. */
  language: languageTagSchema.optional(),
  /** A voice id, or absent for the language's default. */
  voice: z.string().max(80).optional(),
  /** How it speaks. */
  delivery: deliverySchema.default({}),
  captions: z.enum(captionStyles).default('karaoke'),
  /** Changes to the style's own look. */
  captionLook: captionLookSchema.default({}),
  /** Whose buttons captions and cards stay clear of. */
  platform: z.enum(platforms).default('all'),
  /** How scenes give way to each other. */
  transition: z.enum(transitions).default('crossfade'),
  music: z.enum(musicChoices).default('automatic'),
  /** A track of the user's own in place of a composed one, by its absolute path. */
  musicFile: z.string().max(4096).optional(),
  /** Whether cuts land on beats of the composed music. */
  cutOnBeat: z.boolean().default(false),
  /** Short sounds under the transitions. */
  soundEffects: z.boolean().default(false),
  /** Whether the film ends with a card of credits. */
  creditsCard: z.boolean().default(false),
  quality: z.enum(['draft', 'standard', 'high']).default('standard'),
  codec: z.enum(codecs).default('h264'),
  /** Hardware where it works; software otherwise, and the result says why. */
  encoder: z.enum(encoderChoices).default('software'),
  footageDirectory: z.string().max(4096).optional(),
  /** Words that are said otherwise than they are read, before those of the configuration. */
  pronunciations: z.array(pronunciationSchema).max(200).optional(),
  /** Absolute path of a narration that somebody recorded: of the script, or to be written down where none is given. */
  narrationFile: z.string().max(4096).optional(),
  /** Whether pictures are searched online; as the configuration says when absent. */
  footageOnline: z.boolean().optional(),
  /** Only these online sources, in this order. */
  footageFrom: z.array(z.enum(footageSources)).min(1).max(footageSources.length).optional(),
  /** Where the film goes; absent for a name made from the title in the output folder. */
  outputFile: z.string().max(4096).optional(),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  priority: z.int().min(1).max(10).default(5),
});
export type FilmRequest = z.infer<typeof filmRequestSchema>;
export type FilmRequestInput = z.input<typeof filmRequestSchema>;

export const stages = ['script', 'voice', 'pictures', 'shots', 'mix', 'film', 'review'] as const;
export type Stage = (typeof stages)[number];

/** A scene of a finished film. */
const filmSceneSchema = z.strictObject({
  id: z.string(),
  startSec: z.number(),
  durationSec: z.number(),
  picture: z.enum(['card', 'still', 'clip']),
  /** The file of the footage directory that it shows, by its relative name, and where a clip begins. */
  footage: z.strictObject({ name: z.string(), startSec: z.number() }).optional(),
  /** The online picture that it shows; null where none was found. */
  asset: assetSchema.nullable().optional(),
});
export type FilmScene = z.infer<typeof filmSceneSchema>;

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
  /** The best frame, as JPEG, and one frame a scene side by side; absolute. */
  posterFile: z.string().optional(),
  contactSheetFile: z.string().optional(),
  scenes: z.array(filmSceneSchema).optional(),
  /** What of the film was made in this run and what was there already, in a sentence. */
  changes: z.string().optional(),
});
export type FilmResult = z.infer<typeof filmResultSchema>;

export { type TaskState, taskStates };

/** One video of a batch, as it stands. */
export const batchItemViewSchema = z.strictObject({
  title: z.string(),
  state: z.enum(taskStates),
  /** Of its own task; absent while it waits for its turn, and where it could not be begun. */
  taskId: z.string().optional(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  videoFile: z.string().optional(),
  error: taskErrorSchema.optional(),
});
export type BatchItemView = z.infer<typeof batchItemViewSchema>;

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
  /** The videos of a batch, in order. */
  batch: z.array(batchItemViewSchema).optional(),
});
export type TaskView = z.infer<typeof taskViewSchema>;

/** `scene` is one frame of one scene; `storyboard` shows every scene before anything was encoded. */
export const previewKinds = ['poster', 'contact-sheet', 'animation', 'scene', 'storyboard'] as const;
export type PreviewKind = (typeof previewKinds)[number];

export type Preview = {
  readonly kind: PreviewKind;
  /** Absolute. Belongs to the data directory or stands beside the film: copy it to keep it. */
  readonly file: string;
  readonly mimeType: 'image/jpeg' | 'image/webp' | 'image/gif';
  readonly sizeBytes: number;
};

export type FilmEdit = {
  /** As `editOperationsSchema` has them. */
  readonly operations: unknown;
  /** The revision that the edit is based on. */
  readonly expectedRevision: number;
};

/** A storyboard as it stands after all edits so far, and the number that the next edit must name. */
export type StoryboardRevision = { readonly storyboard: Storyboard; readonly revision: number };

export type FilmStudio = {
  /** Stores a task and starts working on it. Throws `InputError` when the request cannot be a film. */
  createFilm(request: FilmRequestInput): Promise<TaskView>;
  /** What a film would be and take; nothing is stored or begun. Throws as `createFilm`. */
  estimateFilm(request: FilmRequestInput): Promise<FilmEstimate>;
  /** Throws `NotFoundError`. */
  getTask(id: string): Promise<TaskView>;
  listTasks(options: { limit: number; states?: readonly TaskState[] }): Promise<TaskView[]>;
  /** Returns when the task has ended or `timeoutMs` has passed, whichever is first. */
  waitForTask(
    id: string,
    options: { timeoutMs: number; signal?: AbortSignal; onUpdate?: (task: TaskView) => void },
  ): Promise<TaskView>;
  /**
   * Resolves after a second or more with another stamp than `since`: once anything was stored since then, by this
   * process or another on the data directory. Throws what the signal was aborted with.
   */
  waitForChange(since: string | undefined, options: { signal: AbortSignal }): Promise<string>;
  /** Idempotent; a task that has ended stays as it is. Throws `NotFoundError`. */
  cancelTask(id: string): Promise<TaskView>;
  /** Throws `NotFoundError`. */
  getStoryboard(id: string): Promise<StoryboardRevision>;
  /**
   * Edits the storyboard of a task and starts a new task that makes the film of it, in a file beside the one
   * before, which stays. Only what changed is made. Throws `NotFoundError`, `InputError` for edits that cannot be
   * made, and `ConflictError` (`REVISION_STALE`) when the storyboard was edited since.
   */
  editFilm(id: string, edit: FilmEdit): Promise<TaskView & { readonly summary: string }>;
  /** Starts a task for each variant of a film; they share every shot that is the same. Throws as `editFilm`. */
  createVariants(id: string, variants: Variants): Promise<TaskView[]>;
  /**
   * A picture of a film, made at the first call. `storyboard` needs no finished film, `scene` needs a scene's id,
   * `animation` is WebP unless `format` says otherwise.
   * Throws `NotFoundError` and `InputError`.
   */
  preview(
    id: string,
    kind: PreviewKind,
    options?: { sceneId?: string; format?: 'gif'; signal?: AbortSignal },
  ): Promise<Preview>;
  /** The contact sheet of a film that was not begun: no task is stored. Throws `InputError`. */
  previewRequest(request: FilmRequestInput, options?: { signal?: AbortSignal }): Promise<Preview>;
};

/** What every surface (MCP, command line) works with. */
export type Studio = FilmStudio &
  SpeechUses &
  ScriptStudio &
  FootageFinder &
  Pick<VideoAnalyses, 'analyseVideo'> &
  Pick<Batches, 'createBatch'>;
