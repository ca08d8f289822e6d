import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { isReelwrightError } from '../errors/index.js';
import type { Ffmpeg, MediaFacts } from '../render/ffmpeg/ffmpeg.js';
import { describeMedia, strictDecoding } from '../render/ffmpeg/probe.js';
import { type PictureFaults, pictureChecks, scaledTo } from '../render/picture-checks.js';
import { type PacketFacts, readPackets, type TrackFacts } from './packets.js';
import { type Detections, parseDetections } from './parse.js';
import { type PictureFacts, parsePictureSamples } from './picture-samples.js';
import type { bitratesSchema, syncSchema } from './report.js';

export type Measurements = Detections & {
  readonly facts: Omit<MediaFacts, 'sizeBytes'>;
  readonly decodedClean: boolean;
  readonly sync?: z.infer<typeof syncSchema>;
  readonly bitrates?: z.infer<typeof bitratesSchema>;
  readonly picture?: PictureFacts;
};

export type MeasureContext = {
  /** An empty directory for what is written meanwhile. */
  readonly workDirectory: string;
  readonly signal: AbortSignal;
  readonly reportProgress: (fraction: number) => void;
  /** Of a film that was joined from shots whose every frame has been decoded: what was found in them. */
  readonly faults?: PictureFaults | undefined;
};

type Video = NonNullable<MediaFacts['video']>;

/** Silent: below -50 dBFS. */
const audioChecks = 'silencedetect=n=-50dB:d=2.5,ebur128=peak=true:framelog=verbose';

/** Sharpness is measured on pictures of this size, so that films of all sizes compare. */
const sampledSidePx = 540;
/** At most a picture a second, and so many altogether that a film of hours costs no more than one of a minute. */
const mostSamples = 24;
const samplesName = 'samples.txt';
const packetsName = 'packets.txt';

const sizeOption = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }): string =>
  `w=${widthPx}:h=${heightPx}`;

/** Every check as a filter, so that the film is decoded only once. */
const checkGraph = (
  { video, audio, durationSec, faults }: Omit<DecodeRequest, 'strict'>,
  filters: ReadonlySet<string>,
): string => {
  const everySec = Math.max(1, durationSec / mostSamples).toFixed(3);
  // The edges that blurdetect looks for are those of whole pixels, so its pictures are scaled with care.
  const sampled = [
    `select='isnan(prev_selected_t)+gte(t-prev_selected_t\\,${everySec})'`,
    `scale=${sizeOption(scaledTo(video, sampledSidePx))}:flags=bilinear`,
    'format=yuv420p',
    ...(filters.has('blurdetect') ? ['blurdetect=block_width=32:block_height=32:block_pct=80'] : []),
    'signalstats',
    `metadata=mode=print:file=${samplesName}`,
  ].join(',');
  return [
    ...(faults === undefined
      ? ['[0:v:0]split=2[whole][some]', `[whole]${pictureChecks(video)}[video]`, `[some]${sampled}[samples]`]
      : [`[0:v:0]${sampled}[samples]`]),
    ...(audio ? [`[0:a:0]${audioChecks}[audio]`] : []),
  ].join(';\n');
};

type DecodeRequest = {
  readonly strict: boolean;
  readonly video: Video;
  readonly audio: boolean;
  readonly durationSec: number;
  /** Found before, when every frame was decoded: no more than key frames need be now. */
  readonly faults: PictureFaults | undefined;
};

const decode = async (
  ffmpeg: Ffmpeg,
  file: string,
  { strict, ...facts }: DecodeRequest,
  context: MeasureContext,
): Promise<string> => {
  const { stderr } = await ffmpeg.run({
    stage: 'review',
    inputs: [
      {
        file,
        options: [
          ...(strict ? ['-err_detect', 'explode'] : []),
          ...(facts.faults === undefined ? [] : ['-skip_frame:v', 'nokey', '-threads', '1']),
        ],
      },
    ],
    filterGraph: checkGraph(facts, ffmpeg.filters),
    outputOptions: [
      ...(facts.faults === undefined ? ['-map', '[video]'] : []),
      ...['-map', '[samples]', ...(facts.audio ? ['-map', '[audio]'] : [])],
      ...['-fps_mode', 'passthrough', ...(strict ? strictDecoding : [])],
    ],
    outputFile: null,
    workDirectory: context.workDirectory,
    signal: context.signal,
    expectedDurationSec: facts.durationSec,
    onProgress: (fraction) => context.reportProgress(fraction),
    logLevel: 'info',
  });
  return stderr;
};

/** Measures the sound of a file without a picture. */
const decodeSound = async (
  ffmpeg: Ffmpeg,
  file: string,
  context: MeasureContext,
): Promise<string | undefined> => {
  const { stderr } = await ffmpeg.run({
    stage: 'review',
    inputs: [{ file }],
    filterGraph: `[0:a:0]${audioChecks}[audio]`,
    outputOptions: ['-map', '[audio]'],
    outputFile: null,
    workDirectory: context.workDirectory,
    signal: context.signal,
    logLevel: 'info',
  });
  return stderr;
};

