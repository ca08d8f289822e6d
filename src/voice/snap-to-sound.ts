import { windowLevels } from './find-sound.js';
import type { Sound } from './wav.js';
import type { TimeSpan } from './word-times.js';

const windowSec = 0.005;
/** Relative to the loudest 5 ms: breath and room are below, every first phoneme above. */
const thresholdDb = -40;
/** Plosives close the mouth for up to 80 ms within a word. */
const shortestPauseSec = 0.1;
/** How far the mark of a word may be from its sound. */
const reachSec = 0.25;

type Pause = { readonly fromSec: number; readonly toSec: number };

/** Where nothing is heard for a tenth of a second or longer. */
export const pausesIn = ({ samples, sampleRateHz }: Sound): Pause[] => {
  const levels = windowLevels(samples, Math.round(windowSec * sampleRateHz));
  const loudest = levels.reduce((highest, level) => Math.max(highest, level), 0);
  const threshold = loudest * 10 ** (thresholdDb / 20);
  const pauses: Pause[] = [];
  let from = 0;
  for (const [index, level] of levels.entries()) {
    if (level < threshold) {
      continue;
    }
    if ((index - from) * windowSec >= shortestPauseSec) {
      pauses.push({ fromSec: from * windowSec, toSec: index * windowSec });
    }
    from = index + 1;
  }
  return pauses;
};

/**
 * Times in which a word after a pause begins where it is heard, and the word before ends where it ceases to be: a model
 * counts pauses to the words around them as it likes.
 *
 * @param times Of the words, in seconds into the sound.
 * @param isAfterPause Whether the text asks for a pause before the word of an index.
 */
export const snapToSound = <Span extends TimeSpan | undefined>(
  times: readonly Span[],
  isAfterPause: (index: number) => boolean,
  sound: Sound,
): Span[] => {
  const pauses = pausesIn(sound);
  const snapped = [...times];
  for (const [index, time] of times.entries()) {
    if (time === undefined || !isAfterPause(index)) {
      continue;
    }
    const before = snapped[index - 1];
    // A pause before the word before is none of this word's.
    const fromSec = before === undefined ? 0 : (before.startSec + before.endSec) / 2;
    const [pause] = pauses
      .filter(
        (one) =>
          Math.abs(one.toSec - time.startSec) < reachSec &&
          one.toSec < time.endSec &&
          (one.fromSec + one.toSec) / 2 > fromSec,
      )
      .toSorted((left, right) => right.toSec - right.fromSec - (left.toSec - left.fromSec));
    if (pause !== undefined) {
      snapped[index] = { ...time, startSec: pause.toSec };
      if (before !== undefined && before.startSec < pause.fromSec) {
        snapped[index - 1] = { ...before, endSec: Math.min(before.endSec, pause.fromSec) };
      }
    }
  }
  return snapped;
};
