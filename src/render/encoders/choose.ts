import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReelwrightError, MediaError } from '../../errors/index.js';
import { videoEncoding } from '../encoding.js';
import type { Ffmpeg, FfmpegLocator } from '../ffmpeg/ffmpeg.js';
import type { Codec, Encoding } from '../transition.js';
import type { Container } from './container.js';
import {
  codecTitles,
  type EncoderName,
  type HardwareEncoder,
  type HardwareFamily,
  hardwareEncoderOf,
  softwareEncoderOf,
} from './encoder.js';
import { uploadFilter } from './hardware.js';

export type ChosenEncoder = {
  readonly encoder: EncoderName;
  /** Why it is another one than was asked for, for the person who asked; absent when it is not. */
  readonly degraded?: string;
};

export type EncoderChooser = {
  /**
   * The encoder for a film. Hardware is tried with one real frame, once in the life of the process, and only
   * when it is asked for; where it does not work, software does.
   *
   * @throws MediaError `ENCODER_MISSING` when this ffmpeg cannot encode the codec, or the container's sound.
   */
  choose(wanted: Encoding & { readonly container: Container }, signal?: AbortSignal): Promise<ChosenEncoder>;
};

const familyTitles: Readonly<Record<HardwareFamily, string>> = {
  nvenc: 'NVIDIA (nvenc)',
  qsv: 'Intel (qsv)',
  vaapi: 'VA-API (vaapi)',
  videotoolbox: 'Apple (videotoolbox)',
  amf: 'AMD (amf)',
};

const libraries: Readonly<Record<Codec, string>> = {
  h264: 'libx264',
  h265: 'libx265',
  av1: 'libsvtav1',
  vp9: 'libvpx-vp9',
};

const encoderMissing = (message: string, library: string): MediaError =>
  new MediaError('ENCODER_MISSING', message, {
    stage: 'encoder',
    hint: `Install an ffmpeg that was built with ${library} (reelwright packs install ffmpeg), or set ffmpeg.path to one, or choose the codec h264.`,
  });

/** The size of a usual film: hardware refuses very small frames, and some of it large ones. */
const trial = { widthPx: 1080, heightPx: 1920, framesPerSec: 30, quality: 'standard' } as const;

/** One frame with something in it, `yuv420p`: ramps, so that no encoder can call it empty. */
const trialFrame = (): Uint8Array =>
  Uint8Array.from(
    { length: (trial.widthPx * trial.heightPx * 3) / 2 },
    (_, at) => (at * 7 + (at >> 9)) & 0xff,
  );

const encodeOneFrame = async (ffmpeg: Ffmpeg, encoder: HardwareEncoder, signal: AbortSignal) => {
  const workDirectory = await mkdtemp(join(tmpdir(), 'reelwright-encoder-'));
  try {
    const file = join(workDirectory, 'frame.yuv');
    await writeFile(file, trialFrame());
    const size = `${trial.widthPx}x${trial.heightPx}`;
    await ffmpeg.run({
      stage: 'encoder',
      inputs: [
        {
          file,
          options: [
            ...['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', size],
            ...['-framerate', String(trial.framesPerSec)],
          ],
        },
      ],
      filterGraph: `[0:v]format=yuv420p${uploadFilter(encoder)}[film]`,
      outputOptions: [
        ...['-map', '[film]', '-frames:v', '1'],
        ...videoEncoding({ ...trial, encoder }, 'photographic'),
      ],
      outputFile: join(workDirectory, 'frame.mp4'),
      workDirectory,
      signal,
      expectedDurationSec: 1,
      usesGraphicsCard: true,
    });
  } finally {
    await rm(workDirectory, { recursive: true, force: true });
  }
};

