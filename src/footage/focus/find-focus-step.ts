import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { InputError } from '../../errors/index.js';
import type { FfmpegLocator } from '../../render/ffmpeg/ffmpeg.js';
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

/** Seconds into a shot whose frames speak for a clip; the length of the scene does not matter, so that it may change. */
const lookedAtSec = [0.3, 1.8, 3.6] as const;

const thumbnailSize = ({ widthPx, heightPx }: FrameSize): { width: number; height: number } => {
  const scale = thumbnailPx / Math.max(widthPx, heightPx);
  return {
    width: Math.max(4, Math.round(widthPx * scale)),
    height: Math.max(4, Math.round(heightPx * scale)),
  };
};

const momentsOf = (picture: FindFocusInput['picture']): (number | undefined)[] => {
  if (picture.kind === 'still') {
    return [undefined];
  }
  const lastSec = Math.max(0, picture.durationSec - 0.2);
  return [...new Set(lookedAtSec.map((sec) => Math.min(lastSec, picture.startSec + sec)))];
};

const takeThumbnails = async (
  picture: FindFocusInput['picture'],
  locator: FfmpegLocator,
  context: StepContext,
): Promise<[Thumbnail, ...Thumbnail[]]> => {
  const ffmpeg = await locator.get(context.signal);
  const size = thumbnailSize(picture);
  const moments = momentsOf(picture);
  const file = context.artifacts.pathOf(picture.file);
  const outputFile = join(context.workDirectory, 'thumbnails.rgb');
  const seek = (sec: number | undefined): string[] => (sec === undefined ? [] : ['-ss', sec.toFixed(3)]);
  const scale = `scale=${size.width}:${size.height}:flags=area,format=rgb24,setsar=1`;
  const parts = moments.map(
    (_, index) => `[${index}:V:0]trim=end_frame=1,setpts=${index}/TB,${scale}[t${index}]`,
  );
  const pads = moments.map((_, index) => `[t${index}]`).join('');
  await ffmpeg.run({
    stage: 'focus',
    inputs: moments.map((sec) => ({ file, options: ['-threads', '1', ...seek(sec)] })),
    filterGraph: [...parts, `${pads}concat=n=${moments.length}:v=1:a=0[all]`].join(';\n'),
    outputOptions: ['-map', '[all]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo'],
    outputFile,
    workDirectory: context.workDirectory,
    signal: context.signal,
  });
  const bytes = await readFile(outputFile);
  const frameBytes = size.width * size.height * 3;
  const frames = Array.from({ length: Math.floor(bytes.length / frameBytes) }, (_, index) => ({
    ...size,
    rgb: bytes.subarray(index * frameBytes, (index + 1) * frameBytes),
  }));
  const [first, ...rest] = frames;
  if (first === undefined) {
    throw new InputError('FOOTAGE_UNREADABLE', 'A picture or clip could not be looked into.', {
      hint: 'It may be damaged: choose another one.',
    });
  }
  return [first, ...rest];
};

/** Finds where in a picture or clip the eye is drawn, from thumbnails: one of a still, three of a clip. */
export const createFindFocusStep = (
  locator: FfmpegLocator,
): StepDefinition<FindFocusInput, FindFocusOutput> => ({
  kind: 'find-focus',
  version: 1,
  input: findFocusInputSchema,
  output: findFocusOutputSchema,
  pool: 'cpu',
  units: () => 1,
  run: async ({ picture }, context) => ({
    profile: profileOf(findSaliency(await takeThumbnails(picture, locator, context))),
  }),
});
