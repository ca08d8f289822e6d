import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { MediaError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';
import { encoderNames } from './encoders/encoder.js';
import { isHardware } from './encoders/hardware.js';
import { qualities, videoEncoding } from './encoding.js';
import type { FfmpegLocator, FfmpegRequest } from './ffmpeg/ffmpeg.js';
import { describeProduct } from './ffmpeg/probe.js';
import { pieceSchema } from './shot/edges.js';
import { drawnTransitions } from './transition.js';
import { maskOf, planBlend } from './transition-graph.js';
import { drawMask } from './transition-mask.js';

export const transitionInputSchema = z.strictObject({
  kind: z.enum(drawnTransitions),
  /** The tail of the shot before and the head of the shot after, of `edgeFrames` frames each. */
  from: artifactSchema,
  to: artifactSchema,
  edgeFrames: z.int().min(1).max(60),
  /** Slides and wipes come from the left. */
  mirrored: z.boolean().optional(),
  /** Cards are encoded more finely than photographs, and so is what leads to or from one. */
  picture: z.enum(['photographic', 'gradients']),
  framesPerSec: z.int().min(1).max(60),
  widthPx: z.int().min(64).max(4_096).multipleOf(2),
  heightPx: z.int().min(64).max(4_096).multipleOf(2),
  quality: z.enum(qualities),
  /** libx264 where absent. */
  encoder: z.enum(encoderNames).optional(),
  /** `Ffmpeg.version`: another version draws other bytes. */
  ffmpegVersion: z.string(),
});
export type TransitionInput = z.infer<typeof transitionInputSchema>;

export const transitionOutputSchema = z.strictObject({
  /** Stands in the film where the two pieces stood, as long as both. */
  piece: pieceSchema,
});
export type TransitionOutput = z.infer<typeof transitionOutputSchema>;

/** Steps of the rate factor. These frames are encoded a second time; those of cards are fine enough as they are. */
const finerBy = { photographic: 2, gradients: 0 } as const;

/** What ffmpeg is asked for one transition. */
export const planTransition = (
  input: Omit<TransitionInput, 'from' | 'to' | 'ffmpegVersion'>,
  files: { readonly from: string; readonly to: string; readonly mask?: string },
): Pick<FfmpegRequest, 'inputs' | 'filterGraph' | 'outputOptions'> => ({
  ...planBlend(input, files),
  outputOptions: [
    ...['-filter_complex_threads', '1', '-map', '[film]', '-frames:v', String(2 * input.edgeFrames)],
    ...videoEncoding(input, input.picture, finerBy[input.picture]),
  ],
});

/** Draws one scene's giving way to the next, from nothing but the frames that it replaces. */
export const createTransitionStep = (
  locator: FfmpegLocator,
): StepDefinition<TransitionInput, TransitionOutput> => ({
  kind: 'transition',
  version: 3,
  input: transitionInputSchema,
  output: transitionOutputSchema,
  pool: 'cpu',
  units: (input) => (2 * input.edgeFrames) / input.framesPerSec,
  run: async (input, context) => {
    const ffmpeg = await locator.get(context.signal);
    const { workDirectory, signal } = context;
    const frameCount = 2 * input.edgeFrames;
    const mask = maskOf[input.kind];
    const maskFile = join(workDirectory, 'mask.raw');
    if (mask !== undefined) {
      await writeFile(
        maskFile,
        drawMask(mask, { widthPx: input.widthPx, frameCount, mirrored: input.mirrored }),
      );
    }
    const outputFile = join(workDirectory, 'transition.mp4');
    const hardware = isHardware(input.encoder);
    await ffmpeg.run({
      stage: 'transition',
      ...planTransition(input, {
        from: context.artifacts.pathOf(input.from),
        to: context.artifacts.pathOf(input.to),
        ...(mask === undefined ? {} : { mask: maskFile }),
      }),
      outputFile,
      usesGraphicsCard: hardware,
      workDirectory,
      signal,
      expectedDurationSec: frameCount / input.framesPerSec,
      onProgress: (fraction) => context.reportProgress(fraction),
    });
    const decode = hardware ? 'all-frames' : 'key-frames';
    const product = await describeProduct(ffmpeg, outputFile, { workDirectory, signal, decode });
    if (product.frameCount !== frameCount) {
      const counts = `${countOf(product.frameCount, 'frame')} instead of ${frameCount}`;
      throw new MediaError('MEDIA_FAILED', `A transition came out with ${counts}.`, { stage: 'transition' });
    }
    return { piece: { video: await context.artifacts.publish(outputFile, 'mp4'), frameCount } };
  },
});
