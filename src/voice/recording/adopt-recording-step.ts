import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { foreignCode, isReelwrightError } from '../../errors/index.js';
import type { FfmpegLocator } from '../../render/ffmpeg/ffmpeg.js';
import { artifactSchema } from '../../steps/artifact.js';
import type { StepContext, StepDefinition } from '../../steps/definition.js';
import { findSound } from '../find-sound.js';
import { decodeWav } from '../wav.js';
import { type Recording, recordingSchema, unreadableRecording } from './recording.js';

/** As the neural voice has it, so that the two sound alike in a film that mixes them. */
const recordingRateHz = 24_000;
/** Less than this of sound is a click. */
const shortestSoundSec = 0.3;

export const adoptRecordingInputSchema = z.strictObject({
  recording: recordingSchema,
  /** `Ffmpeg.version`: another version may decode other samples. */
  ffmpegVersion: z.string().max(200),
});
export type AdoptRecordingInput = z.infer<typeof adoptRecordingInputSchema>;

export const adoptRecordingOutputSchema = z.strictObject({
  /** WAV, 24 kHz, mono, 16 bit. */
  audio: artifactSchema,
  durationSec: z.number().positive(),
});
export type AdoptRecordingOutput = z.infer<typeof adoptRecordingOutputSchema>;

const checkUnchanged = async ({ file, sizeBytes, modifiedMs }: Recording): Promise<void> => {
  const facts = await stat(file).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(foreignCode(error) ?? '')) {
      return undefined;
    }
    throw error;
  });
  if (facts?.size !== sizeBytes || facts.mtimeMs !== modifiedMs) {
    throw unreadableRecording('It was changed or removed meanwhile.');
  }
};

const decode = async (
  { file, durationSec }: Recording,
  ffmpeg: FfmpegLocator,
  { workDirectory, signal, reportProgress }: StepContext,
): Promise<string> => {
  const decoded = path.join(workDirectory, 'recording.wav');
  try {
    await (await ffmpeg.get(signal)).run({
      stage: 'recording',
      inputs: [{ file }],
      outputOptions: [
        ...['-map', '0:a:0', '-vn', '-ac', '1', '-ar', String(recordingRateHz)],
        ...['-c:a', 'pcm_s16le'],
      ],
      outputFile: decoded,
      workDirectory,
      signal,
      expectedDurationSec: durationSec,
      onProgress: reportProgress,
    });
  } catch (error) {
    if (isReelwrightError(error) && error.code === 'MEDIA_FAILED' && !error.retryable) {
      throw unreadableRecording('It is damaged.', error);
    }
    throw error;
  }
  return decoded;
};

/** Takes a recorded narration into the artifacts, so that the film can be made again when the file is gone. */
export const createAdoptRecordingStep = (
  ffmpeg: FfmpegLocator,
): StepDefinition<AdoptRecordingInput, AdoptRecordingOutput> => ({
  kind: 'adopt-recording',
  version: 1,
  input: adoptRecordingInputSchema,
  output: adoptRecordingOutputSchema,
  pool: 'light',
  units: ({ recording }) => recording.durationSec,
  run: async ({ recording }, context) => {
    await checkUnchanged(recording);
    const decoded = await decode(recording, ffmpeg, context);
    const { samples, sampleRateHz } = decodeWav(await readFile(decoded));
    const sound = findSound(samples, sampleRateHz);
    if (sound === undefined || sound.to - sound.from < shortestSoundSec * sampleRateHz) {
      throw unreadableRecording('It is silent.');
    }
    return {
      audio: await context.artifacts.publish(decoded, 'wav'),
      durationSec: samples.length / sampleRateHz,
    };
  },
});
