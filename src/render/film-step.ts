import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { MediaError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepContext, StepDefinition } from '../steps/definition.js';
import { type Container, containers } from './encoders/container.js';
import { videoTimescale } from './encoding.js';
import type { FfmpegLocator, FfmpegRequest } from './ffmpeg/ffmpeg.js';
import { giveName } from './ffmpeg/give-name.js';
import { describeProduct } from './ffmpeg/probe.js';
import { pieceSchema } from './shot/edges.js';
import { filmSoundOptions, fitSound } from './sound/encode-sound-step.js';
import { codecs } from './transition.js';

export const filmInputSchema = z.strictObject({
  /** In order, all encoded with the same format: shots, or what transitions left of them and the transitions. */
  pieces: z.array(pieceSchema).min(1).max(4_000),
  framesPerSec: z.int().min(1).max(60),
  /** `h264` and `mp4` where absent. */
  codec: z.enum(codecs).optional(),
  container: z.enum(containers).optional(),
  /** The sound, encoded already (`m4a`, for an MP4) or mixed: then padded with silence or cut to the picture's length. */
  audio: artifactSchema,
  /** Shown by players; no more than a line of it. */
  title: z.string().max(200).optional(),
  /** `Ffmpeg.version`: another version writes other bytes. */
  ffmpegVersion: z.string(),
});
export type FilmInput = z.infer<typeof filmInputSchema>;

export const filmOutputSchema = z.strictObject({
  /** MP4 with AAC or WebM with Opus, its index first, so that it plays while it loads. */
  film: artifactSchema,
  frameCount: z.int(),
  durationSec: z.number(),
});
export type FilmOutput = z.infer<typeof filmOutputSchema>;

/** One line without control characters. It travels as an argument of its own, so nothing else can go wrong. */
export const plainTitle = (title: string): string =>
  title
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();

const pieceName = (index: number): string => `piece-${String(index).padStart(4, '0')}.mp4`;

/** The list that the concat demuxer reads, names relative to it as its `safe` mode demands. */
export const joinList = (framesPerSec: number, frameCounts: readonly number[]): string =>
  [
    'ffconcat version 1.0',
    ...frameCounts.flatMap((frameCount, index) => [
      `file ${pieceName(index)}`,
      `duration ${(frameCount / framesPerSec).toFixed(6)}`,
    ]),
    '',
  ].join('\n');

type Joined = {
  readonly listFile: string;
  readonly audioFile: string;
  /** The sound has been encoded for this film. */
  readonly soundEncoded: boolean;
  readonly durationSec: number;
};

/** Opus needs fewer bits than AAC for the same quality. */
const soundCodecs: Readonly<Record<Container, readonly string[]>> = {
  mp4: filmSoundOptions,
  webm: ['-c:a', 'libopus', '-b:a', '160k', '-ac', '2'],
};

/** The index of each container. */
const muxing: Readonly<Record<Container, readonly string[]>> = {
  mp4: ['-video_track_timescale', String(videoTimescale), '-movflags', '+faststart'],
  webm: ['-cues_to_front', '1', '-f', 'webm'],
};

/** What ffmpeg is asked: the picture copied as it is, the sound copied or encoded to exactly the same length. */
export const planFilm = (
  input: Pick<FilmInput, 'title' | 'codec' | 'container'>,
  { listFile, audioFile, soundEncoded, durationSec }: Joined,
): Pick<FfmpegRequest, 'inputs' | 'filterGraph' | 'outputOptions'> => {
  const title = plainTitle(input.title ?? '');
  const { container = 'mp4' } = input;
  return {
    inputs: [{ file: listFile, options: ['-f', 'concat', '-safe', '1'] }, { file: audioFile }],
    ...(soundEncoded ? {} : { filterGraph: `[1:a:0]${fitSound(durationSec)}[sound]` }),
    outputOptions: [
      ...['-map', '0:v:0', '-map', soundEncoded ? '1:a:0' : '[sound]', '-c:v', 'copy'],
      ...(soundEncoded ? ['-c:a', 'copy'] : soundCodecs[container]),
      ...muxing[container],
      ...(input.codec === 'h265' ? ['-tag:v', 'hvc1'] : []),
      ...(title === '' ? [] : ['-metadata', `title=${title}`]),
    ],
  };
};

const writeList = async (input: FilmInput, context: StepContext): Promise<string> => {
  for (const [index, piece] of input.pieces.entries()) {
    await giveName(context.artifacts.pathOf(piece.video), join(context.workDirectory, pieceName(index)));
  }
  const listFile = join(context.workDirectory, 'pieces.ffconcat');
  const frameCounts = input.pieces.map(({ frameCount }) => frameCount);
  await writeFile(listFile, joinList(input.framesPerSec, frameCounts));
  return listFile;
};

/** The frames of all pieces together. */
const countFrames = ({ pieces }: FilmInput): number =>
  pieces.reduce((sum, piece) => sum + piece.frameCount, 0);

/** Joins pieces by stream copy and puts the sound beside them. */
export const createFilmStep = (locator: FfmpegLocator): StepDefinition<FilmInput, FilmOutput> => ({
  kind: 'film',
  version: 3,
  input: filmInputSchema,
  output: filmOutputSchema,
  pool: 'cpu',
  units: (input) => countFrames(input) / input.framesPerSec,
  run: async (input, context) => {
    const ffmpeg = await locator.get(context.signal);
    const frameCount = countFrames(input);
    const durationSec = frameCount / input.framesPerSec;
    const listFile = await writeList(input, context);
    const { container = 'mp4' } = input;
    const outputFile = join(context.workDirectory, `film.${container}`);
    await ffmpeg.run({
      stage: 'film',
      ...planFilm(input, {
        listFile,
        audioFile: context.artifacts.pathOf(input.audio),
        soundEncoded: input.audio.extension === 'm4a',
        durationSec,
      }),
      outputFile,
      workDirectory: context.workDirectory,
      signal: context.signal,
      expectedDurationSec: durationSec,
      onProgress: (fraction) => context.reportProgress(fraction),
    });
    const product = await describeProduct(ffmpeg, outputFile, context);
    if (product.frameCount !== frameCount) {
      const counts = `${countOf(product.frameCount, 'frame')} instead of ${frameCount}`;
      throw new MediaError('MEDIA_FAILED', `The joined film holds ${counts}.`, { stage: 'film' });
    }
    return { film: await context.artifacts.publish(outputFile, container), frameCount, durationSec };
  },
});
