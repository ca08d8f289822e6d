/**
 * What ffmpeg may open, and how much of the machine it may take. ffmpeg detects formats by content, so a file
 * named `.mp4` can be a playlist that reads other files; only what stands here is ever demuxed or decoded.
 */

/** Demuxers for files that somebody else made. `*_pipe` reads one picture, never a numbered sequence. */
const mediaFormats = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'png_pipe',
  'jpeg_pipe',
  'webp_pipe',
  'gif',
  'wav',
  'mp3',
  'flac',
  'ogg',
].join(',');

/** Codecs we accept; each may have several decoders, and the allow-list goes by decoder. */
const mediaDecoders = [
  'h264',
  'hevc',
  'vp8',
  'vp9',
  'libdav1d',
  'libaom-av1',
  'av1',
  'aac',
  'mp3float',
  'mp3',
  'opus',
  'vorbis',
  'flac',
  'pcm_s16le',
  'pcm_s24le',
  'pcm_f32le',
  'png',
  'mjpeg',
  'webp',
  'gif',
];

export type AllowList = { readonly formats: string; readonly codecs: string };

/** Inputs of our own making, whose format is stated with `-f` because it cannot be detected. */
const statedFormats: Readonly<Record<string, (codecs: string) => AllowList>> = {
  rawvideo: () => ({ formats: 'rawvideo', codecs: 'rawvideo' }),
  f32le: () => ({ formats: 'f32le', codecs: 'pcm_f32le' }),
  s16le: () => ({ formats: 's16le', codecs: 'pcm_s16le' }),
  png_pipe: () => ({ formats: 'png_pipe', codecs: 'png' }),
  concat: (codecs) => ({ formats: `concat,${mediaFormats}`, codecs }),
};

/** The decoders of ours that this build has. The allow-list matches implementation names (`mp3float`, not `mp3`). */
export const allowedDecoders = (available: ReadonlySet<string>): string =>
  mediaDecoders.filter((name) => available.has(name)).join(',');

/** The allow-list of an input, or `undefined` when its stated format is none that we use. */
export const allowListOf = (statedFormat: string | undefined, codecs: string): AllowList | undefined =>
  statedFormat === undefined
    ? { formats: mediaFormats, codecs }
    : Object.hasOwn(statedFormats, statedFormat)
      ? statedFormats[statedFormat]?.(codecs)
      : undefined;

/** 40 megapixels: beyond any photograph worth showing, and below what a small machine can hold decoded. */
export const maxPixels = 40_000_000;
/** No input is read for longer than this. */
export const maxInputSec = 7_200;
/** A call that says nothing for this long hangs. */
export const inactivityLimitMs = 60_000;
/** From SIGTERM to SIGKILL. Half products are thrown away, and a server whose host left must be gone in five seconds. */
export const killDelayMs = 2_000;
export const stderrTailBytes = 65_536;

export type Limits = {
  readonly totalMs: number;
  readonly cpuSec: number;
  /** Of address space; `Infinity` for none, where a driver of a graphics card sets aside what it never touches. */
  readonly memoryBytes: number;
  /** ffmpeg stops by itself here ... */
  readonly outputBytes: number;
  /** ... and is killed here. */
  readonly fileBytes: number;
};

/**
 * Limits for a product of this length. The slowest encode we make (`high`, 60 fps) takes about four seconds
 * a second on one old core; 30 leaves room for a machine that is busy with other work.
 */
export const limitsFor = (expectedDurationSec: number | undefined): Limits => {
  const durationSec = Math.min(expectedDurationSec ?? 15, maxInputSec);
  const totalSec = Math.ceil(120 + 30 * durationSec);
  const outputBytes = Math.max(1_500_000_000, Math.ceil(durationSec * 8_000_000));
  return {
    totalMs: totalSec * 1_000,
    cpuSec: Math.max(900, 4 * totalSec),
    memoryBytes: 4_294_967_296,
    outputBytes,
    fileBytes: Math.ceil(outputBytes * 1.3),
  };
};
