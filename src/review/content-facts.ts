import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Ffmpeg } from '../render/ffmpeg/ffmpeg.js';
import type { ReviewReport, Stretch } from './report.js';

/** What happens in a video, as far as it can be measured. Seconds count from its start. */
export const contentFactsSchema = z.strictObject({
  /** Hard cuts; a crossfade is none. */
  cuts: z.int().min(0),
  cutsPerMinute: z.number().min(0),
  /** How often the picture becomes another one, by a cut or within half a second. */
  changesPerMinute: z.number().min(0),
  /** From cut to cut. */
  longestShotSec: z.number().min(0),
  /** Absent where there is no cut. */
  firstCutSec: z.number().min(0).optional(),
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
/** Frames this far apart, in seconds, differ as across a cut where a crossfade lies between them. */
const lookEverySec = 0.5;
/** Pictures of one film are alike in colour; at 5 its crossfades are seen, and slow pans are not. */
const changeThreshold = 5;
const cutsName = 'cuts.txt';
const changesName = 'changes.txt';
const motionName = 'motion.txt';

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
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
    readonly changes: number;
    readonly differences: readonly number[];
  },
  sound: Sound,
): ContentFacts => {
  const { durationSec } = sound;
  const perMinute = (count: number): number => (durationSec > 0 ? round((60 * count) / durationSec, 1) : 0);
  const edges = [0, ...cutsSec.toSorted((one, other) => one - other), durationSec];
  const longest = edges.slice(1).reduce((most, edge, index) => Math.max(most, edge - (edges[index] ?? 0)), 0);
  const [first] = edges.slice(1, -1);
  return {
    cuts: cutsSec.length,
    cutsPerMinute: perMinute(cutsSec.length),
    changesPerMinute: perMinute(changes),
    longestShotSec: round(longest, 2),
    ...(first === undefined ? {} : { firstCutSec: round(first, 2) }),
    motion: round(Math.min(100, median(differences)), 3),
    ...describeSound(sound),
  };
};

const readIfWritten = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/**
 * Measures cuts and motion in one decoding at a small size.
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
      `[all]scdet=threshold=${cutThreshold},metadata=mode=print:key=lavfi.scd.time:file=${cutsName},metadata=mode=print:key=lavfi.scd.mafd:file=${motionName}[out]`,
      `[some]fps=${1 / lookEverySec},scdet=threshold=${changeThreshold},metadata=mode=print:key=lavfi.scd.time:file=${changesName}[looked]`,
    ].join(';\n'),
    outputOptions: ['-map', '[out]', '-map', '[looked]', '-fps_mode', 'passthrough'],
    outputFile: null,
    workDirectory,
    signal,
    expectedDurationSec: report.durationSec,
  });
  const [cuts, changes, motion] = await Promise.all([
    readIfWritten(join(workDirectory, cutsName)),
    readIfWritten(join(workDirectory, changesName)),
    readIfWritten(join(workDirectory, motionName)),
  ]);
  return describeContent(
    {
      cutsSec: readMetadata(cuts, 'lavfi.scd.time'),
      changes: readMetadata(changes, 'lavfi.scd.time').length,
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
