import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { InputError, isReelwrightError } from '../../errors/index.js';
import type { Ffmpeg, FfmpegLocator, FfmpegRequest } from '../../render/ffmpeg/ffmpeg.js';
import type { FrameSize } from '../../render/frame.js';
import type { StepContext, StepDefinition } from '../../steps/definition.js';
import { clipPictureSchema, stillPictureSchema } from '../visual.js';
import { focusProfileSchema, profileOf } from './profile.js';
import { findSaliency, type Thumbnail } from './saliency.js';

export const findFocusInputSchema = z.strictObject({
  picture: z.discriminatedUnion('kind', [stillPictureSchema, clipPictureSchema]),
  /** `Ffmpeg.version`: another version scales otherwise. */
  ffmpegVersion: z.string(),
});
export type FindFocusInput = z.infer<typeof findFocusInputSchema>;

export const findFocusOutputSchema = z.strictObject({ profile: focusProfileSchema });
export type FindFocusOutput = z.infer<typeof findFocusOutputSchema>;

/** The longer side of a thumbnail: small enough to be quick, large enough for a face in a group. */
const thumbnailPx = 96;

/**
 * Seconds of a shot whose first key frames speak for a clip; the length of the scene does not matter, so that it may
 * change. Frames between key frames tell hardly more, and cost ten times as much.
 */
const lookedAtSec = 4.2;
const mostThumbnails = 3;

const thumbnailSize = ({ widthPx, heightPx }: FrameSize): FrameSize => {
  const scale = thumbnailPx / Math.max(widthPx, heightPx);
  return {
    widthPx: Math.max(4, Math.round(widthPx * scale)),
    heightPx: Math.max(4, Math.round(heightPx * scale)),
  };
};

/** The last key frame before the shot and the first ones in it, or the very frame it begins with, or the still. */
const planThumbnails = (
  picture: FindFocusInput['picture'],
  file: string,
  keyFrames: boolean,
): Pick<FfmpegRequest, 'inputs' | 'filterGraph' | 'outputOptions'> => {
  const { widthPx, heightPx } = thumbnailSize(picture);
  const startSec = picture.kind === 'clip' ? Math.min(picture.startSec, picture.durationSec - 0.2) : 0;
  const seek = ['-ss', Math.max(0, startSec).toFixed(3)];
  const skip = ['-noaccurate_seek', '-skip_frame', 'nokey', '-t', lookedAtSec.toFixed(3)];
  const place = picture.kind === 'still' ? [] : [...seek, ...(keyFrames ? skip : [])];
  return {
    inputs: [{ file, options: ['-threads', '1', ...place] }],
    filterGraph: `[0:V:0]scale=${widthPx}:${heightPx}:flags=area,format=rgb24,setsar=1[thumbnails]`,
    outputOptions: [
      ...['-map', '[thumbnails]', '-frames:v', keyFrames ? String(mostThumbnails) : '1'],
      ...['-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo'],
    ],
  };
};

const takeThumbnails = async (
  picture: FindFocusInput['picture'],
  ffmpeg: Ffmpeg,
  context: StepContext,
): Promise<[Thumbnail, ...Thumbnail[]]> => {
  const { widthPx: width, heightPx: height } = thumbnailSize(picture);
  const frameBytes = width * height * 3;
  const outputFile = join(context.workDirectory, 'thumbnails.rgb');
  // A clip may have no key frame there that decodes alone: then its first frame is looked up exactly.
  for (const keyFrames of picture.kind === 'clip' ? [true, false] : [false]) {
    const bytes = await ffmpeg
      .run({
        stage: 'focus',
        ...planThumbnails(picture, context.artifacts.pathOf(picture.file), keyFrames),
        ...{ outputFile, workDirectory: context.workDirectory, signal: context.signal },
      })
      .then(() => readFile(outputFile))
      .catch((error: unknown) => {
        if (keyFrames && isReelwrightError(error) && error.code === 'MEDIA_FAILED') {
          return Buffer.alloc(0);
        }
        throw error;
      });
    const [first, ...rest] = Array.from(
      { length: Math.floor(bytes.length / frameBytes) },
      (_, index): Thumbnail => ({
        ...{ width, height },
        rgb: bytes.subarray(index * frameBytes, (index + 1) * frameBytes),
      }),
    );
    if (first !== undefined) {
      return [first, ...rest];
    }
  }
  throw new InputError('FOOTAGE_UNREADABLE', 'A picture or clip could not be looked into.', {
    hint: 'It may be damaged: choose another one.',
  });
};

/** Finds where in a picture or clip the eye is drawn, from thumbnails: one of a still, up to three of a clip. */
export const createFindFocusStep = (
  locator: FfmpegLocator,
): StepDefinition<FindFocusInput, FindFocusOutput> => ({
  kind: 'find-focus',
  version: 3,
  input: findFocusInputSchema,
  output: findFocusOutputSchema,
  pool: 'cpu',
  units: () => 1,
  run: async ({ picture }, context) => {
    const ffmpeg = await locator.get(context.signal);
    return { profile: profileOf(findSaliency(await takeThumbnails(picture, ffmpeg, context))) };
  },
});
