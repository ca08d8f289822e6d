import { countOf } from '../runtime/count-of.js';
import type { CaptionFacts, ReadingScript, ReviewCue } from './caption-facts.js';
import type { Finding, Stretch } from './report.js';
import { fromTo, timeCode } from './time-code.js';

type Limits = { readonly charactersPerSec: number; readonly lineCharacters: number };

/**
 * The limits for adults of Netflix's Timed Text Style Guides, the speeds raised by a quarter, since these captions
 * are the very words that are heard at the same moment; Japanese more, whose guide condenses what is said.
 */
const limitsOf: Readonly<Record<ReadingScript, Limits>> = {
  alphabetic: { charactersPerSec: 25, lineCharacters: 42 },
  arabic: { charactersPerSec: 25, lineCharacters: 42 },
  hebrew: { charactersPerSec: 25, lineCharacters: 42 },
  devanagari: { charactersPerSec: 27, lineCharacters: 42 },
  thai: { charactersPerSec: 25, lineCharacters: 35 },
  chinese: { charactersPerSec: 11, lineCharacters: 16 },
  japanese: { charactersPerSec: 10, lineCharacters: 16 },
  korean: { charactersPerSec: 15, lineCharacters: 16 },
};
/** A speed is that of a passage: a single word may well be gone in a fifth of a second. */
const passageSec = 2;
/** Captions this far apart are not read in one go. */
const passageBreakSec = 1;
const longGapSec = 5;
/** A gap of a frame or two is seen as a flicker. */
const flickerSec = 0.08;
/** Shorter than three frames nothing is seen at all. */
const shortestCueSec = 0.1;
/** Rounding to milliseconds is no overlap. */
const clockSec = 0.002;
/** How many findings of a kind are told one by one. */
const toldOneByOne = 5;

