import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ffmpeg } from '../render/ffmpeg/ffmpeg.js';
import type { PictureFaults } from '../render/picture-checks.js';
import type { ReviewCue } from './caption-facts.js';
import { checkCaptions } from './check-captions.js';
import { type Box, checkTextBoxes, type TextBox } from './check-text-boxes.js';
import { type Expectations, judgeFidelity, judgeFilm } from './judge.js';
import { type Measurements, measureFilm } from './measure.js';
import { rateQuality } from './quality.js';
import type { Fidelity, ReviewReport } from './report.js';
import { readSubtitlesBeside } from './subtitle-file.js';

export type ReviewOptions = {
  /** What was planned. Without it the file is judged by what holds for every video, and only damage fails it. */
  readonly expected?: Expectations;
  /** In film time. Where absent, an `.srt` or `.vtt` file beside the video is read. */
  readonly captions?: readonly ReviewCue[];
  /** Where text was planned to stand, and what may be used of the frame. */
  readonly text?: { readonly boxes: readonly TextBox[]; readonly safeArea: Box };
  /** What was lost in encoding, measured elsewhere. */
  readonly fidelity?: readonly Fidelity[];
  /** What was found in the shots that the film is joined from, when every frame of them was decoded. */
  readonly faults?: PictureFaults | undefined;
  readonly signal: AbortSignal;
  /** An empty directory; a temporary one where absent. */
  readonly workDirectory?: string;
  readonly onProgress?: (fraction: number) => void;
};

const withWorkDirectory = async <Result>(
  given: string | undefined,
  use: (directory: string) => Promise<Result>,
): Promise<Result> => {
  if (given !== undefined) {
    return use(given);
  }
  const directory = await mkdtemp(join(tmpdir(), 'reelwright-review-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

type Facts = Omit<ReviewReport, 'passed' | 'plannedDurationSec' | 'sizeBytes' | 'findings'>;

const reportOf = ({ facts, sync, bitrates, picture, ...measured }: Measurements): Facts => ({
  durationSec: facts.durationSec,
  widthPx: facts.video?.widthPx ?? 0,
  heightPx: facts.video?.heightPx ?? 0,
  framesPerSec: facts.video?.framesPerSec ?? 0,
  videoCodec: facts.video?.codec ?? 'none',
  audioCodec: facts.audio?.codec ?? 'none',
  decodedClean: measured.decodedClean,
  loudnessLufs: measured.loudnessLufs,
  truePeakDbtp: measured.truePeakDbtp,
  blackStretches: [...measured.blackStretches],
  frozenStretches: [...measured.frozenStretches],
  silentStretches: [...measured.silentStretches],
  ...(sync === undefined ? {} : { sync }),
  ...(bitrates === undefined ? {} : { bitrates }),
  ...(picture === undefined ? {} : { picture }),
});

/**
 * Measures any video file and says what is wrong with it. Reads the file once without decoding it and once with every
 * check as a filter; damage costs one decode more. Of films joined from decoded shots, only key frames are decoded. A bad file is a report with errors, never a thrown error.
 *
 * @throws what is no fault of the file: cancelled, timed out, disk full, no such file.
 */
export const reviewFile = async (
  ffmpeg: Ffmpeg,
  file: string,
  options: ReviewOptions,
): Promise<ReviewReport> => {
  const { expected, text, signal, onProgress } = options;
  const { size: sizeBytes } = await stat(file);
  const measured = await withWorkDirectory(options.workDirectory, (workDirectory) =>
    measureFilm(ffmpeg, file, {
      workDirectory,
      signal,
      reportProgress: (fraction) => onProgress?.(fraction),
      faults: options.faults,
    }),
  );
  const cues = options.captions ?? (await readSubtitlesBeside(file)) ?? [];
  const captions = cues.length === 0 ? undefined : checkCaptions(cues, measured.facts.durationSec);
  const findings = [
    ...judgeFilm(measured, expected),
    ...(captions?.findings ?? []),
    ...(text === undefined ? [] : checkTextBoxes(text.boxes, text.safeArea)),
    ...judgeFidelity(options.fidelity ?? []),
  ];
  return {
    passed: findings.every(({ severity }) => severity !== 'error'),
    ...(expected === undefined ? {} : { plannedDurationSec: expected.plannedDurationSec }),
    sizeBytes,
    ...reportOf(measured),
    ...(captions === undefined ? {} : { captions: captions.facts }),
    ...(options.fidelity === undefined ? {} : { fidelity: [...options.fidelity] }),
    quality: rateQuality(measured),
    findings,
  };
};
