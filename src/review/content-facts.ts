import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Ffmpeg } from '../render/ffmpeg/ffmpeg.js';
import type { ReviewReport, Stretch } from './report.js';
import { findShotChanges, type ShotChange, withoutFades } from './shot-changes.js';

/** What happens in a video, as far as it can be measured. Seconds count from its start. */
export const contentFactsSchema = z.strictObject({
  /** Stretches between changes of the picture. */
  shots: z.int().min(1),
  /** Hard cuts; a crossfade is none. */
  cuts: z.int().min(0),
  cutsPerMinute: z.number().min(0),
  /** Crossfades, fades through black, slides, wipes: changes that take up to two seconds. */
  gradualChanges: z.int().min(0),
  /** How often the picture becomes another one, by a cut or gradually. */
  changesPerMinute: z.number().min(0),
  /** From change to change. */
  longestShotSec: z.number().min(0),
  /** Absent where there is no cut. */
  firstCutSec: z.number().min(0).optional(),
  /** Absent where there is neither a cut nor a gradual change. */
  firstChangeSec: z.number().min(0).optional(),
  /** Mean difference from frame to frame in percent of white, the median over all frames: under 0.3 is nearly still. */
  motion: z.number().min(0).max(100),
  /** How much of the video is not silent, 0 to 1. */
  soundShare: z.number().min(0).max(1),
  /** When something is first heard; absent where nothing is. */
  firstSoundSec: z.number().min(0).optional(),
});
export type ContentFacts = z.infer<typeof contentFactsSchema>;

const checkedSidePx = 270;
/** Score from 0 to 100 from which `scdet` counts a cut; its own default, and what its documentation recommends at least. */
const cutThreshold = 10;
const sampleSidePx = 16;
const samplesPerSec = 5;
/** A change this near to a cut, in seconds, is that cut. */
const sameChangeSec = 0.5;
const cutsName = 'cuts.txt';
const samplesName = 'samples.rgb24';
const motionName = 'motion.txt';

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const ascending = (values: readonly number[]): number[] => values.toSorted((one, other) => one - other);

const median = (values: readonly number[]): number => {
  const sorted = ascending(values);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** The numbers behind a key in what `metadata=print` wrote. */
export const readMetadata = (text: string, key: string): number[] =>
  text.split('\n').flatMap((line) => {
    const value = line.startsWith(`${key}=`) ? Number(line.slice(key.length + 1)) : Number.NaN;
    return Number.isFinite(value) ? [value] : [];
  });

const lengthOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);

type Sound = Pick<ReviewReport, 'durationSec' | 'silentStretches' | 'audioCodec'>;

const describeSound = ({
  durationSec,
  silentStretches,
  audioCodec,
}: Sound): Pick<ContentFacts, 'soundShare' | 'firstSoundSec'> => {
  if (audioCodec === 'none' || durationSec <= 0) {
    return { soundShare: 0 };
  }
  const soundShare = round(Math.max(0, 1 - lengthOf(silentStretches) / durationSec), 3);
  const opening = silentStretches.find(({ startSec }) => startSec < 0.05);
  return soundShare === 0 ? { soundShare } : { soundShare, firstSoundSec: round(opening?.endSec ?? 0, 2) };
};

