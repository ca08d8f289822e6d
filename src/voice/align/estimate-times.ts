import { estimateSpeechSec } from '../../script/speech-length.js';
import { joinWords, type ScriptWord } from '../../script/words.js';
import { findSound, windowLevels } from '../find-sound.js';
import type { TimedWord } from '../voice.js';
import type { Sound } from '../wav.js';
import { fitTimes, type TimeSpan } from '../word-times.js';

const windowSec = 0.01;
/** A pause is at least this long and this far below the loudest window. */
const shortestPauseSec = 0.18;
const pauseDb = -36;
/** A pause counts as the one after a mark when it lies within this of where the words' lengths put it. */
const reachSec = 0.8;

const endsClause = /[,;:.!?…—–。！？、，；：।؟،]["'”’»)\]」』）]*$/u;

/**
 * Word times from the words alone: each lasts as long as its syllables should take, and where a mark asks for a
 * pause and one is heard near there, the words around it are moved to it. About 0.1 s off in the mean.
 */
export const estimateTimes = (speech: Sound, words: readonly ScriptWord[], language: string): TimedWord[] => {
  const sound = findSound(speech.samples, speech.sampleRateHz);
  const durationSec = speech.samples.length / speech.sampleRateHz;
  const fromSec = (sound?.from ?? 0) / speech.sampleRateHz;
  const toSec = (sound?.to ?? speech.samples.length) / speech.sampleRateHz;
  const weights = words.map((word) => Math.max(0.05, estimateSpeechSec(joinWords([word]), language)));
  const anchors = findAnchors(words, weights, { fromSec, toSec, pauses: findPauses(speech) });
  const spans = layBetween(weights, anchors);
  const times = fitTimes(spans, durationSec);
  return words.map((word, index) => ({ ...word, startSec: 0, endSec: durationSec, ...times[index] }));
};

/** Stretches of quiet inside the sound. */
export const findPauses = ({ samples, sampleRateHz }: Sound): TimeSpan[] => {
  const levels = windowLevels(samples, Math.max(1, Math.round(windowSec * sampleRateHz)));
  const loudest = levels.reduce((highest, level) => Math.max(highest, level), 0);
  const threshold = loudest * 10 ** (pauseDb / 20);
  const pauses: TimeSpan[] = [];
  let from = 0;
  for (const [index, level] of [...levels, Number.POSITIVE_INFINITY].entries()) {
    if (level < threshold) {
      continue;
    }
    if ((index - from) * windowSec >= shortestPauseSec && from > 0 && index < levels.length) {
      pauses.push({ startSec: from * windowSec, endSec: index * windowSec });
    }
    from = index + 1;
  }
  return pauses;
};

/** Between the word before `index` and that word lies the pause from `untilSec` to `fromSec`. */
type Anchor = { readonly index: number; readonly untilSec: number; readonly fromSec: number };

const findAnchors = (
  words: readonly ScriptWord[],
  weights: readonly number[],
  { fromSec, toSec, pauses }: { fromSec: number; toSec: number; pauses: readonly TimeSpan[] },
): Anchor[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
  const anchors: Anchor[] = [{ index: 0, untilSec: fromSec, fromSec }];
  let passed = 0;
  for (const [index, word] of words.entries()) {
    passed += weights[index] ?? 0;
    const last = anchors.at(-1);
    if (index === words.length - 1 || !endsClause.test(word.text)) {
      continue;
    }
    const expectedSec = fromSec + ((toSec - fromSec) * passed) / total;
    const near = pauses
      .filter(
        ({ startSec }) => startSec > (last?.fromSec ?? 0) && Math.abs(startSec - expectedSec) < reachSec,
      )
      .toSorted(
        (left, right) => Math.abs(left.startSec - expectedSec) - Math.abs(right.startSec - expectedSec),
      )[0];
    if (near !== undefined) {
      anchors.push({ index: index + 1, untilSec: near.startSec, fromSec: near.endSec });
    }
  }
  return [...anchors, { index: words.length, untilSec: toSec, fromSec: toSec }];
};

const layBetween = (weights: readonly number[], anchors: readonly Anchor[]): TimeSpan[] => {
  const spans: TimeSpan[] = [];
  for (const [order, anchor] of anchors.slice(0, -1).entries()) {
    const next = anchors[order + 1];
    const part = weights.slice(anchor.index, next?.index);
    const sum = part.reduce((total, weight) => total + weight, 0) || 1;
    const lengthSec = (next?.untilSec ?? anchor.fromSec) - anchor.fromSec;
    let passed = 0;
    for (const weight of part) {
      const startSec = anchor.fromSec + (lengthSec * passed) / sum;
      passed += weight;
      spans.push({ startSec, endSec: anchor.fromSec + (lengthSec * passed) / sum });
    }
  }
  return spans;
};
