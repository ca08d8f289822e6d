import * as z from 'zod';
import { containers, containersOf, soundOf } from '../render/encoders/container.js';
import { streamNames } from '../render/encoders/encoder.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import { pictureFaultsSchema } from '../render/picture-checks.js';
import { codecs } from '../render/transition.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';
import { maxCues, reviewCueSchema } from './caption-facts.js';
import { boxSchema, textBoxSchema } from './check-text-boxes.js';
import { fidelitySchema, type ReviewReport, reviewReportSchema } from './report.js';
import { reviewFile } from './review-file.js';

export const reviewInputSchema = z.strictObject({
  film: artifactSchema,
  plannedDurationSec: z.number().positive(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  framesPerSec: z.number().positive(),
  /** Whether music plays under the voice. */
  expectMusic: z.boolean(),
  /** `h264` where absent. */
  codec: z.enum(codecs).optional(),
  /** The codec's usual one where absent. */
  container: z.enum(containers).optional(),
  /** In film time. */
  captions: z.array(reviewCueSchema).max(maxCues).optional(),
  /** Where text was planned, and the part of the frame that it may use. */
  text: z.strictObject({ boxes: z.array(textBoxSchema).max(maxCues), safeArea: boxSchema }).optional(),
  /** What was found in its shots and transitions, every frame of which was decoded; all of the film is where absent. */
  faults: pictureFaultsSchema.optional(),
  /** What `measure-shot` found. */
  fidelity: z.array(fidelitySchema).max(10).optional(),
});
export type ReviewInput = z.infer<typeof reviewInputSchema>;

/**
 * Measures a finished film and judges it. A bad film is a report with errors, not a thrown error: the caller
 * decides what becomes of it.
 */
export const createReviewStep = (locator: FfmpegLocator): StepDefinition<ReviewInput, ReviewReport> => ({
  kind: 'review',
  version: 3,
  input: reviewInputSchema,
  output: reviewReportSchema,
  pool: 'cpu',
  units: (input) => input.plannedDurationSec,
  run: async (input, context) => {
    const { film, codec = 'h264', container, captions = [], text, faults, fidelity, ...planned } = input;
    return reviewFile(await locator.get(context.signal), context.artifacts.pathOf(film), {
      expected: {
        ...planned,
        videoCodec: streamNames[codec],
        audioCodec: soundOf[container ?? containersOf[codec][0]],
      },
      captions,
      ...(text === undefined ? {} : { text }),
      ...(fidelity === undefined ? {} : { fidelity }),
      faults,
      signal: context.signal,
      workDirectory: context.workDirectory,
      onProgress: (fraction) => context.reportProgress(fraction),
    });
  },
});
