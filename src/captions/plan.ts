import type { FrameSize } from '../render/frame.js';
import type { TimedWord } from '../voice/voice.js';
import type { CaptionLookChanges, CaptionStyle, Platform } from './caption-style.js';
import type { Cue } from './cue.js';
import { timeCues } from './cue-timing.js';
import { captionLook } from './look.js';
import { type TextMeasure, withGap } from './measure.js';

export type CuePlanOptions = FrameSize & {
  /** All words of a scene in order, times from its start. */
  readonly words: readonly TimedWord[];
  /** How long the scene is shown, seconds; cues end with it. */
  readonly durationSec: number;
  readonly style: CaptionStyle;
  readonly look?: CaptionLookChanges;
  readonly platform?: Platform;
  readonly measure: TextMeasure;
};

/** A pause in speech that parts two cues. */
const longPauseSec = 0.35;
/** A cue that stays longer than this is a wall of text. */
const longCueSec = 3.2;
const maxCueWords = 14;

const sentenceEnd = /[.!?…。！？।؟]["'”’»)\]」』）]*$/u;
const clauseEnd = /(?:[,;:،؛、，；：]["'”’»)\]」』）]*|[—–])$/u;
const letters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

type Measured = {
  readonly word: TimedWord;
  readonly widthEm: number;
  /** Of the white space before it, if any. */
  readonly gapEm: number;
  /** How bad it is to end a cue (0 good, 1 bad) or a line after this word. */
  readonly breakCost: number;
  /** How bad it is to go on with the same cue after this word. */
  readonly runOnCost: number;
};

/** Articles, prepositions and the like cling to the word that follows; emoji and dashes to the one before. */
const breakCostOf = (text: string, next: TimedWord | undefined): number => {
  if (sentenceEnd.test(text)) {
    return 0;
  }
  if (clauseEnd.test(text)) {
    return 0.1;
  }
  const clings = /^\p{Script=Latin}+$/u.test(text) && letters(text) <= 3;
  const clung =
    next !== undefined && (!next.spaceBefore || /^[B-HJ-Z]$/u.test(next.text) || letters(next.text) === 0);
  return clings || clung ? 1 : 0.6;
};

const runOnCost = (text: string, pauseSec: number): number => {
  if (pauseSec > longPauseSec) {
    return 4;
  }
  return sentenceEnd.test(text) ? 1.6 : 0;
};

const measureWords = (words: readonly TimedWord[], measure: TextMeasure): Measured[] => {
  const space = measure(' ');
  return words.map((word, index) => {
    const next = words[index + 1];
    const pauseSec = next === undefined ? 0 : next.startSec - word.endSec;
    return {
      word,
      widthEm: measure(word.text),
      gapEm: word.spaceBefore ? space : 0,
      breakCost: pauseSec > longPauseSec ? 0 : breakCostOf(word.text, next),
      runOnCost: runOnCost(word.text, pauseSec),
    };
  });
};

const widthOf = (words: readonly Measured[]): number =>
  words.reduce((sum, { widthEm, gapEm }, index) => sum + widthEm + (index > 0 ? gapEm : 0), 0);

type LineLimits = {
  readonly maxWidthEm: number;
  readonly maxRows: number;
  readonly wordsPerLine: number;
};

type Lines = { readonly lines: readonly (readonly Measured[])[]; readonly cost: number };

/** One line if the words fit, else the best two; `undefined` when even those are too narrow. */
const layLines = (words: readonly Measured[], limits: LineLimits): Lines | undefined => {
  const fits = (line: readonly Measured[]): boolean =>
    line.length === 1 || (line.length <= limits.wordsPerLine && widthOf(line) <= limits.maxWidthEm);
  if (fits(words)) {
    return { lines: [words], cost: 0 };
  }
  if (limits.maxRows < 2) {
    return undefined;
  }
  let best: Lines | undefined;
  for (let cut = 1; cut < words.length; cut += 1) {
    const lines = [words.slice(0, cut), words.slice(cut)] as const;
    const [upper, lower] = [widthOf(lines[0]), widthOf(lines[1])];
    if (!lines.every((line) => line.length <= limits.wordsPerLine && widthOf(line) <= limits.maxWidthEm)) {
      continue;
    }
    const uneven = Math.abs(upper - lower) / limits.maxWidthEm;
    const cost = 0.15 + uneven * 0.6 + (words[cut - 1]?.breakCost ?? 0) * 0.3;
    if (best === undefined || cost < best.cost) {
      best = { lines, cost };
    }
  }
  return best;
};

const cueCost = (words: readonly Measured[], lines: Lines, isLast: boolean): number => {
  const last = words.at(-1);
  const only = words.length === 1 ? words[0] : undefined;
  const seconds = (last?.word.endSec ?? 0) - (words[0]?.word.startSec ?? 0);
  const orphan = only !== undefined && letters(only.word.text) <= 8 ? 1.6 : 0;
  const runOn = words.slice(0, -1).reduce((sum, word) => sum + word.runOnCost, 0);
  const ending = isLast ? 0 : (last?.breakCost ?? 0);
  return 0.8 + lines.cost + ending + orphan + runOn + Math.max(0, seconds - longCueSec);
};

type Choice = { readonly cost: number; readonly from: number; readonly lines: Lines['lines'] };

/** The best last cue of the words up to the first one without a choice, given the best grouping up to every earlier word. */
const bestLastCue = (words: readonly Measured[], best: readonly Choice[], limits: LineLimits): Choice => {
  const end = best.length + 1;
  let choice: Choice = { cost: Number.POSITIVE_INFINITY, from: end - 1, lines: [words.slice(end - 1, end)] };
  for (let from = end - 1; from >= Math.max(0, end - maxCueWords); from -= 1) {
    const group = words.slice(from, end);
    const lines = layLines(group, limits);
    if (lines === undefined) {
      break;
    }
    const cost = (best[from - 1]?.cost ?? 0) + cueCost(group, lines, end === words.length);
    if (cost < choice.cost) {
      choice = { cost, from, lines: lines.lines };
    }
  }
  return choice;
};

/** Entry n is the best grouping of the words up to and including word n. */
const groupWords = (words: readonly Measured[], limits: LineLimits): Choice[] => {
  const best: Choice[] = [];
  while (best.length < words.length) {
    best.push(bestLastCue(words, best, limits));
  }
  return best;
};

/** The lines of every cue, in order. */
const bestGroups = (words: readonly Measured[], limits: LineLimits): Choice['lines'][] => {
  const best = groupWords(words, limits);
  const groups: Choice['lines'][] = [];
  for (let last = words.length - 1; last >= 0; last = (best[last]?.from ?? last) - 1) {
    groups.push(best[last]?.lines ?? []);
  }
  return groups.reverse();
};

/** Scripts without spaces are cut into very short words; up to this width they are shown together. */
const glimpseEm = 3.4;

/** Words shown alone. Signs and emoji stay with the word before them; so do syllables of scripts without spaces. */
const singleGroups = (words: readonly Measured[], limits: LineLimits): Choice['lines'][] => {
  const groups: Measured[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group === undefined || last === undefined) {
      groups.push([word]);
      continue;
    }
    const widthEm = widthOf([...group, word]);
    const spoken = group.filter(({ word: { text } }) => letters(text) > 0).length;
    const isSyllable = !word.word.spaceBefore && widthEm <= glimpseEm && last.breakCost > 0.1;
    const hasRoom = spoken < limits.wordsPerLine && last.breakCost > 0;
    const joins = letters(word.word.text) === 0 || isSyllable || hasRoom;
    if (joins && widthEm <= limits.maxWidthEm) {
      group.push(word);
    } else {
      groups.push([word]);
    }
  }
  return groups.map((group) => [group]);
};

/**
 * Groups the words of a scene into cues of one or two lines that fit the caption band by measured width, broken at
 * punctuation and pauses, with no short word left alone where that can be avoided; or into single words, where the
 * style shows them so. Every word appears once and in order; cues are never empty, never overlap and end with the
 * scene.
 */
export const planCues = (options: CuePlanOptions): Cue[] => {
  const look = captionLook(options);
  const words = measureWords(options.words, withGap(options.measure, look.gap));
  const limits = {
    maxWidthEm: look.maxLineWidthPx / look.fontSizePx,
    maxRows: look.maxRows,
    wordsPerLine: look.wordsPerLine ?? Number.POSITIVE_INFINITY,
  };
  const groups = look.maxRows === 1 ? singleGroups(words, limits) : bestGroups(words, limits);
  const spoken = groups.map((lines) => {
    const all = lines.flat();
    return { startSec: all[0]?.word.startSec ?? 0, endSec: all.at(-1)?.word.endSec ?? 0 };
  });
  const lengthSec = Math.max(options.durationSec, 0.04 * groups.length);
  return timeCues(spoken, lengthSec).map((span, index) => ({
    ...span,
    lines: (groups[index] ?? []).map((line) => line.map(({ word }) => word)),
  }));
};
