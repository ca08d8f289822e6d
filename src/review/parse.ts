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

const numberIn = (line: string, name: string): number | undefined => {
  const text = new RegExp(`${name}:\\s*(-?\\d+(?:\\.\\d+)?)`).exec(line)?.[1];
  return text === undefined ? undefined : Number(text);
};

/** Pairs starts and ends in order; a stretch that lasts to the end of the film is never closed by ffmpeg. */
const stretches = (
  lines: readonly string[],
  names: { readonly start: string; readonly end: string },
  filmEndSec: number,
): Stretch[] => {
  const found: Stretch[] = [];
  let startSec: number | undefined;
  for (const line of lines) {
    startSec = numberIn(line, names.start) ?? startSec;
    const endSec = numberIn(line, names.end);
    if (endSec !== undefined && startSec !== undefined) {
      found.push({ startSec: Math.max(0, startSec), endSec });
      startSec = undefined;
    }
  }
  if (startSec !== undefined) {
    found.push({ startSec: Math.max(0, startSec), endSec: Math.max(startSec, filmEndSec) });
  }
  return found;
};

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
  const of = (filter: string): string[] => lines.filter((line) => line.startsWith(`[${filter}`));
  return {
    blackStretches: stretches(of('blackdetect'), { start: 'black_start', end: 'black_end' }, filmEndSec),
    frozenStretches: stretches(of('freezedetect'), { start: 'freeze_start', end: 'freeze_end' }, filmEndSec),
    silentStretches: stretches(
      of('silencedetect'),
      { start: 'silence_start', end: 'silence_end' },
      filmEndSec,
    ),
    ...loudnessOf(lines),
  };
};