/** `undefined` when it works, otherwise why not. What ffmpeg said about it is in the log. */
const tryHardware = async (
  ffmpeg: Ffmpeg,
  encoder: HardwareEncoder,
  family: HardwareFamily,
  signal: AbortSignal,
): Promise<string | undefined> => {
  if (!ffmpeg.encoders.has(encoder)) {
    return `this ffmpeg was built without ${encoder}`;
  }
  try {
    await encodeOneFrame(ffmpeg, encoder, signal);
    return undefined;
  } catch (error) {
    if (!isReelwrightError(error) || (error.code !== 'MEDIA_FAILED' && error.code !== 'MEDIA_TIMEOUT')) {
      throw error;
    }
    return error.code === 'MEDIA_TIMEOUT'
      ? 'it did not finish a single frame when it was tried'
      : `it could not encode a single frame when it was tried, so ${troubles[family]}`;
  }
};

const troubles: Readonly<Record<HardwareFamily, string>> = {
  nvenc: 'there is no NVIDIA card that can do it, or its driver is missing or too old',
  qsv: 'there is no Intel graphics that can do it, or its runtime (oneVPL) is missing',
  vaapi: 'there is no card that can do it, its driver is missing, or /dev/dri may not be opened',
  videotoolbox: 'this Mac cannot do it',
  amf: 'there is no AMD card that can do it, or its driver is missing',
};

/** The encoder of a codec that always works, if this ffmpeg has it. */
const requireSoftware = (codec: Codec, ffmpeg: Ffmpeg): EncoderName => {
  const encoder = softwareEncoderOf(codec, ffmpeg.encoders);
  if (encoder === undefined) {
    throw encoderMissing(`This ffmpeg cannot encode ${codecTitles[codec]}.`, libraries[codec]);
  }
  return encoder;
};

export const createEncoderChooser = (locator: FfmpegLocator): EncoderChooser => {
  const tried = new Map<HardwareEncoder, Promise<string | undefined>>();

  /** A trial that threw was cancelled, or found no room on the disk: the next film tries again. */
  const tryOnce = (ffmpeg: Ffmpeg, encoder: HardwareEncoder, family: HardwareFamily, signal: AbortSignal) => {
    const known = tried.get(encoder);
    if (known !== undefined) {
      return known;
    }
    const trying = tryHardware(ffmpeg, encoder, family, signal);
    tried.set(encoder, trying);
    trying.catch(() => tried.delete(encoder));
    return trying;
  };

  const whyNot = async (
    codec: Codec,
    family: HardwareFamily,
    ffmpeg: Ffmpeg,
    signal: AbortSignal,
  ): Promise<{ encoder?: HardwareEncoder; reason?: string }> => {
    const encoder = hardwareEncoderOf(codec, family);
    if (encoder === undefined) {
      return { reason: 'there is none' };
    }
    const reason = await tryOnce(ffmpeg, encoder, family, signal);
    return reason === undefined ? { encoder } : { reason };
  };

  return {
    choose: async ({ codec, encoder: choice, container }, signal = new AbortController().signal) => {
      const ffmpeg = await locator.get(signal);
      if (container === 'webm' && !ffmpeg.encoders.has('libopus')) {
        throw encoderMissing('This ffmpeg cannot encode the sound of a WebM film.', 'libopus');
      }
      if (choice === 'software') {
        return { encoder: requireSoftware(codec, ffmpeg) };
      }
      const { encoder, reason } = await whyNot(codec, choice, ffmpeg, signal);
      if (encoder !== undefined) {
        return { encoder };
      }
      const title = `The ${codecTitles[codec]} encoder of ${familyTitles[choice]}`;
      return {
        encoder: requireSoftware(codec, ffmpeg),
        degraded: `${title} is not used: ${reason}. The film was encoded in software instead.`,
      };
    },
  };
};

/** The codecs that this ffmpeg encodes without special hardware, as people call them. */
export const encodableCodecs = (available: ReadonlySet<string>): string[] =>
  (Object.keys(codecTitles) as Codec[])
    .filter((codec) => softwareEncoderOf(codec, available) !== undefined)
    .map((codec) => codecTitles[codec]);
