import type { ScriptWord } from '../script/words.js';
import type { SpokenWord } from './normalise/spoken-word.js';
import type { TimedWord } from './voice.js';

export type TimeSpan = { readonly startSec: number; readonly endSec: number };

/** The shortest a word is shown, in seconds, where there is room for it. */
const shortestSec = 0.04;

/**
 * Gives every script word its time from the times of what was said for it.
 *
 * @param spokenTimes By index into `spoken`; `undefined` for what has no sound.
 * @returns All of `words`, in order, none overlapping, none empty, all inside the sound.
 */
export const timeWords = (
  words: readonly ScriptWord[],
  spoken: readonly SpokenWord[],
  spokenTimes: readonly (TimeSpan | undefined)[],
  durationSec: number,
): TimedWord[] => {
  const raw: (TimeSpan | undefined)[] = words.map(() => undefined);
  for (const [index, word] of spoken.entries()) {
    raw[word.scriptIndex] = union(raw[word.scriptIndex], spokenTimes[index]);
  }
  const spans = fitTimes(raw, durationSec);
  return words.map((word, index) => ({
    ...word,
    startSec: spans[index]?.startSec ?? 0,
    endSec: spans[index]?.endSec ?? durationSec,
  }));
};

const union = (left: TimeSpan | undefined, right: TimeSpan | undefined): TimeSpan | undefined =>
  left === undefined || right === undefined
    ? (left ?? right)
    : {
        startSec: Math.min(left.startSec, right.startSec),
        endSec: Math.max(left.endSec, right.endSec),
      };

/**
 * Makes any times monotone: unknown ones share the gap they stand in, overlaps and empty spans are pushed
 * apart by `shortestSec` (less when there are too many words for the duration).
 */
export const fitTimes = (times: readonly (TimeSpan | undefined)[], durationSec: number): TimeSpan[] => {
  const leastSec = Math.min(shortestSec, durationSec / Math.max(1, times.length));
  const spans = fillGaps(times, durationSec).map((span) => ({ ...span }));
  let earliestSec = 0;
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1];
    span.startSec = Math.max(span.startSec, earliestSec);
    // Where two words overlap, the later one's start is the better mark.
    const untilSec = next === undefined ? span.endSec : Math.min(span.endSec, next.startSec);
    span.endSec = Math.max(untilSec, span.startSec + leastSec);
    earliestSec = span.endSec;
  }
  let latestSec = durationSec;
  for (const span of spans.toReversed()) {
    span.endSec = Math.min(span.endSec, latestSec);
    span.startSec = Math.max(0, Math.min(span.startSec, span.endSec - leastSec));
    latestSec = span.startSec;
  }
  return spans;
};

const fillGaps = (times: readonly (TimeSpan | undefined)[], durationSec: number): TimeSpan[] => {
  const filled: TimeSpan[] = [];
  let index = 0;
  while (index < times.length) {
    const known = times[index];
    if (known !== undefined) {
      filled.push(known);
      index += 1;
      continue;
    }
    const nextKnown = times.findIndex((time, at) => at > index && time !== undefined);
    const end = nextKnown === -1 ? times.length : nextKnown;
    const fromSec = filled.at(-1)?.endSec ?? 0;
    const toSec = Math.max(fromSec, times[end]?.startSec ?? durationSec);
    const shareSec = (toSec - fromSec) / (end - index);
    for (let order = 0; index + order < end; order += 1) {
      filled.push({ startSec: fromSec + order * shareSec, endSec: fromSec + (order + 1) * shareSec });
    }
    index = end;
  }
  return filled;
};
