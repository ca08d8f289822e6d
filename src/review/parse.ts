import { joinFaults, numberIn, pairStretches, parsePictureFaults } from '../render/picture-checks.js';
import type { Stretch } from './report.js';

export type Detections = {
  readonly blackStretches: readonly Stretch[];
  readonly frozenStretches: readonly Stretch[];
  readonly silentStretches: readonly Stretch[];
  /** Integrated, EBU R 128; -70 is its floor, and stands where there is no sound. */
  readonly loudnessLufs: number;
  readonly truePeakDbtp: number;
};

const floorLufs = -70;
const floorDbtp = -120;

/** ebur128 prints its summary last; a value of `-inf` is silence. */
const loudnessOf = (lines: readonly string[]): Pick<Detections, 'loudnessLufs' | 'truePeakDbtp'> => {
  const summary = lines.slice(
    lines.findLastIndex((line) => line.trim() === 'Summary:' || / Summary:$/.test(line)),
  );
  const integrated = summary.map((line) => numberIn(line, '^\\s+I')).find((value) => value !== undefined);
  const peakAt = summary.findIndex((line) => line.includes('True peak:'));
  const peak = peakAt < 0 ? undefined : numberIn(summary[peakAt + 1] ?? '', 'Peak');
  return { loudnessLufs: integrated ?? floorLufs, truePeakDbtp: peak ?? floorDbtp };
};

/** Reads what blackdetect, freezedetect, silencedetect and ebur128 reported at `-loglevel info`. */
export const parseDetections = (stderr: string, filmEndSec: number): Detections => {
  const lines = stderr.split(/\r?\n/);
  const silence = lines.filter((line) => line.startsWith('[silencedetect'));
  return {
    ...joinFaults([{ faults: parsePictureFaults(stderr, filmEndSec), startSec: 0 }]),
    silentStretches: pairStretches(silence, { start: 'silence_start', end: 'silence_end' }, filmEndSec),
    ...loudnessOf(lines),
  };
};
