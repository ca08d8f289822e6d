import type { ScriptWord } from '../../script/words.js';
import { phraseText, splitClauses, splitSentences } from './clauses.js';
import { shortMagnitude, spelledNumber } from './number-words.js';
import { essentialPhrase } from './phrase.js';
import { capitalised } from './plain-text.js';
import { bareWord, type WordProfile, wordProfile } from './word-profile.js';

export type FoundNumber = {
  /** What is drawn large: `15`, `1843`, `3×`, `$2.5M`. */
  readonly figure: string;
  /** The words it belongs to, before it. */
  readonly lead: string | undefined;
  /** What it counts or what it says. */
  readonly label: string;
  /** Round figures and years say less than measured ones. */
  readonly strength: number;
};

const digits = /^[^\p{L}\p{N}$€£¥]*([$€£¥]?\p{Nd}[\p{Nd}.,'’\u00a0]*\s?(?:%|°[CF]?)?)/u;
type Spot = {
  readonly figure: string;
  readonly from: number;
  readonly to: number;
  readonly strength: number;
};

/** The most telling number of a text with the words around it; none for times, list numbers and code. */
export const findNumber = (text: string, language: string): FoundNumber | undefined => {
  let best: FoundNumber | undefined;
  for (const sentence of splitSentences(text, language)) {
    const clauses = splitClauses(sentence, language);
    for (const [index, clause] of clauses.entries()) {
      for (const spot of spotsIn(clause, wordProfile(language))) {
        if (best !== undefined && spot.strength <= best.strength) {
          continue;
        }
        best =
          describe(spot, {
            ...{ words: clause, next: clauses[index + 1] ?? [], text, language },
            isSentence: clauses.length === 1,
          }) ?? best;
      }
    }
  }
  return best;
};

const spotsIn = (clause: readonly ScriptWord[], profile: WordProfile): Spot[] => {
  const words = clause.map((word) => word.text);
  const spots: Spot[] = [];
  for (const [index, word] of words.entries()) {
    const spot =
      (profile.english ? spelledSpot(words, index) : undefined) ??
      withCounter(digitSpot(words, index, word), clause);
    if (spot !== undefined) {
      spots.push(spot);
    }
  }
  return spots;
};

const spelledSpot = (words: readonly string[], index: number): Spot | undefined => {
  const number = spelledNumber(words, index);
  return number === undefined
    ? undefined
    : { figure: number.figure, from: index, to: index + number.wordCount, strength: number.strength };
};

const timeOfDay = /^(?:[ap]\.?m\b|o['’]clock)/iu;
const era = /^(?:BC|BCE|AD|CE)[.,]?$/u;

const digitSpot = (words: readonly string[], index: number, word: string): Spot | undefined => {
  const matched = digits.exec(word);
  if (
    matched === null ||
    (/^\p{L}/u.test(word.slice(matched[0].length)) && !/^(?:s|x|th|年)/u.test(word.slice(matched[0].length)))
  ) {
    return undefined;
  }
  const plain = (matched[1] ?? '').replace(/[.,'’\s]+$/u, '');
  if ([...plain].length > 9) {
    return undefined;
  }
  const next = words[index + 1] ?? '';
  if (timeOfDay.test(next)) {
    return undefined;
  }
  const joined = joinedFigure(plain, next);
  return joined === undefined
    ? { figure: plain, from: index, to: index + 1, strength: strengthOf(plain) }
    : { ...joined, from: index, to: index + 2 };
};

/** "753 BC" and "300 million" are one figure. */
const joinedFigure = (plain: string, next: string): Pick<Spot, 'figure' | 'strength'> | undefined => {
  if (era.test(next)) {
    return { figure: `${plain} ${bareWord(next).toUpperCase()}`, strength: 2.2 };
  }
  const magnitude = shortMagnitude(next);
  return magnitude === undefined ? undefined : { figure: plain + magnitude, strength: 3.2 };
};

/** Amounts and shares tell more than counts, those more than years, and single digits least. */
const strengthOf = (plain: string): number => {
  if (/[$€£¥%°]/u.test(plain)) {
    return 3.2;
  }
  if (/^(?:1[0-9]|20)\p{Nd}{2}$/u.test(plain)) {
    return 2;
  }
  return plain.length === 1 ? 1.2 : 2.8;
};

/** A counter written onto the digits ("1843年") is part of the figure. */
const withCounter = (spot: Spot | undefined, clause: readonly ScriptWord[]): Spot | undefined => {
  const counter = spot === undefined ? undefined : clause[spot.to];
  const text = counter?.text.replace(/[^\p{L}\p{M}]+$/u, '') ?? '';
  return spot === undefined || counter?.spaceBefore !== false || text === '' || [...text].length > 2
    ? spot
    : { ...spot, figure: spot.figure + text, to: spot.to + 1 };
};

type Surroundings = {
  readonly words: readonly ScriptWord[];
  readonly next: readonly ScriptWord[];
  /** Whether the words are the whole sentence. */
  readonly isSentence: boolean;
  readonly text: string;
  readonly language: string;
};

const looksLikeCode = /[\\{}[\]<>|=_]/u;
const maxLabelWords = 7;

const describe = (spot: Spot, around: Surroundings): FoundNumber | undefined => {
  const profile = wordProfile(around.language);
  const before = leadWords(spot, around, profile);
  const after = labelWords(spot, around, profile);
  const meaningful = before.some((word) => profile.isContent(bareWord(word.text)));
  const lead = meaningful ? capitalised(phraseText(before), around.language) : undefined;
  if (around.words.some(({ text }) => looksLikeCode.test(text))) {
    return undefined;
  }
  const { figure, strength } = spot;
  if (after.length > 0) {
    const said = repeats(around, before.length + spot.to - spot.from + after.length, before);
    return { figure, lead: said ? undefined : lead, label: phraseText(after), strength };
  }
  const label = lead ?? fallbackLabel(spot, around);
  return label === '' ? undefined : { figure, lead: undefined, label, strength };
};

/** A word or two less than the sentence is still what its caption shows; "two thirds of" would be missed. */
const repeats = (
  { words, isSentence }: Surroundings,
  shownWords: number,
  lead: readonly ScriptWord[],
): boolean =>
  isSentence && shownWords >= words.length - 2 && !lead.some(({ text }) => bareWord(text) === 'of');

const maxLeadWords = 5;
const jointsBeforeClause = new Set([
  'as',
  'and',
  'but',
  'so',
  'while',
  'when',
  'because',
  'although',
  'though',
]);

/** What stands before the figure and reads on into it. */
const leadWords = (spot: Spot, around: Surroundings, profile: WordProfile): readonly ScriptWord[] => {
  const all = around.words.slice(0, spot.from);
  if (spot.to === around.words.length && spot.figure.endsWith('×')) {
    // "… even as trade doubled": it is the trade that did, and nothing before it.
    const joint = all.findLastIndex(({ text }) => jointsBeforeClause.has(bareWord(text)));
    return trimmed(all.slice(joint + 1), profile);
  }
  const near = all.slice(-maxLeadWords);
  const kept = trimmed(near, profile);
  const last = kept.at(-1);
  const loose = last === undefined ? [] : near.slice(near.indexOf(last) + 1);
  // "Two thirds of its 500 million neurons": without "of its" these would be two figures.
  return loose.some(({ text }) => bareWord(text) === 'of') ? [...kept, ...loose] : kept;
};

/** "In 1823 an engineer changed that": the verb is nothing without it. */
const objects = new Set(['that', 'this', 'it', 'them', 'him', 'her', 'us', 'me', 'you']);
const year = /^\p{Nd}{4}$/u;

/** What follows the figure, up to the next "and": as many words as fit without stopping in mid-phrase. */
const labelWords = (spot: Spot, around: Surroundings, profile: WordProfile): readonly ScriptWord[] => {
  const words = around.words.slice(spot.to);
  const isYear = year.test(spot.figure);
  const joint = words.findIndex(({ text }) =>
    ['and', 'or', 'but', 'while', 'because'].includes(bareWord(text)),
  );
  const own = joint < 0 ? words : words.slice(0, joint);
  for (let to = Math.min(own.length, maxLabelWords); to > 0; to -= 1) {
    const next = own[to];
    const last = bareWord(own[to - 1]?.text ?? '');
    const following = bareWord(next?.text ?? '');
    const wholeThere =
      next === undefined ||
      !(profile.isContent(following) || profile.clings(following) || (isYear && objects.has(following)));
    if (wholeThere && profile.mayEnd(last)) {
      return own.slice(0, to);
    }
  }
  return [];
};

const trimmed = (words: readonly ScriptWord[], profile: WordProfile): readonly ScriptWord[] => {
  let from = 0;
  let to = words.length;
  while (to > from && !profile.mayEnd(bareWord(words[to - 1]?.text ?? ''))) {
    to -= 1;
  }
  while (from < to && !profile.mayBegin(bareWord(words[from]?.text ?? ''))) {
    from += 1;
  }
  return words.slice(from, to);
};

/** A year at the head of a sentence is explained by the clause after it. */
const fallbackLabel = (spot: Spot, around: Surroundings): string => {
  const shown = new Set(around.words.slice(spot.from, spot.to).map(({ text }) => bareWord(text)));
  const source = around.next.length > 1 ? phraseText(around.next) : around.text;
  const phrase = essentialPhrase(source, around.language, shown);
  const repeats = phrase.includes(spot.figure) || phrase.split(' ').some((word) => shown.has(bareWord(word)));
  return repeats || !opensClause(phrase, source, around.language) ? '' : phrase;
};

/** A year beside a piece out of the middle of a clause explains nothing. Other languages are taken as they are. */
const opensClause = (phrase: string, source: string, language: string): boolean => {
  const profile = wordProfile(language);
  const wanted = phrase.toLowerCase();
  return (
    !profile.english ||
    splitClauses(source, language).some((clause) => {
      const from = clause.findIndex(({ text }) => profile.mayBegin(bareWord(text)));
      return phraseText(clause.slice(Math.max(0, from)))
        .toLowerCase()
        .startsWith(wanted);
    })
  );
};
