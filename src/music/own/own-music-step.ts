import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { foreignCode, isReelwrightError } from '../../errors/index.js';
import { type Credit, creditSchema } from '../../footage/visual.js';
import type { FfmpegLocator } from '../../render/ffmpeg/ffmpeg.js';
import { longestFilmSec } from '../../render/longest-film.js';
import { readWavFacts } from '../../render/sound/wav.js';
import { artifactSchema } from '../../steps/artifact.js';
import type { StepContext, StepDefinition } from '../../steps/definition.js';
import { findMusic, layTrack, trackRateHz } from './lay-track.js';
import { shortestTrackSec, type Track, trackSchema, unreadableTrack } from './track.js';

export const ownMusicInputSchema = z.strictObject({
  track: trackSchema,
  durationSec: z.number().min(0.5).max(longestFilmSec),
  /** `Ffmpeg.version`: another version may decode other samples. */
  ffmpegVersion: z.string().max(200),
});
export type OwnMusicInput = z.infer<typeof ownMusicInputSchema>;

export const ownMusicOutputSchema = z.strictObject({
  /** WAV, 48 kHz, stereo, 16 bit, of exactly `durationSec`; ends in silence. */
  audio: artifactSchema,
  credit: creditSchema,
});
export type OwnMusicOutput = z.infer<typeof ownMusicOutputSchema>;

/** Silence before the music is not counted as music; more of it than this is. */
const decodedBeyondSec = 30;

const creditOf = ({ file }: Track): Credit => ({
  kind: 'music',
  title: path.basename(file, path.extname(file)),
  licence: 'Supplied by the maker of the film',
});

const checkUnchanged = async (track: Track): Promise<void> => {
  const facts = await stat(track.file).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(foreignCode(error) ?? '')) {
      return undefined;
    }
    throw error;
  });
  if (facts?.size !== track.sizeBytes || facts.mtimeMs !== track.modifiedMs) {
    throw unreadableTrack(track.file, 'It was changed or removed while the film was made.');
  }
};

const decode = async (
  { track, durationSec }: OwnMusicInput,
  ffmpeg: FfmpegLocator,
  { workDirectory, signal, reportProgress }: StepContext,
): Promise<string> => {
  const decoded = path.join(workDirectory, 'track.wav');
  const lengthSec = Math.min(track.durationSec, durationSec + decodedBeyondSec);
  try {
    await (await ffmpeg.get(signal)).run({
      stage: 'own-music',
      inputs: [{ file: track.file, options: ['-t', lengthSec.toFixed(3)] }],
      outputOptions: ['-map', '0:a:0', '-vn', '-ac', '2', '-ar', String(trackRateHz), '-c:a', 'pcm_s16le'],
      outputFile: decoded,
      workDirectory,
      signal,
      expectedDurationSec: lengthSec,
      onProgress: (fraction) => reportProgress(0.5 * fraction),
    });
  } catch (error) {
    if (isReelwrightError(error) && error.code === 'MEDIA_FAILED' && !error.retryable) {
      throw unreadableTrack(track.file, 'It is damaged.', error);
    }
    throw error;
  }
  return decoded;
};

/** Makes a bed of the user's own music: as long as the film, repeated where it is shorter, without a click. */
export const createOwnMusicStep = (ffmpeg: FfmpegLocator): StepDefinition<OwnMusicInput, OwnMusicOutput> => ({
  kind: 'own-music',
  version: 1,
  input: ownMusicInputSchema,
  output: ownMusicOutputSchema,
  pool: 'cpu',
  units: ({ durationSec }) => durationSec,
  run: async (input, context) => {
    await checkUnchanged(input.track);
    const decoded = await decode(input, ffmpeg, context);
    const outputFile = path.join(context.workDirectory, 'music.wav');
    const file = await open(decoded, 'r');
    try {
      const pcm = { file, ...(await readWavFacts(file)) };
      const music = await findMusic(pcm, context.signal);
      if (music === undefined || music.frames < shortestTrackSec * trackRateHz) {
        throw unreadableTrack(input.track.file, 'It is silent, or all but silent.');
      }
      await layTrack(pcm, music, {
        ...{ durationSec: input.durationSec, outputFile, signal: context.signal },
        onProgress: (fraction) => context.reportProgress(0.5 + 0.5 * fraction),
      });
    } finally {
      await file.close();
      await rm(decoded, { force: true });
    }
    return { audio: await context.artifacts.publish(outputFile, 'wav'), credit: creditOf(input.track) };
  },
});
