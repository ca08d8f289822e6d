import * as z from 'zod';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';
import { judgeFilm } from './judge.js';
import { measureFilm } from './measure.js';
import { parseDetections } from './parse.js';
import { type ReviewReport, reviewReportSchema } from './report.js';

export const reviewInputSchema = z.strictObject({
  film: artifactSchema,
  plannedDurationSec: z.number().positive(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  framesPerSec: z.number().positive(),
  /** Whether music plays under the voice. */
  expectMusic: z.boolean(),
});
export type ReviewInput = z.infer<typeof reviewInputSchema>;

/**
 * Measures a finished film in one strict decode and judges it. A bad film is a report with errors, not a thrown
 * error: the caller decides what becomes of it.
 */
export const createReviewStep = (locator: FfmpegLocator): StepDefinition<ReviewInput, ReviewReport> => ({
  kind: 'review',
  version: 1,
  input: reviewInputSchema,
  output: reviewReportSchema,
  pool: 'cpu',
  units: (input) => input.plannedDurationSec,
  run: async (input, context) => {
    const { film, ...expected } = input;
    const ffmpeg = await locator.get(context.signal);
    const measured = (await measureFilm(ffmpeg, context.artifacts.pathOf(film), context)) ?? {
      facts: { durationSec: 0, container: 'unknown', video: undefined, audio: undefined },
      decodedClean: false,
      ...parseDetections('', 0),
    };
    const findings = judgeFilm(measured, expected);
    const { facts } = measured;
    return {
      passed: findings.every(({ severity }) => severity !== 'error'),
      durationSec: facts.durationSec,
      plannedDurationSec: input.plannedDurationSec,
      sizeBytes: film.sizeBytes,
      widthPx: facts.video?.widthPx ?? 0,
      heightPx: facts.video?.heightPx ?? 0,
      framesPerSec: facts.video?.framesPerSec ?? 0,
      videoCodec: facts.video?.codec ?? 'none',
      audioCodec: facts.audio?.codec ?? 'none',
      loudnessLufs: measured.loudnessLufs,
      truePeakDbtp: measured.truePeakDbtp,
      decodedClean: measured.decodedClean,
      blackStretches: [...measured.blackStretches],
      frozenStretches: [...measured.frozenStretches],
      silentStretches: [...measured.silentStretches],
      findings,
    };
  },
});
