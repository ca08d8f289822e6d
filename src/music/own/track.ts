import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { foreignCode, InputError, isReelwrightError } from '../../errors/index.js';
import type { Ffmpeg } from '../../render/ffmpeg/ffmpeg.js';

/** A piece of music of the user's, as it was when it was looked into. */
export const trackSchema = z.strictObject({
  /** Absolute, links followed. */
  file: z.string().min(1).max(4_096),
  sizeBytes: z.int().min(1),
  modifiedMs: z.number(),
  durationSec: z.number().positive(),
});
export type Track = z.infer<typeof trackSchema>;

/** Shorter ones are sounds, and are heard as stuttering when they are repeated. */
export const shortestTrackSec = 2;
const largestTrackBytes = 2_000_000_000;

export const unreadableTrack = (file: string, reason: string, cause?: unknown): InputError =>
  new InputError('MUSIC_UNREADABLE', `The music ${path.basename(file)} cannot be used. ${reason}`, {
    hint: 'Name an MP3, WAV, M4A, FLAC, Ogg, Opus or WebM file with sound by its absolute path, or choose a mood.',
    ...(cause === undefined ? {} : { cause }),
  });

const latin = (head: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...head.subarray(from, to));

/** Frame header of MPEG audio: eleven bits set, no reserved version, layer, rate or frequency. */
const isMpegAudio = ([first = 0, second = 0, third = 0]: Uint8Array): boolean =>
  first === 0xff &&
  (second & 0xe0) === 0xe0 &&
  (second & 0x18) !== 0x08 &&
  (second & 0x06) !== 0 &&
  third >> 4 !== 15 &&
  (third & 0x0c) !== 0x0c;

/** Whether these are the first bytes of a kind of sound that we read, whatever its name says. */
export const isSoundHead = (head: Uint8Array): boolean =>
  latin(head, 0, 3) === 'ID3' ||
  ['fLaC', 'OggS'].includes(latin(head, 0, 4)) ||
  (latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WAVE') ||
  latin(head, 4, 8) === 'ftyp' ||
  (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) ||
  isMpegAudio(head);

/**
 * Looks at a file's first bytes, which needs no ffmpeg.
 *
 * @throws InputError `MUSIC_UNREADABLE`
 */
export const checkTrack = async (file: string): Promise<Omit<Track, 'durationSec'>> => {
  try {
    const real = await realpath(file);
    const handle = await open(real, 'r');
    try {
      const facts = await handle.stat();
      const head = Buffer.alloc(16);
      const { bytesRead } = facts.isFile() ? await handle.read(head, 0, 16, 0) : { bytesRead: 0 };
      if (bytesRead < 12 || !isSoundHead(head)) {
        throw unreadableTrack(file, 'It holds no music of a kind that is read.');
      }
      if (facts.size > largestTrackBytes) {
        throw unreadableTrack(file, 'It is larger than 2 GB.');
      }
      return { file: real, sizeBytes: facts.size, modifiedMs: facts.mtimeMs };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isReelwrightError(error) || !/^E[A-Z]+$/u.test(foreignCode(error) ?? '')) {
      throw error;
    }
    throw unreadableTrack(file, 'It is missing or cannot be opened.', error);
  }
};

/**
 * Looks into a file with ffmpeg's own eyes.
 *
 * @throws InputError `MUSIC_UNREADABLE`
 */
export const inspectTrack = async (
  file: string,
  { ffmpeg, signal }: { readonly ffmpeg: Pick<Ffmpeg, 'probe'>; readonly signal: AbortSignal },
): Promise<Track> => {
  const checked = await checkTrack(file);
  const seen = await ffmpeg.probe(checked.file, signal).catch((error: unknown) => {
    if (isReelwrightError(error) && error.code === 'FOOTAGE_UNREADABLE') {
      throw unreadableTrack(file, 'It is damaged or of a kind that cannot be decoded.', error);
    }
    throw error;
  });
  if (seen.audio === undefined) {
    throw unreadableTrack(file, 'There is no sound in it.');
  }
  if (seen.durationSec < shortestTrackSec) {
    throw unreadableTrack(file, `It is shorter than ${shortestTrackSec} seconds.`);
  }
  return { ...checked, durationSec: seen.durationSec };
};