/** Pure: what cuts and differences say of a video of this length. */
export const describeContent = (
  {
    cutsSec,
    changes,
    differences,
  }: {
    readonly cutsSec: readonly number[];
    /** Those that are cuts may be among them. */
    readonly changes: readonly ShotChange[];
    readonly differences: readonly number[];
  },
  sound: Sound,
): ContentFacts => {
  const { durationSec } = sound;
  const perMinute = (count: number): number => (durationSec > 0 ? round((60 * count) / durationSec, 1) : 0);
  const others = changes.filter(({ atSec }) => !cutsSec.some((cut) => Math.abs(cut - atSec) < sameChangeSec));
  const gradual = others.filter(({ sharp }) => !sharp).map(({ atSec }) => atSec);
  const cuts = [...cutsSec, ...others.filter(({ sharp }) => sharp).map(({ atSec }) => atSec)];
  const all = ascending([...cuts, ...gradual]);
  const edges = [0, ...all, durationSec];
  const longest = edges.slice(1).reduce((most, edge, index) => Math.max(most, edge - (edges[index] ?? 0)), 0);
  const [firstCut] = ascending(cuts);
  const [firstChange] = all;
  return {
    shots: all.length + 1,
    cuts: cuts.length,
    cutsPerMinute: perMinute(cuts.length),
    gradualChanges: gradual.length,
    changesPerMinute: perMinute(all.length),
    longestShotSec: round(longest, 2),
    ...(firstCut === undefined ? {} : { firstCutSec: round(firstCut, 2) }),
    ...(firstChange === undefined ? {} : { firstChangeSec: round(firstChange, 2) }),
    motion: round(Math.min(100, median(differences)), 3),
    ...describeSound(sound),
  };
};

const readIfWritten = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/**
 * Measures cuts, gradual changes and motion in one decoding at a small size.
 *
 * @throws MediaError where the picture cannot be decoded
 */
export const measureContent = async (
  ffmpeg: Ffmpeg,
  file: string,
  report: ReviewReport,
  { workDirectory, signal }: { readonly workDirectory: string; readonly signal: AbortSignal },
): Promise<ContentFacts> => {
  const scale = Math.min(1, checkedSidePx / Math.max(1, Math.min(report.widthPx, report.heightPx)));
  const even = (length: number): number => Math.max(2, 2 * Math.round((length * scale) / 2));
  await ffmpeg.run({
    stage: 'review',
    inputs: [{ file }],
    filterGraph: [
      `[0:v:0]scale=w=${even(report.widthPx)}:h=${even(report.heightPx)}:flags=neighbor,format=yuv420p,split=2[all][some]`,
      `[all]scdet=threshold=${cutThreshold},metadata=mode=print:key=lavfi.scd.time:file=${cutsName},metadata=mode=print:key=lavfi.scd.mafd:file=${motionName},nullsink`,
      `[some]fps=${samplesPerSec},scale=w=${sampleSidePx}:h=${sampleSidePx}:flags=area,format=rgb24[samples]`,
    ].join(';\n'),
    outputOptions: ['-map', '[samples]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo'],
    outputFile: join(workDirectory, samplesName),
    workDirectory,
    signal,
    expectedDurationSec: report.durationSec,
  });
  const [cuts, motion, bytes] = await Promise.all([
    readIfWritten(join(workDirectory, cutsName)),
    readIfWritten(join(workDirectory, motionName)),
    readFile(join(workDirectory, samplesName)),
  ]);
  const frames = { bytes, frameBytes: 3 * sampleSidePx ** 2, framesPerSec: samplesPerSec };
  return describeContent(
    {
      cutsSec: withoutFades(readMetadata(cuts, 'lavfi.scd.time'), frames),
      changes: findShotChanges(frames),
      differences: readMetadata(motion, 'lavfi.scd.mafd'),
    },
    report,
  );
};

/** More top-level boxes than any sane file has before its index. */
const maxBoxes = 1_000;

/**
 * Whether an MP4 or MOV file has its index before its pictures, so that it plays while it loads; `undefined` for
 * other containers.
 */
export const startsFast = async (file: string): Promise<boolean | undefined> => {
  const handle = await open(file);
  try {
    const header = Buffer.alloc(16);
    for (let at = 0, count = 0; count < maxBoxes; count += 1) {
      const { bytesRead } = await handle.read(header, 0, 16, at);
      const name = header.toString('latin1', 4, 8);
      if (bytesRead < 8 || (at === 0 && name !== 'ftyp')) {
        return undefined;
      }
      if (name === 'moov' || name === 'mdat') {
        return name === 'moov';
      }
      const short = header.readUInt32BE(0);
      const length = short === 1 ? Number(header.readBigUInt64BE(8)) : short;
      if (length < 8) {
        return undefined;
      }
      at += length;
    }
    return undefined;
  } finally {
    await handle.close();
  }
};
