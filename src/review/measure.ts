import { isReelwrightError } from '../errors/index.js';
import type { Ffmpeg, MediaFacts } from '../render/ffmpeg/ffmpeg.js';
import { describeMedia, strictDecoding } from '../render/ffmpeg/probe.js';
import type { StepContext } from '../steps/definition.js';
import { type Detections, parseDetections } from './parse.js';

export type Measurements = Detections & {
  readonly facts: Omit<MediaFacts, 'sizeBytes'>;
  readonly decodedClean: boolean;
};

/**
 * Black: 99 % of the frame is darker than 3 % grey, so that a dark card is none. Frozen: the mean difference to
 * the first frame of the stretch stays under 0.04 %, which a card's background passes within a second; 1.8 s, since
 * the key frame that comes every two seconds ends the stretch of even a still picture. Silent: below -50 dBFS.
 */
const videoChecks = 'blackdetect=d=0.3:pix_th=0.03:pic_th=0.99,freezedetect=n=0.0004:d=1.8';
const audioChecks = 'silencedetect=n=-50dB:d=2.5,ebur128=peak=true:framelog=verbose';

/** Decodes the whole film once, picture and sound side by side, with every check as a filter. */
const decode = async (
  ffmpeg: Ffmpeg,
  file: string,
  { strict, audio, durationSec }: { strict: boolean; audio: boolean; durationSec: number },
  context: StepContext,
): Promise<string> => {
  const video = `[0:v:0]${videoChecks}[video]`;
  const { stderr } = await ffmpeg.run({
    stage: 'review',
    inputs: [{ file, options: strict ? ['-err_detect', 'explode'] : [] }],
    filterGraph: audio ? `${video};[0:a:0]${audioChecks}[audio]` : video,
    outputOptions: [
      ...['-map', '[video]', ...(audio ? ['-map', '[audio]'] : []), '-fps_mode', 'passthrough'],
      ...(strict ? strictDecoding : []),
    ],
    outputFile: null,
    workDirectory: context.workDirectory,
    signal: context.signal,
    expectedDurationSec: durationSec,
    onProgress: (fraction) => context.reportProgress(fraction),
    logLevel: 'info',
  });
  return stderr;
};

/** Lines of decoders and demuxers at a level of errors; the checks themselves report as `[…detect @ …]`. */
const complaint =
  /^\[(?:h264|aac|mov[^\]]*|[av]ist[^\]]*|in#[^\]]*)(?: @ [^\]]*)?\] .*(?:error|invalid|corrupt|missing|concealing)/im;

const mediaFailed = (error: unknown): boolean => isReelwrightError(error) && error.code === 'MEDIA_FAILED';

/** Measures a film. Throws only what is no fault of the film (cancelled, timed out, disk full). */
export const measureFilm = async (
  ffmpeg: Ffmpeg,
  file: string,
  context: StepContext,
): Promise<Measurements | undefined> => {
  try {
    const described = await describeMedia(ffmpeg, file, context);
    if (described === undefined) {
      return undefined;
    }
    const facts = { ...described, durationSec: described.durationSec ?? 0 };
    if (facts.video === undefined) {
      return { facts, decodedClean: false, ...parseDetections('', facts.durationSec) };
    }
    const request = { audio: facts.audio !== undefined, durationSec: facts.durationSec };
    const strict = await decode(ffmpeg, file, { ...request, strict: true }, context).catch(
      (error: unknown) => {
        if (mediaFailed(error)) {
          return undefined;
        }
        throw error;
      },
    );
    // A damaged film is measured all the same, as far as it can be decoded, so that the report says where.
    const stderr = strict ?? (await decode(ffmpeg, file, { ...request, strict: false }, context));
    const decodedClean = strict !== undefined && !complaint.test(strict);
    return { facts, decodedClean, ...parseDetections(stderr, facts.durationSec) };
  } catch (error) {
    if (mediaFailed(error)) {
      return undefined;
    }
    throw error;
  }
};
