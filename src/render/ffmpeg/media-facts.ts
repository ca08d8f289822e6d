import type { MediaFacts } from './ffmpeg.js';

/** The part of `MediaFacts` that ffmpeg's description of an input holds. `durationSec` is absent where unknown. */
export type Described = Omit<MediaFacts, 'durationSec' | 'sizeBytes'> & {
  readonly durationSec?: number;
};

const stillContainers = new Set(['png_pipe', 'jpeg_pipe', 'webp_pipe']);
export const isStillContainer = (container: string): boolean => stillContainers.has(container);

const seconds = (clock: string): number => {
  const [hours = 0, minutes = 0, rest = 0] = clock.split(':').map(Number);
  return hours * 3_600 + minutes * 60 + rest;
};

/** Stream lines have exactly two blanks before them; everything a file can say about itself has at least four. */
const streamLine = /^ {2}Stream #0:(\d+)(?:\[0x[0-9a-f]+\])?(?:\([^)]*\))?: (Video|Audio): (.+)$/;

type StreamLine = { readonly kind: string; readonly text: string; readonly rotationDeg: number };

const rotationOf = (lines: readonly string[]): number => {
  const stated = lines.map(
    (line) => /^ +displaymatrix: rotation of (-?\d+(?:\.\d+)?) degrees$/.exec(line)?.[1],
  );
  return Number(stated.find((value) => value !== undefined) ?? 0);
};

const streamsOf = (lines: readonly string[]): StreamLine[] => {
  const starts = lines.flatMap((line, index) => (/^ {2}Stream #0:\d/.test(line) ? [index] : []));
  return starts.flatMap((start, order) => {
    const match = streamLine.exec(lines[start] ?? '');
    const rotationDeg = rotationOf(lines.slice(start + 1, starts[order + 1]));
    return match === null ? [] : [{ kind: match[2] ?? '', text: match[3] ?? '', rotationDeg }];
  });
};

const sizeIn = (text: string): [widthPx: number, heightPx: number] | undefined => {
  const match = /, (\d{1,5})x(\d{1,5})(?: \[|,|$)/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
};

/** Colours stand behind the pixel format: `(tv, bt709)`, or `matrix/primaries/transfer` where these differ. */
const transferOf = (text: string): string | undefined => {
  const colours = /, [a-z][a-z0-9]+\(([^)]*)\), \d+x\d+/.exec(text)?.[1]?.split(', ') ?? [];
  const named = colours.find((part) => part.includes('/'))?.split('/')[2];
  const plain = colours.find((part) => /^(bt|smpte|arib)/.test(part) && !part.includes('/'));
  return (named === 'unknown' ? undefined : named) ?? plain;
};

const rightAngles = [0, 90, 180, 270] as const;

const videoOf = (stream: StreamLine, shown: string | undefined): MediaFacts['video'] => {
  const codec = /^([\w-]+)/.exec(stream.text)?.[1];
  // The colour of a pixel format stands in brackets behind it, with commas of its own.
  const pixelFormat = /, ([a-z][a-z0-9]+)(?:\([^)]*\))?, \d+x\d+/.exec(stream.text)?.[1];
  const size = (shown === undefined ? undefined : sizeIn(shown)) ?? sizeIn(stream.text);
  const rate = /, (\d+(?:\.\d+)?)(k?) fps/.exec(stream.text) ?? /, (\d+(?:\.\d+)?)(k?) tbr/.exec(stream.text);
  if (codec === undefined || size === undefined) {
    return undefined;
  }
  const turn = (((Math.round(stream.rotationDeg / 90) * 90) % 360) + 360) % 360;
  return {
    codec,
    widthPx: size[0],
    heightPx: size[1],
    framesPerSec: rate === null ? 0 : Number(rate[1]) * (rate[2] === 'k' ? 1_000 : 1),
    pixelFormat: pixelFormat ?? 'unknown',
    rotationDeg: rightAngles.find((angle) => angle === turn) ?? 0,
  };
};

const audioOf = (stream: StreamLine): MediaFacts['audio'] => {
  const match = /^([\w-]+).*?, (\d+) Hz, ([^,]+)/.exec(stream.text);
  if (match === null) {
    return undefined;
  }
  const layout = match[3] ?? '';
  const named: Record<string, number> = { mono: 1, stereo: 2, quad: 4 };
  const surround = /^(\d)\.(\d)/.exec(layout);
  const counted = /^(\d+) channels/.exec(layout);
  const channels =
    named[layout] ??
    (surround === null ? undefined : Number(surround[1]) + Number(surround[2])) ??
    (counted === null ? 2 : Number(counted[1]));
  return { codec: match[1] ?? '', sampleRateHz: Number(match[2]), channels };
};

/**
 * Reads what ffmpeg (5.1 to 8) says at `-loglevel info` when it decodes the first picture of one input. The size
 * is the one of the decoded picture, so it is right after rotation, also where a photograph's EXIF turns it.
 */
export const parseDescription = (stderr: string): Described | undefined => {
  const lines = stderr.split(/\r?\n/);
  const inputAt = lines.findIndex((line) => line.startsWith('Input #0, '));
  const container = /^Input #0, (.+), from '/.exec(lines[inputAt] ?? '')?.[1];
  if (container === undefined) {
    return undefined;
  }
  const mappingAt = lines.indexOf('Stream mapping:', inputAt);
  const outputAt = lines.findIndex((line, index) => index > mappingAt && line.startsWith('Output #0, '));
  const input = lines.slice(inputAt + 1, mappingAt < 0 ? undefined : mappingAt);
  const shown =
    outputAt < 0 ? undefined : streamsOf(lines.slice(outputAt)).find(({ kind }) => kind === 'Video');
  const streams = streamsOf(input);
  // A cover picture in a sound file is no video.
  const video = streams.find(({ kind, text }) => kind === 'Video' && !text.includes('(attached pic)'));
  const audio = streams.find(({ kind }) => kind === 'Audio');
  const clock = input.map((line) => /^ {2}Duration: (\d+:\d+:\d+\.\d+),/.exec(line)?.[1]).find(Boolean);
  const transfer = video === undefined ? undefined : transferOf(video.text);
  return {
    container,
    ...(transfer === undefined ? {} : { transfer }),
    video: video === undefined ? undefined : videoOf(video, shown?.text),
    audio: audio === undefined ? undefined : audioOf(audio),
    ...(clock === undefined ? {} : { durationSec: seconds(clock) }),
  };
};

/** Packets (for video: frames) that the first output stream received, from the statistics of `-loglevel verbose`. */
export const parsePacketCount = (stderr: string): number =>
  Number(
    / Output stream #0:0 \(video\): (?:\d+ frames encoded[^;]*; )?(\d+) packets muxed/.exec(stderr)?.[1] ?? 0,
  );
