import { join } from 'node:path';
import * as z from 'zod';
import { MediaError } from '../errors/index.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepContext, StepDefinition } from '../steps/definition.js';
import { drawContactSheet, tileSize, toCanvas } from './contact-sheet.js';
import type { Ffmpeg, FfmpegLocator } from './ffmpeg/ffmpeg.js';
import { scoreFrame } from './frame-score.js';
import { type Moment, momentInput, sampleFrames } from './sample-frames.js';

const momentSchema = z.strictObject({ atSec: z.number().min(0), nearby: z.boolean() });

export const stillsInputSchema = z.strictObject({
  film: artifactSchema,
  widthPx: z.int().min(64).max(4_096),
  heightPx: z.int().min(64).max(4_096),
  /** One a scene, where its picture stands complete; the label is the scene's number. */
  moments: z
    .array(momentSchema.extend({ label: z.string().max(8) }))
    .min(1)
    .max(48),
  /** `Ffmpeg.version`: another version writes other bytes. */
  ffmpegVersion: z.string(),
});
export type StillsInput = z.infer<typeof stillsInputSchema>;

/** Two JPEGs; the contact sheet is below 200 KB. */
export const stillsOutputSchema = z.strictObject({
  poster: artifactSchema,
  posterAtSec: z.number(),
  contactSheet: artifactSchema,
});
export type StillsOutput = z.infer<typeof stillsOutputSchema>;

/** Writes one frame as a JPEG; `widthPx` 0 keeps the film's own size. */
export const writeFrame = async (
  ffmpeg: Ffmpeg,
  source: { readonly file: string; readonly moment: Moment; readonly widthPx: number },
  context: StepContext,
): Promise<string> => {
  const outputFile = join(context.workDirectory, 'frame.jpg');
  const size = `scale=${source.widthPx}:-2:flags=area:out_range=pc:out_color_matrix=bt601`;
  await ffmpeg.run({
    stage: 'stills',
    inputs: [momentInput(source.file, source.moment)],
    filterGraph: `[0:v:0]trim=end_frame=1,setpts=0,${size},format=yuvj420p[frame]`,
    outputOptions: [
      '-map',
      '[frame]',
      '-fps_mode',
      'passthrough',
      '-c:v',
      'mjpeg',
      '-q:v',
      '3',
      '-f',
      'image2pipe',
    ],
    outputFile,
    workDirectory: context.workDirectory,
    signal: context.signal,
  });
  return outputFile;
};

/** Takes the poster and the contact sheet out of a film: the small frames are scored, the best is read in full. */
export const createStillsStep = (locator: FfmpegLocator): StepDefinition<StillsInput, StillsOutput> => ({
  kind: 'stills',
  version: 2,
  input: stillsInputSchema,
  output: stillsOutputSchema,
  pool: 'cpu',
  units: (input) => input.moments.length,
  run: async (input, context) => {
    const ffmpeg = await locator.get(context.signal);
    const { artifacts } = context;
    const file = artifacts.pathOf(input.film);
    const size = tileSize(input, input.moments.length);
    const places = input.moments.map((moment) => ({ file, moment }));
    const frames = await sampleFrames(ffmpeg, places, size, context);
    const scores = frames.map(scoreFrame);
    const best = input.moments[scores.indexOf(Math.max(...scores))];
    if (best === undefined) {
      throw new MediaError('MEDIA_FAILED', 'No frame of the film could be read.', { stage: 'stills' });
    }
    const canvas = await import('@napi-rs/canvas');
    const tiles = frames.map((frame, index) => ({
      image: toCanvas(canvas, frame),
      label: input.moments[index]?.label ?? '',
    }));
    const sheet = await drawContactSheet(canvas, tiles, size);
    const posterFile = await writeFrame(ffmpeg, { file, moment: best, widthPx: 0 }, context);
    return {
      poster: await artifacts.publish(posterFile, 'jpg'),
      posterAtSec: best.atSec,
      contactSheet: await artifacts.publishBytes(sheet, 'jpg'),
    };
  },
});

export const frameInputSchema = z.strictObject({
  film: artifactSchema,
  atSec: z.number().min(0),
  widthPx: z.int().min(64).max(4_096).multipleOf(2),
  ffmpegVersion: z.string(),
});
export type FrameInput = z.infer<typeof frameInputSchema>;

const frameOutputSchema = z.strictObject({ image: artifactSchema });

/** Takes one frame out of a film, as a JPEG of the width asked for. */
export const createFrameStep = (
  locator: FfmpegLocator,
): StepDefinition<FrameInput, z.infer<typeof frameOutputSchema>> => ({
  kind: 'frame',
  version: 1,
  input: frameInputSchema,
  output: frameOutputSchema,
  pool: 'cpu',
  units: () => 1,
  run: async ({ film, atSec, widthPx }, context) => {
    const ffmpeg = await locator.get(context.signal);
    const source = { file: context.artifacts.pathOf(film), moment: { atSec, nearby: false }, widthPx };
    return { image: await context.artifacts.publish(await writeFrame(ffmpeg, source, context), 'jpg') };
  },
});
