import { stat } from 'node:fs/promises';
import * as z from 'zod';
import { foreignCode, InputError, isReelwrightError } from '../errors/index.js';
import type { Ffmpeg, FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { StepContext, StepDefinition } from '../steps/definition.js';
import { type ContentFacts, contentFactsSchema, measureContent, startsFast } from './content-facts.js';
import { fitPlatforms, platformFitSchema } from './platform-fit.js';
import { type ReviewReport, reviewReportSchema } from './report.js';
import { reviewFile } from './review-file.js';
import { readSubtitlesBeside } from './subtitle-file.js';

export const analyseInputSchema = z.strictObject({
  /** Absolute. Its size and time of change stand for what is in it. */
  file: z.string().min(1).max(4096),
  sizeBytes: z.int().min(0),
  modifiedMs: z.number(),
  /** Of subtitles beside it; absent where there are none. */
  subtitlesModifiedMs: z.number().optional(),
  ffmpegVersion: z.string(),
});
export type AnalyseInput = z.infer<typeof analyseInputSchema>;

export const analysisSchema = z.strictObject({
  report: reviewReportSchema,
  /** Absent where there is no picture that can be decoded. */
  content: contentFactsSchema.optional(),
  /** From subtitles beside the file. */
  words: z
    .strictObject({ count: z.int().min(0), perMinute: z.number().min(0), firstCaptionSec: z.number() })
    .optional(),
  delivery: z.strictObject({
    /** Plays while it loads; absent where the container knows no such thing. */
    startsFast: z.boolean().optional(),
    megabytesPerMinute: z.number().min(0),
    platforms: z.array(platformFitSchema),
  }),
});
export type Analysis = z.infer<typeof analysisSchema>;

const round1 = (value: number): number => Math.round(value * 10) / 10;

const describeWords = async (
  file: string,
  durationSec: number,
): Promise<Pick<Analysis, 'words'> | undefined> => {
  const cues = await readSubtitlesBeside(file);
  const [first] = cues ?? [];
  if (cues === undefined || first === undefined || durationSec <= 0) {
    return undefined;
  }
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const count = cues
    .flatMap(({ lines }) => lines)
    .reduce(
      (sum, line) => sum + [...segmenter.segment(line)].filter(({ isWordLike }) => isWordLike).length,
      0,
    );
  return { words: { count, perMinute: round1((60 * count) / durationSec), firstCaptionSec: first.startSec } };
};

/** A picture that cannot be decoded has been reported already. */
const measureWhatPlays = async (
  ffmpeg: Ffmpeg,
  file: string,
  report: ReviewReport,
  context: StepContext,
): Promise<ContentFacts | undefined> => {
  if (report.widthPx === 0) {
    return undefined;
  }
  try {
    return await measureContent(ffmpeg, file, report, context);
  } catch (error) {
    if (isReelwrightError(error) && error.code === 'MEDIA_FAILED') {
      return undefined;
    }
    throw error;
  }
};

const refuseChanged = async ({ file, sizeBytes, modifiedMs }: AnalyseInput): Promise<void> => {
  const facts = await stat(file).catch((error: unknown) => {
    if (foreignCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
  if (facts?.size !== sizeBytes || facts.mtimeMs !== modifiedMs) {
    throw new InputError('INPUT_INVALID', 'The video was changed or removed while it was looked at.', {
      hint: 'Wait until it is written completely, then ask again.',
    });
  }
};

/** Measures any video: what the review measures, what happens in it, and how platforms would take it. */
export const createAnalyseStep = (locator: FfmpegLocator): StepDefinition<AnalyseInput, Analysis> => ({
  kind: 'analyse',
  version: 2,
  input: analyseInputSchema,
  output: analysisSchema,
  pool: 'cpu',
  units: ({ sizeBytes }) => sizeBytes / 1e6,
  run: async (input, context) => {
    const { file } = input;
    await refuseChanged(input);
    const ffmpeg = await locator.get(context.signal);
    const { signal, workDirectory } = context;
    const report = await reviewFile(ffmpeg, file, {
      signal,
      workDirectory,
      onProgress: (fraction) => context.reportProgress(fraction * 0.8),
    });
    const content = await measureWhatPlays(ffmpeg, file, report, context);
    const fast = await startsFast(file);
    return {
      report,
      ...(content === undefined ? {} : { content }),
      ...(await describeWords(file, report.durationSec)),
      delivery: {
        ...(fast === undefined ? {} : { startsFast: fast }),
        megabytesPerMinute:
          report.durationSec > 0 ? round1(report.sizeBytes / 1e6 / (report.durationSec / 60)) : 0,
        platforms: fitPlatforms(report),
      },
    };
  },
});