const scriptPatterns: readonly [ReadingScript, RegExp][] = [
  ['japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['korean', /\p{Script=Hangul}/gu],
  ['chinese', /\p{Script=Han}/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  ['hebrew', /\p{Script=Hebrew}/gu],
  ['devanagari', /\p{Script=Devanagari}/gu],
  ['thai', /\p{Script=Thai}/gu],
];

/** The script of most letters; some kana make a text Japanese, however many Chinese characters stand beside them. */
export const readingScriptOf = (text: string): ReadingScript => {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const share = (pattern: RegExp): number => (text.match(pattern)?.length ?? 0) / Math.max(1, letters);
  const found = scriptPatterns.find(
    ([script, pattern]) => share(pattern) > (script === 'japanese' ? 0.1 : 0.4),
  );
  return found?.[0] ?? 'alphabetic';
};

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Characters as a reader counts them; combining marks and emoji parts are no characters of their own. */
const lengthOf = (text: string): number => [...graphemes.segment(text)].length;
const wordsIn = (text: string): number => [...words.segment(text)].filter((one) => one.isWordLike).length;

type Measured = ReviewCue & { readonly characters: number; readonly words: number };

const measure = (cue: ReviewCue): Measured => {
  const text = cue.lines.join(' ');
  return { ...cue, characters: lengthOf(text), words: wordsIn(text) };
};

type Passage = Stretch & { readonly characters: number; readonly words: number };

const join = (passage: Passage, next: Passage): Passage => ({
  startSec: passage.startSec,
  endSec: Math.max(passage.endSec, next.endSec),
  characters: passage.characters + next.characters,
  words: passage.words + next.words,
});

const isFull = ({ startSec, endSec }: Stretch): boolean => endSec - startSec >= passageSec;

/** Captions that follow one another are read together, in passages of at least two seconds where there are so many. */
const passagesOf = (cues: readonly Measured[]): Passage[] => {
  const passages: Passage[] = [];
  for (const { startSec, endSec, characters, words: count } of cues) {
    const passage = { startSec, endSec, characters, words: count };
    const last = passages.at(-1);
    const follows = last !== undefined && startSec - last.endSec <= passageBreakSec;
    if (last !== undefined && follows && !isFull(last)) {
      passages[passages.length - 1] = join(last, passage);
    } else {
      passages.push(passage);
    }
  }
  return passages.flatMap((passage, index) => {
    const next = passages[index + 1];
    const before = passages[index - 1];
    const isRemainder = (one: Passage | undefined, prior: Passage | undefined): boolean =>
      one !== undefined &&
      prior !== undefined &&
      !isFull(one) &&
      one.startSec - prior.endSec <= passageBreakSec;
    if (isRemainder(passage, before)) {
      return [];
    }
    return [next !== undefined && isRemainder(next, passage) ? join(passage, next) : passage];
  });
};

const charactersPerSec = ({ startSec, endSec, characters }: Passage): number =>
  characters / Math.max(shortestCueSec, endSec - startSec);
const wordsPerMinute = (passage: Passage): number =>
  (60 * passage.words) / Math.max(shortestCueSec, passage.endSec - passage.startSec);

const warning = (check: string, message: string, { startSec, endSec }: Stretch): Finding => ({
  check,
  severity: 'warning',
  message,
  stretch: { startSec, endSec },
});

/** The first few of a kind as they are, and how many more there were. */
const told = (found: readonly Finding[]): Finding[] => {
  const last = found[toldOneByOne - 1];
  const more = found.length - toldOneByOne;
  if (last === undefined || more <= 0) {
    return [...found];
  }
  const message = `${last.message} The same is found ${countOf(more, 'more time')}.`;
  return [...found.slice(0, toldOneByOne - 1), { ...last, message }];
};

const checkTimes = (cues: readonly ReviewCue[], durationSec: number): Finding[][] => {
  const pairs = cues.flatMap((cue, index) => {
    const next = cues[index + 1];
    return next === undefined ? [] : [{ cue, next, gapSec: next.startSec - cue.endSec }];
  });
  const gapOf = ({ cue, next }: { cue: ReviewCue; next: ReviewCue }): Stretch => ({
    startSec: Math.min(cue.endSec, next.startSec),
    endSec: Math.max(cue.endSec, next.startSec),
  });
  return [
    cues
      .filter(({ startSec, endSec }) => endSec - startSec < shortestCueSec)
      .map((cue) =>
        warning('caption-length', `The caption at ${timeCode(cue.startSec)} is too short to be seen.`, cue),
      ),
    pairs
      .filter(({ gapSec }) => gapSec < -clockSec)
      .map((pair) => warning('caption-overlap', `Two captions overlap ${fromTo(gapOf(pair))}.`, gapOf(pair))),
    pairs
      .filter(({ gapSec }) => gapSec > clockSec && gapSec < flickerSec)
      .map((pair) =>
        warning('caption-flicker', `The captions flicker at ${timeCode(pair.cue.endSec)}.`, gapOf(pair)),
      ),
    pairs
      .filter(({ gapSec }) => gapSec > longGapSec)
      .map((pair) => warning('caption-gap', `There is no caption ${fromTo(gapOf(pair))}.`, gapOf(pair))),
    cues
      .filter(({ endSec }) => endSec > durationSec + 0.5)
      .map((cue) =>
        warning('caption-after-end', `The caption at ${timeCode(cue.startSec)} outlasts the film.`, cue),
      ),
  ];
};

const checkReading = (passages: readonly Passage[], script: ReadingScript): Finding[] =>
  passages
    .filter((passage) => charactersPerSec(passage) > limitsOf[script].charactersPerSec)
    .map((passage) => {
      const speed = `${countOf(Math.round(charactersPerSec(passage)), 'character')} a second (${countOf(Math.round(wordsPerMinute(passage)), 'word')} a minute)`;
      return warning(
        'reading-speed',
        `The captions ${fromTo(passage)} have to be read at ${speed}; ${limitsOf[script].charactersPerSec} is fast enough.`,
        passage,
      );
    });

const checkLines = (cues: readonly ReviewCue[], script: ReadingScript): Finding[] =>
  cues.flatMap((cue) => {
    const longest = Math.max(0, ...cue.lines.map(lengthOf));
    const limit = limitsOf[script].lineCharacters;
    return longest <= limit
      ? []
      : [
          warning(
            'caption-line',
            `A line of the caption at ${timeCode(cue.startSec)} has ${countOf(longest, 'character')}; ${limit} fit.`,
            cue,
          ),
        ];
  });

/** Measures captions, in any order, and finds what is wrong with their times and lengths. */
export const checkCaptions = (
  given: readonly ReviewCue[],
  durationSec: number,
): { readonly facts: CaptionFacts; readonly findings: Finding[] } => {
  const cues = given.toSorted((one, other) => one.startSec - other.startSec).map(measure);
  const script = readingScriptOf(cues.map(({ lines }) => lines.join(' ')).join(' '));
  const passages = passagesOf(cues.filter(({ startSec, endSec }) => endSec - startSec >= shortestCueSec));
  const shownSec = cues.reduce((sum, { startSec, endSec }) => sum + Math.max(0, endSec - startSec), 0);
  const sum = (of: 'characters' | 'words'): number => cues.reduce((total, cue) => total + cue[of], 0);
  const perSec = (count: number): number => (shownSec >= shortestCueSec ? count / shownSec : 0);
  return {
    facts: {
      cues: cues.length,
      script,
      charactersPerSec: perSec(sum('characters')),
      wordsPerMinute: 60 * perSec(sum('words')),
      fastestCharactersPerSec: Math.max(0, ...passages.map(charactersPerSec)),
      longestLineCharacters: Math.max(0, ...cues.flatMap(({ lines }) => lines.map(lengthOf))),
    },
    findings: [
      ...checkTimes(cues, durationSec),
      checkReading(passages, script),
      checkLines(cues, script),
    ].flatMap(told),
  };
};
