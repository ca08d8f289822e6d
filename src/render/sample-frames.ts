import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepContext } from '../steps/definition.js';
import type { Ffmpeg, FfmpegInput } from './ffmpeg/ffmpeg.js';
import type { FrameSize } from './frame.js';

/** A point in a video. */
export type Moment = {
  readonly atSec: number;
  /**
   * Whether the last key frame before it will do, at most two seconds earlier in films of ours: it decodes alone,
   * at a small part of the cost.
   */
  readonly nearby: boolean;
};

/** Pixels as `rgb24`, row by row. */
export type SampledFrame = FrameSize & { readonly pixels: Uint8Array };

export const momentInput = (file: string, { atSec, nearby }: Moment): FfmpegInput => ({
  file,
  options: [
    ...(nearby ? ['-noaccurate_seek', '-skip_frame', 'nokey'] : []),
    ...['-threads', '1', '-ss', atSec.toFixed(3)],
  ],
});

/** The size of small frames: filled, the middle of what does not fit cut off, or with the whole picture in their top left corner. */
export type SampleSize = FrameSize & { readonly fit?: 'cover' | 'inside' };

const place = ({ widthPx, heightPx, fit = 'cover' }: SampleSize): string => {
  const scale = `scale=${widthPx}:${heightPx}:flags=area:force_original_aspect_ratio`;
  return fit === 'cover'
    ? `${scale}=increase,crop=${widthPx}:${heightPx}`
    : `${scale}=decrease,pad=${widthPx}:${heightPx}:0:0`;
};

/** What ffmpeg is asked: one seek for each moment, then the small frames one after another. */
export const planSample = (
  places: readonly { readonly file: string; readonly moment: Moment }[],
  size: SampleSize,
): { inputs: FfmpegInput[]; filterGraph: string; outputOptions: string[] } => {
  const frames = places.map(
    (_, index) =>
      `[${index}:V:0]trim=end_frame=1,setpts=${index}/TB,${place(size)},setsar=1,format=rgb24[frame${index}]`,
  );
  const pads = places.map((_, index) => `[frame${index}]`).join('');
  return {
    inputs: places.map(({ file, moment }) => momentInput(file, moment)),
    filterGraph: [...frames, `${pads}concat=n=${places.length}:v=1:a=0[frames]`].join(';\n'),
    outputOptions: ['-map', '[frames]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo'],
  };
};

const readSample = async (
  ffmpeg: Ffmpeg,
  places: readonly { readonly file: string; readonly moment: Moment }[],
  size: SampleSize,
  context: Pick<StepContext, 'workDirectory' | 'signal'>,
): Promise<SampledFrame[]> => {
  const outputFile = join(context.workDirectory, 'frames.rgb24');
  const { workDirectory, signal } = context;
  await ffmpeg.run({ stage: 'stills', ...planSample(places, size), outputFile, workDirectory, signal });
  const bytes = await readFile(outputFile);
  const frameBytes = size.widthPx * size.heightPx * 3;
  return Array.from({ length: Math.floor(bytes.length / frameBytes) }, (_, index) => ({
    widthPx: size.widthPx,
    heightPx: size.heightPx,
    pixels: bytes.subarray(index * frameBytes, (index + 1) * frameBytes),
  }));
};

/**
 * Small frames of videos, in order. Where a key frame cannot be found (a foreign file, another codec), all are
 * looked up exactly.
 *
 * @throws MediaError
 */
export const sampleFrames = async (
  ffmpeg: Ffmpeg,
  places: readonly { readonly file: string; readonly moment: Moment }[],
  size: SampleSize,
  context: Pick<StepContext, 'workDirectory' | 'signal'>,
): Promise<SampledFrame[]> => {
  if (places.length === 0) {
    return [];
  }
  const frames = await readSample(ffmpeg, places, size, context);
  if (frames.length === places.length || !places.some(({ moment }) => moment.nearby)) {
    return frames;
  }
  const exact = places.map(({ file, moment }) => ({ file, moment: { ...moment, nearby: false } }));
  return readSample(ffmpeg, exact, size, context);
};
