import { join } from 'node:path';
import * as z from 'zod';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';
import type { FfmpegInput, FfmpegLocator } from './ffmpeg/ffmpeg.js';

/** Pictures taken out of a film; one alone is a poster, several are a contact sheet. */
export const stillsInputSchema = z.strictObject({
  film: artifactSchema,
  /** Moments in the film, in order: the middles of scenes, where cards stand complete. */
  atSec: z.array(z.number().min(0)).min(1).max(48),
  columns: z.int().min(1).max(12),
  /** Width of one picture; its height follows the film's shape. */
  tileWidthPx: z.int().min(32).max(3_840).multipleOf(2),
  /** Between and around the pictures, in white; 0 for a poster. */
  gapPx: z.int().min(0).max(64),
  /** `Ffmpeg.version`: another version writes other bytes. */
  ffmpegVersion: z.string(),
});
export type StillsInput = z.infer<typeof stillsInputSchema>;

/** A JPEG. */
export const stillsOutputSchema = z.strictObject({ image: artifactSchema });
export type StillsOutput = z.infer<typeof stillsOutputSchema>;

/** What ffmpeg is asked: one seek for each moment, then the frames tiled. */
export const planStills = (
  input: Omit<StillsInput, 'film' | 'ffmpegVersion'>,
  file: string,
): { inputs: FfmpegInput[]; filterGraph: string; outputOptions: string[] } => {
  const count = input.atSec.length;
  const columns = Math.min(input.columns, count);
  const rows = Math.ceil(count / columns);
  const frames = input.atSec.map(
    (_, index) => `[${index}:v:0]trim=end_frame=1,setpts=${index}/TB[frame${index}]`,
  );
  const pads = input.atSec.map((_, index) => `[frame${index}]`).join('');
  const grid = `tile=${columns}x${rows}:nb_frames=${count}:padding=${input.gapPx}:margin=${input.gapPx}:color=white`;
  const size = `scale=${input.tileWidthPx}:-2:flags=area:out_range=pc:out_color_matrix=bt601`;
  return {
    inputs: input.atSec.map((atSec) => ({ file, options: ['-ss', atSec.toFixed(3)] })),
    filterGraph: [...frames, `${pads}concat=n=${count}:v=1:a=0,${size},format=yuvj420p,${grid}[sheet]`].join(
      ';\n',
    ),
    outputOptions: ['-map', '[sheet]', '-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', '-f', 'image2pipe'],
  };
};

/** Takes pictures out of a film. */
export const createStillsStep = (locator: FfmpegLocator): StepDefinition<StillsInput, StillsOutput> => ({
  kind: 'stills',
  version: 1,
  input: stillsInputSchema,
  output: stillsOutputSchema,
  pool: 'cpu',
  units: (input) => input.atSec.length,
  run: async (input, context) => {
    const ffmpeg = await locator.get(context.signal);
    const outputFile = join(context.workDirectory, 'stills.jpg');
    await ffmpeg.run({
      stage: 'stills',
      ...planStills(input, context.artifacts.pathOf(input.film)),
      outputFile,
      workDirectory: context.workDirectory,
      signal: context.signal,
    });
    return { image: await context.artifacts.publish(outputFile, 'jpg') };
  },
});
