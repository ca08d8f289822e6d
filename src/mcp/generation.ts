import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { type FilmResult, stages, type TaskView, taskStates } from '../studio/studio.js';
import { statusField } from './parameters.js';
import { plainText } from './plain-text.js';

const maxTitleLength = 200;
/** How many findings or stand-ins are told; the rest is in the video's resource. */
const maxNotes = 20;

const videoSchema = z.strictObject({
  file: z.string().describe('Absolute path of the MP4.'),
  subtitle_files: z.array(z.string()),
  duration_sec: z.number(),
  size_bytes: z.int(),
  width_px: z.int(),
  height_px: z.int(),
  scene_count: z.int(),
  loudness_lufs: z.number(),
  true_peak_dbtp: z.number(),
  review_passed: z.boolean(),
  review_findings: z.array(z.string()).describe('What the review of the finished film found, worst first.'),
  degraded: z.array(z.string()).describe('What is less than was asked for.'),
});

/** A task as the tools show it. */
export const generationSchema = z.strictObject({
  task_id: z.string(),
  title: z.string(),
  status: statusField,
  progress: z.number().min(0).max(1),
  estimated_remaining: z.number().nullable().describe('Seconds, null when not known.'),
  stage: z.enum(stages).nullable().describe('The part of the work now running.'),
  result_urls: z
    .array(z.string())
    .describe('file:// URLs of the video, then its subtitles; empty until done.'),
  error: z
    .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
    .nullable()
    .describe('Why it failed.'),
  created_at: z.string(),
  finished_at: z.string().nullable(),
  video: videoSchema.nullable(),
  batch: z
    .array(
      z.strictObject({
        title: z.string(),
        status: z.enum(taskStates),
        task_id: z.string().nullable(),
        progress: z.number(),
        file: z.string().nullable(),
        error: z.string().nullable(),
      }),
    )
    .nullable()
    .describe('The videos of a batch; null for a single one.'),
});
export type Generation = z.infer<typeof generationSchema>;

const notes = (lines: readonly string[]): string[] =>
  lines.slice(0, maxNotes).map((line) => plainText(line, 300));

const toFindings = ({ findings }: FilmResult['review']): string[] => {
  const errorsFirst = [...findings].sort((a, b) => a.severity.localeCompare(b.severity));
  return notes(errorsFirst.map(({ severity, check, message }) => `${severity}: ${check}: ${message}`));
};

const toVideo = (result: FilmResult): z.infer<typeof videoSchema> => ({
  file: result.videoFile,
  subtitle_files: result.subtitleFiles,
  duration_sec: result.durationSec,
  size_bytes: result.sizeBytes,
  width_px: result.widthPx,
  height_px: result.heightPx,
  scene_count: result.sceneCount,
  loudness_lufs: result.loudnessLufs,
  true_peak_dbtp: result.truePeakDbtp,
  review_passed: result.review.passed,
  review_findings: toFindings(result.review),
  degraded: notes(result.degraded),
});

const toError = (error: NonNullable<TaskView['error']>): NonNullable<Generation['error']> => ({
  code: error.code,
  message: plainText(error.message, 600),
  hint: error.hint === undefined ? null : plainText(error.hint, 1_500),
});

const fileUrls = ({ videoFile, subtitleFiles }: FilmResult): string[] =>
  [videoFile, ...subtitleFiles].map((file) => pathToFileURL(file).href);

const toBatchItem = ({
  title,
  state,
  taskId,
  progress,
  videoFile,
  error,
}: NonNullable<TaskView['batch']>[number]): NonNullable<Generation['batch']>[number] => ({
  title: plainText(title, 120),
  status: state,
  task_id: taskId ?? null,
  progress,
  file: videoFile ?? null,
  error: error === undefined ? null : plainText(`${error.code}: ${error.message} ${error.hint ?? ''}`, 400),
});

export const toGeneration = (task: TaskView): Generation => ({
  task_id: task.id,
  title: plainText(task.title, maxTitleLength),
  status: task.state,
  progress: task.progress,
  estimated_remaining: task.etaSec === undefined ? null : Math.ceil(task.etaSec),
  stage: task.stage ?? null,
  result_urls: task.result === undefined ? [] : fileUrls(task.result),
  error: task.error === undefined ? null : toError(task.error),
  created_at: task.createdAt,
  finished_at: task.finishedAt ?? null,
  video: task.result === undefined ? null : toVideo(task.result),
  batch: task.batch === undefined ? null : task.batch.map(toBatchItem),
});

/** When the film should be there, as far as that is known. */
export const estimateCompletion = (task: TaskView, now: Date): string | null =>
  task.etaSec === undefined ? null : new Date(now.getTime() + task.etaSec * 1_000).toISOString();
