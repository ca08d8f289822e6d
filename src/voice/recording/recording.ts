import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { InputError, isReelwrightError } from '../../errors/index.js';
import type { Ffmpeg } from '../../render/ffmpeg/ffmpeg.js';
import { countOf } from '../../runtime/count-of.js';

/** Longer recordings are too much to hold and to align at once. */
export const longestRecordingSec = 900;

/** A narration that somebody recorded, as the file was when it was looked into. */
export const recordingSchema = z.strictObject({
  /** Absolute. */
  file: z.string().min(1).max(4_096),
  sizeBytes: z.int().min(1),
  modifiedMs: z.number(),
  durationSec: z.number().positive().max(longestRecordingSec),
});
export type Recording = z.infer<typeof recordingSchema>;

export const unreadableRecording = (reason: string, cause?: unknown): InputError =>
  new InputError('RECORDING_UNREADABLE', `The recorded narration cannot be used. ${reason}`, {
    hint: `Name a WAV, MP3, M4A or Ogg file of at most ${longestRecordingSec / 60} minutes, in which somebody speaks, by its absolute path.`,
    ...(cause === undefined ? {} : { cause }),
  });

/**
 * Looks into a file with ffmpeg's own eyes.
 *
 * @throws InputError `RECORDING_UNREADABLE`
 */
export const inspectRecording = async (
  file: string,
  { ffmpeg, signal }: { readonly ffmpeg: Pick<Ffmpeg, 'probe'>; readonly signal: AbortSignal },
): Promise<Recording> => {
  if (!path.isAbsolute(file) || file.includes('\0')) {
    throw unreadableRecording('It is not named by an absolute path.');
  }
  const seen = await ffmpeg.probe(file, signal).catch((error: unknown) => {
    if (isReelwrightError(error) && error.code === 'FOOTAGE_UNREADABLE') {
      throw unreadableRecording('It is missing, damaged or of a kind that cannot be decoded.', error);
    }
    throw error;
  });
  if (seen.audio === undefined) {
    throw unreadableRecording('There is no sound in it.');
  }
  if (seen.durationSec > longestRecordingSec) {
    throw unreadableRecording(`It lasts ${countOf(Math.ceil(seen.durationSec / 60), 'minute')}.`);
  }
  const { size, mtimeMs } = await stat(file);
  return { file, sizeBytes: size, modifiedMs: mtimeMs, durationSec: seen.durationSec };
};
