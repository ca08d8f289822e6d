import { findPauses } from '../align/estimate-times.js';
import { windowLevels } from '../find-sound.js';
import { trimSpeech } from '../trim.js';
import type { TimedWord } from '../voice.js';
import type { Sound } from '../wav.js';

/** A stretch of a recording, with the words in it timed from its own start. */
export type Slice = Sound & { readonly words: readonly TimedWord[] };

/** A pause counts as the one between two scenes when it lies within this of where their words meet. */
const reachSec = 0.5;
const windowSec = 0.01;
/** Beyond its words, where a room is not silent, a slice keeps no more than this. */
const leadSec = 0.15;
const tailSec = 0.3;

/**
 * Cuts a recording into scenes: between the last word of one and the first of the next, in the middle of the pause
 * that lies there, else where it is quietest. Silence at the ends of each slice is cut to a breath.
 *
 * @param words All words of the recording, timed.
 * @param counts How many of them each scene has.
 */
export const cutRecording = (
  sound: Sound,
  words: readonly TimedWord[],
  counts: readonly number[],
): Slice[] => {
  const pauses = findPauses(sound);
  const durationSec = sound.samples.length / sound.sampleRateHz;
  const slices: Slice[] = [];
  let [first, fromSec] = [0, 0];
  for (const [scene, count] of counts.entries()) {
    const next = words[first + count];
    const endSec = words[first + count - 1]?.endSec ?? fromSec;
    const isLast = scene === counts.length - 1 || next === undefined;
    const toSec = isLast
      ? durationSec
      : cutBetween(sound, { endSec, startSec: next.startSec, fromSec }, pauses);
    const own = words.slice(first, first + count);
    slices.push(
      slice(sound, own, {
        fromSec: Math.max(fromSec, (own[0]?.startSec ?? fromSec) - leadSec),
        toSec: Math.min(toSec, (own.at(-1)?.endSec ?? toSec) + tailSec),
      }),
    );
    first += count;
    fromSec = toSec;
  }
  return slices;
};

type Joint = { readonly endSec: number; readonly startSec: number; readonly fromSec: number };

const cutBetween = (
  sound: Sound,
  { endSec, startSec, fromSec }: Joint,
  pauses: ReturnType<typeof findPauses>,
): number => {
  const meetSec = (endSec + startSec) / 2;
  const middles = pauses
    .map((pause) => (pause.startSec + pause.endSec) / 2)
    .filter((middle) => middle > fromSec && middle > endSec - reachSec && middle < startSec + reachSec)
    .toSorted((left, right) => Math.abs(left - meetSec) - Math.abs(right - meetSec));
  return middles[0] ?? quietest(sound, Math.max(fromSec, endSec - 0.1), startSec + 0.1);
};

const quietest = ({ samples, sampleRateHz }: Sound, fromSec: number, toSec: number): number => {
  const part = samples.subarray(Math.round(fromSec * sampleRateHz), Math.round(toSec * sampleRateHz));
  const levels = windowLevels(part, Math.round(windowSec * sampleRateHz));
  const least = levels.reduce((lowest, level) => Math.min(lowest, level), Number.POSITIVE_INFINITY);
  return fromSec + (Math.max(0, levels.indexOf(least)) + 0.5) * windowSec;
};

const slice = (
  { samples, sampleRateHz }: Sound,
  words: readonly TimedWord[],
  { fromSec, toSec }: { readonly fromSec: number; readonly toSec: number },
): Slice => {
  const within = (seconds: number): number => Math.max(0, Math.min(toSec, seconds) - fromSec);
  const trimmed = trimSpeech({
    samples: samples.slice(Math.round(fromSec * sampleRateHz), Math.round(toSec * sampleRateHz)),
    sampleRateHz,
    words: words.map((word) => ({
      ...word,
      startSec: within(word.startSec),
      endSec: within(word.endSec),
    })),
    timing: 'aligned',
  });
  return { samples: trimmed.samples, sampleRateHz, words: trimmed.words };
};
