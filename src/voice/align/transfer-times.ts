import type { TimedWord } from '../voice.js';
import type { Sound } from '../wav.js';
import { fitTimes, type TimeSpan } from '../word-times.js';
import { framesPerSec, type SpeechFeatures, speechFeatures } from './features.js';
import type { PathStep } from './warp.js';
import { warpSpeech } from './warp-speech.js';

/** Speech whose word times are known. */
export type TimedSpeech = Sound & { readonly words: readonly TimedWord[] };

export type TransferredTimes = {
  /** The reference's words with times in the other reading. */
  readonly words: TimedWord[];
  /** How unlike the two readings are, where 1 is chance. */
  readonly unlikeness: number;
};

/**
 * Word times of one reading from another reading of the same words: by dynamic time warping of how they sound.
 * Throws `RangeError` when either holds no sound.
 */
export const transferTimes = (speech: Sound, reference: TimedSpeech): TransferredTimes => {
  const known = speechFeatures(reference);
  const heard = speechFeatures(speech);
  if (known.count === 0 || heard.count === 0) {
    throw new RangeError('There is nothing to hear.');
  }
  const { path, unlikeness } = warpSpeech(known, heard);
  const firstColumns = firstColumnOfRows(path, known.count);
  const spans = reference.words.map(({ startSec, endSec }): TimeSpan => {
    const firstRow = rowAt(known, startSec);
    const lastRow = Math.max(firstRow, rowAt(known, endSec) - 1);
    const start = heard.firstFrame + (firstColumns[firstRow] ?? 0);
    const end = heard.firstFrame + (firstColumns[lastRow + 1] ?? heard.count);
    return { startSec: start / framesPerSec, endSec: end / framesPerSec };
  });
  const times = fitTimes(spans, speech.samples.length / speech.sampleRateHz);
  return { words: reference.words.map((word, index) => ({ ...word, ...times[index] })), unlikeness };
};

const rowAt = ({ firstFrame, count }: SpeechFeatures, timeSec: number): number =>
  Math.max(0, Math.min(count - 1, Math.round(timeSec * framesPerSec) - firstFrame));

const firstColumnOfRows = (path: readonly PathStep[], rows: number): Int32Array => {
  const first = new Int32Array(rows).fill(-1);
  for (const { row, column } of path) {
    if (first[row] === -1) {
      first[row] = column;
    }
  }
  return first;
};
