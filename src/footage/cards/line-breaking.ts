import { joinWords, type ScriptWord } from '../../script/words.js';

/** Width of a run of text, in any unit. */
export type WidthOf = (text: string) => number;

/**
 * Breaks words into as few lines as fit `maxWidth`, of widths as even as can be: a single short word gets a line
 * of its own only where nothing else fits. `undefined` when a word is wider than a line.
 */
export const breakLines = (
  words: readonly ScriptWord[],
  maxWidth: number,
  widthOf: WidthOf,
): string[] | undefined => {
  const count = fewestLines(words, maxWidth, widthOf);
  return count === undefined ? undefined : evenLines(words, { count, maxWidth, widthOf });
};

const lineText = (words: readonly ScriptWord[], from: number, to: number): string =>
  joinWords(words.slice(from, to));

/** Filling each line as far as it goes gives the smallest number of lines. */
const fewestLines = (
  words: readonly ScriptWord[],
  maxWidth: number,
  widthOf: WidthOf,
): number | undefined => {
  let lines = 0;
  let from = 0;
  while (from < words.length) {
    let to = from + 1;
    if (widthOf(lineText(words, from, to)) > maxWidth) {
      return undefined;
    }
    while (to < words.length && widthOf(lineText(words, from, to + 1)) <= maxWidth) {
      to += 1;
    }
    lines += 1;
    from = to;
  }
  return lines;
};

type Task = { readonly count: number; readonly maxWidth: number; readonly widthOf: WidthOf };
type Break = { readonly cost: number; readonly from: number };

/** Dynamic programming over (lines, words): the cost of a line is the square of what it leaves empty. */
const evenLines = (words: readonly ScriptWord[], task: Task): string[] => {
  const { count, maxWidth } = task;
  const whole = task.widthOf(joinWords(words));
  const target = Math.min(maxWidth, (whole / count) * 1.06);
  const best: (Break | undefined)[][] = [[{ cost: 0, from: 0 }]];
  for (let line = 1; line <= count; line += 1) {
    const above = best[line - 1] ?? [];
    const row: (Break | undefined)[] = [];
    for (let to = line; to <= words.length; to += 1) {
      row[to] = cheapest(line - 1, to, (from) => {
        const before = above[from];
        const width = task.widthOf(lineText(words, from, to));
        if (before === undefined || width > maxWidth) {
          return undefined;
        }
        const lonely = count > 1 && to - from === 1 && width < 0.42 * maxWidth;
        return before.cost + ((width - target) / maxWidth) ** 2 + (lonely ? lonelyCost : 0);
      });
    }
    best[line] = row;
  }
  return readBack(words, best, count);
};

/** What a line of one short word costs: more than uneven lines do. */
const lonelyCost = 0.1;

const cheapest = (
  first: number,
  end: number,
  costFrom: (from: number) => number | undefined,
): Break | undefined => {
  let found: Break | undefined;
  for (let from = first; from < end; from += 1) {
    const cost = costFrom(from);
    if (cost !== undefined && (found === undefined || cost < found.cost)) {
      found = { cost, from };
    }
  }
  return found;
};

const readBack = (
  words: readonly ScriptWord[],
  best: readonly (Break | undefined)[][],
  count: number,
): string[] => {
  const lines: string[] = [];
  let to = words.length;
  for (let line = count; line > 0; line -= 1) {
    const from = best[line]?.[to]?.from ?? 0;
    lines.unshift(lineText(words, from, to));
    to = from;
  }
  return lines;
};

/** Cuts a word that fits no line into pieces that do. */
export const breakWord = (word: string, maxWidth: number, widthOf: WidthOf): string[] => {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) {
    if (piece !== '' && widthOf(piece + segment) > maxWidth) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return piece === '' ? pieces : [...pieces, piece];
};

/** How uneven lines are: the mean square of what each leaves empty beside the widest, 0 to 1. */
export const raggedness = (lines: readonly string[], widthOf: WidthOf): number => {
  const widths = lines.map(widthOf);
  const widest = Math.max(...widths);
  return widths.reduce((sum, width) => sum + (1 - width / widest) ** 2, 0) / Math.max(1, widths.length);
};