/** Lines of decoders and demuxers at a level of errors; the checks themselves report as `[…detect @ …]`. */
const complaint =
  /^\[(?:h264|hevc|av1|libdav1d|vp[89]|aac|opus|mov[^\]]*|matroska[^\]]*|[av]ist[^\]]*|in#[^\]]*)(?: @ [^\]]*)?\] .*(?:error|invalid|corrupt|missing|concealing)/im;

const mediaFailed = (error: unknown): boolean => isReelwrightError(error) && error.code === 'MEDIA_FAILED';

/** `undefined` where ffmpeg could make nothing of the file; throws what is no fault of the file. */
const unlessDamaged = async <Result>(work: Promise<Result>): Promise<Result | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (mediaFailed(error)) {
      return undefined;
    }
    throw error;
  }
};

/** Reads the packets through without decoding them. */
const measurePackets = async (
  ffmpeg: Ffmpeg,
  file: string,
  context: MeasureContext,
): Promise<PacketFacts> => {
  const packetsFile = join(context.workDirectory, packetsName);
  const written = await unlessDamaged(
    ffmpeg.run({
      stage: 'review',
      inputs: [{ file }],
      outputOptions: ['-map', '0:V:0?', '-map', '0:a:0?', '-c', 'copy', '-f', 'framecrc'],
      outputFile: packetsFile,
      workDirectory: context.workDirectory,
      signal: context.signal,
    }),
  );
  return written === undefined ? {} : readPackets(packetsFile);
};

const kbps = (sizeBytes: number, lengthSec: number): number =>
  lengthSec > 0 ? Math.round((8 * sizeBytes) / lengthSec / 100) / 10 : 0;

const lengthOf = ({ startSec, endSec }: TrackFacts): number => endSec - startSec;
const toMilliseconds = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

/** What the packets tell of the whole file. */
export const describePackets = ({ video, audio }: PacketFacts): Pick<Measurements, 'sync' | 'bitrates'> => ({
  ...(video === undefined || audio === undefined
    ? {}
    : {
        sync: {
          audioStartsLateSec: toMilliseconds(audio.startSec - video.startSec),
          audioEndsLateSec: toMilliseconds(audio.endSec - video.endSec),
        },
      }),
  ...(video === undefined
    ? {}
    : {
        bitrates: {
          videoKbps: kbps(video.sizeBytes, lengthOf(video)),
          videoPeakKbps: kbps(
            video.secondBytes.reduce((most, bytes) => Math.max(most, bytes), 0),
            Math.min(1, lengthOf(video)),
          ),
          audioKbps: audio === undefined ? 0 : kbps(audio.sizeBytes, lengthOf(audio)),
        },
      }),
});

const readSamples = async (workDirectory: string): Promise<PictureFacts | undefined> => {
  const text = await readFile(join(workDirectory, samplesName), 'utf8').catch(() => '');
  return parsePictureSamples(text);
};

/** A file of which nothing is known. */
export const nothingMeasured: Measurements = {
  facts: { durationSec: 0, container: 'unknown', video: undefined, audio: undefined },
  decodedClean: false,
  ...parseDetections('', 0),
};

/**
 * Measures a film in one reading without and one with decoding. What cannot be opened at all measures as
 * nothing. Throws only what is no fault of the film (cancelled, timed out, disk full).
 */
export const measureFilm = async (
  ffmpeg: Ffmpeg,
  file: string,
  context: MeasureContext,
): Promise<Measurements> => {
  const described = await unlessDamaged(describeMedia(ffmpeg, file, context));
  if (described === undefined) {
    return nothingMeasured;
  }
  const packets = await measurePackets(ffmpeg, file, context);
  const lastSec = Math.max(packets.video?.endSec ?? 0, packets.audio?.endSec ?? 0);
  const facts = { ...described, durationSec: described.durationSec ?? lastSec };
  const { video, durationSec } = facts;
  if (video === undefined) {
    const heard = facts.audio && (await unlessDamaged(decodeSound(ffmpeg, file, context)));
    return { facts, decodedClean: heard !== undefined, ...parseDetections(heard ?? '', durationSec) };
  }
  const { faults } = context;
  const request = { video, audio: facts.audio !== undefined, durationSec, faults };
  const strict = await unlessDamaged(decode(ffmpeg, file, { ...request, strict: true }, context));
  // A damaged film is measured all the same, as far as it can be decoded, so that the report says where.
  const stderr =
    strict ?? (await unlessDamaged(decode(ffmpeg, file, { ...request, strict: false }, context))) ?? '';
  const picture = await readSamples(context.workDirectory);
  return {
    facts,
    decodedClean: strict !== undefined && !complaint.test(strict),
    ...parseDetections(stderr, durationSec),
    ...faults,
    ...describePackets(packets),
    ...(picture === undefined ? {} : { picture }),
  };
};
