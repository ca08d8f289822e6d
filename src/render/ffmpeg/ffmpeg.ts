/** The one way to ffmpeg: every call goes through `run`, which adds the limits of `run.ts`. */
export type FfmpegInput = {
  /** Absolute path of a file. */
  readonly file: string;
  /** Options that stand before `-i`, such as `['-ss', '1.5']` or `['-f', 'rawvideo', ...]`. Never user text. */
  readonly options?: readonly string[];
};

export type FfmpegRequest = {
  /** Short name for logs and errors: `shot`, `mix`, `join`. */
  readonly stage: string;
  readonly inputs: readonly FfmpegInput[];
  /** A filter graph made of our own numbers and generated file names only; passed by file. */
  readonly filterGraph?: string;
  /** Options between the inputs and the output: `-map`, codecs, `-t`. */
  readonly outputOptions: readonly string[];
  /** Absolute path, or `null` for `-f null -` (measuring). */
  readonly outputFile: string | null;
  /** The files that come out where `outputFile` is a pattern of them, as the segment muxer takes it. */
  readonly outputFiles?: readonly string[];
  /** Options of a second output, which is thrown away: for measuring beside the first. */
  readonly measured?: readonly string[];
  /** The process's working directory; file names inside a filter graph are relative to it. */
  readonly workDirectory: string;
  readonly signal: AbortSignal;
  /** Length of the product in seconds; turns ffmpeg's clock into a fraction and scales the time limit. */
  readonly expectedDurationSec?: number;
  readonly onProgress?: (fraction: number) => void;
  /** `info` for filters that report on stderr (ebur128, blackdetect), `verbose` to count packets; default `error`. */
  readonly logLevel?: 'error' | 'info' | 'verbose';
  /** Encodes in hardware, whose drivers reserve far more addresses than memory, and which takes few encodes at once. */
  readonly usesGraphicsCard?: boolean;
};

/** What a media file is, as ffmpeg itself sees it. */
export type MediaFacts = {
  /** 0 for a still. */
  readonly durationSec: number;
  readonly sizeBytes: number;
  readonly container: string;
  /** Transfer characteristic of the picture, such as `bt709` or `smpte2084`, if the file states one. */
  readonly transfer?: string;
  readonly video:
    | {
        readonly codec: string;
        /** As shown, after rotation. */
        readonly widthPx: number;
        readonly heightPx: number;
        readonly framesPerSec: number;
        readonly pixelFormat: string;
        readonly rotationDeg: 0 | 90 | 180 | 270;
      }
    | undefined;
  readonly audio:
    | { readonly codec: string; readonly sampleRateHz: number; readonly channels: number }
    | undefined;
};

export type Ffmpeg = {
  readonly path: string;
  /** Such as `7.0`; part of the key of every step that renders. */
  readonly version: string;
  readonly source: 'configured' | 'ffmpeg-static' | 'system' | 'pack';
  readonly encoders: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
  /** Throws `MediaError` or `CancelledError`; `stderr` is its last 64 KB. */
  run(request: FfmpegRequest): Promise<{ readonly stderr: string }>;
  /** Throws `InputError('FOOTAGE_UNREADABLE')` when the file is no picture, clip or sound that we accept. */
  probe(file: string, signal: AbortSignal): Promise<MediaFacts>;
};

/** Finds ffmpeg at first use and remembers it. Throws `MediaError('FFMPEG_MISSING')`. */
export type FfmpegLocator = { get(signal?: AbortSignal): Promise<Ffmpeg> };
