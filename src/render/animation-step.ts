import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { artifactSchema } from '../steps/artifact.js';
import type { StepContext, StepDefinition } from '../steps/definition.js';
import type { Ffmpeg, FfmpegInput, FfmpegLocator } from './ffmpeg/ffmpeg.js';

export const animationFormats = ['webp', 'gif'] as const;
export type AnimationFormat = (typeof animationFormats)[number];

export const animationInputSchema = z.strictObject({
  film: artifactSchema,
  widthPx: z.int().min(64).max(4_096),
  heightPx: z.int().min(64).max(4_096),
  /** Where each piece begins, in order. */
  fromSec: z.array(z.number().min(0)).min(1).max(8),
  pieceSec: z.number().min(0.2).max(4),
  ffmpegVersion: z.string(),
  /** WebP, or GIF where this ffmpeg cannot write WebP, if absent. */
  format: z.enum(animationFormats).optional(),
});
export type AnimationInput = z.infer<typeof animationInputSchema>;

/** Below 2 MB. */
const animationOutputSchema = z.strictObject({ image: artifactSchema });

const maxBytes = 2_000_000;

/** From good to small; the first that stays below the limit is taken. */
type Level = { readonly longSidePx: number; readonly framesPerSec: number; readonly quality: number };
const levels: Readonly<Record<AnimationFormat, readonly Level[]>> = {
  webp: [
    { longSidePx: 480, framesPerSec: 12, quality: 80 },
    { longSidePx: 400, framesPerSec: 10, quality: 45 },
    { longSidePx: 320, framesPerSec: 8, quality: 30 },
    { longSidePx: 240, framesPerSec: 6, quality: 20 },
  ],
  gif: [
    { longSidePx: 360, framesPerSec: 10, quality: 128 },
    { longSidePx: 280, framesPerSec: 8, quality: 64 },
    { longSidePx: 220, framesPerSec: 6, quality: 48 },
    { longSidePx: 160, framesPerSec: 5, quality: 32 },
  ],
};

const encoders: Readonly<Record<AnimationFormat, (level: Level) => string[]>> = {
  webp: ({ quality }) => [
    ...['-c:v', 'libwebp_anim', '-quality', String(quality), '-compression_level', '4'],
    ...['-loop', '0', '-f', 'webp'],
  ],
  gif: () => ['-c:v', 'gif', '-loop', '0', '-f', 'gif'],
};

/** What ffmpeg is asked: a seek for each piece, the pieces joined, then encoded at one level. */
export const planAnimation = (
  input: Omit<AnimationInput, 'film' | 'ffmpegVersion' | 'format'>,
  file: string,
  { format, level }: { readonly format: AnimationFormat; readonly level: Level },
): { inputs: FfmpegInput[]; filterGraph: string; outputOptions: string[] } => {
  const scale = level.longSidePx / Math.max(input.widthPx, input.heightPx);
  const widthPx = 2 * Math.round((input.widthPx * scale) / 2);
  const pieces = input.fromSec.map(
    (_, index) =>
      `[${index}:v:0]fps=${level.framesPerSec},scale=${widthPx}:-2:flags=area,setsar=1,setpts=PTS-STARTPTS[piece${index}]`,
  );
  const pads = input.fromSec.map((_, index) => `[piece${index}]`).join('');
  const colours =
    format === 'gif'
      ? `,split[plain][seen];[seen]palettegen=max_colors=${level.quality}[palette];[plain][palette]paletteuse=dither=bayer:bayer_scale=4`
      : '';
  return {
    inputs: input.fromSec.map((fromSec) => ({
      file,
      options: ['-ss', fromSec.toFixed(3), '-t', input.pieceSec.toFixed(3)],
    })),
    filterGraph: [...pieces, `${pads}concat=n=${pieces.length}:v=1:a=0${colours}[moving]`].join(';\n'),
    outputOptions: ['-map', '[moving]', ...encoders[format](level)],
  };
};

const write = async (
  ffmpeg: Ffmpeg,
  input: AnimationInput,
  format: AnimationFormat,
  context: StepContext,
): Promise<string> => {
  const outputFile = join(context.workDirectory, `moving.${format}`);
  for (const level of levels[format]) {
    await ffmpeg.run({
      stage: 'animation',
      ...planAnimation(input, context.artifacts.pathOf(input.film), { format, level }),
      outputFile,
      workDirectory: context.workDirectory,
      signal: context.signal,
    });
    if ((await stat(outputFile)).size <= maxBytes) {
      break;
    }
  }
  return outputFile;
};

/** A few seconds from several scenes as a picture that moves and loops. */
export const createAnimationStep = (
  locator: FfmpegLocator,
): StepDefinition<AnimationInput, z.infer<typeof animationOutputSchema>> => ({
  kind: 'animation',
  version: 1,
  input: animationInputSchema,
  output: animationOutputSchema,
  pool: 'cpu',
  units: ({ fromSec, pieceSec }) => fromSec.length * pieceSec,
  run: async (input, context) => {
    const ffmpeg = await locator.get(context.signal);
    const format = input.format ?? (ffmpeg.encoders.has('libwebp_anim') ? 'webp' : 'gif');
    return { image: await context.artifacts.publish(await write(ffmpeg, input, format, context), format) };
  },
});
