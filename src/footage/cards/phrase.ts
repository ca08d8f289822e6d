import type { ScriptWord } from '../../script/words.js';
import { phraseText, splitClauses, splitSentences } from './clauses.js';
import { capitalised } from './plain-text.js';
import { bareWord, type WordProfile, wordProfile } from './word-profile.js';

/** Scripts written without spaces; their length is counted in characters. */
export const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

export type Limits = { readonly minWords: number; readonly maxWords: number; readonly maxCharacters: number };

const limitsFor = (text: string): Limits => {
  if (!unspaced.test(text)) {
    return { minWords: 2, maxWords: 7, maxCharacters: 52 };
  }
  const thaiLike = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u.test(text);
  return { minWords: 1, maxWords: 16, maxCharacters: thaiLike ? 30 : 18 };
};

const weakStarts = new Set(['it', 'this', 'they', 'there', 'these']);

type Candidate = { readonly text: string; readonly score: number };

/**
 * The essential clause of a text: a run of 2 to 7 words (or a few characters of a script without spaces) that
 * holds most of its meaning and reads as a phrase of its own. Deterministic; never empty for text with a word.
 *
 * @param avoid lower-case words that the card shows elsewhere already
 */
export const essentialPhrase = (
  text: string,
  language: string,
  avoid: ReadonlySet<string> = new Set(),
): string =>
  capitalised(bestRun(text, language, { avoid })?.text ?? shortened(text, limitsFor(text)), language);

/** The best run of words in a text that reads as a phrase and that the wishes allow; of two alike the earlier. */
export const bestRun = (text: string, language: string, wishes: Wishes): Candidate | undefined => {
  const rules = { limits: limitsFor(text), ...wishes, profile: wordProfile(language) };
  let best: Candidate | undefined;
  for (const [index, sentence] of splitSentences(text, language).entries()) {
    const clauses = splitClauses(sentence, language);
    for (const clause of clauses) {
      for (const candidate of runsOf(clause, clauses, rules)) {
        const score = candidate.score - 0.12 * index;
        if (best === undefined || score > best.score + 1e-9) {
          best = { text: candidate.text, score };
        }
      }
    }
  }
  return best;
};

/** A run of words and what it was taken from: words in lower case, without punctuation. */
export type RunInSentence = {
  readonly text: string;
  readonly words: readonly string[];
  readonly before: readonly string[];
  readonly clause: readonly string[];
  readonly sentence: readonly string[];
};

export type Wishes = {
  readonly avoid: ReadonlySet<string>;
  readonly holding?: string;
  readonly limits?: Limits;
  /** What to add to the score of a run; `undefined` refuses it. */
  readonly judge?: (run: RunInSentence) => number | undefined;
};

type RunRules = Wishes & { readonly profile: WordProfile; readonly limits: Limits };

const bareWords = (clause: readonly ScriptWord[]): string[] => clause.map((word) => bareWord(word.text));

const runsOf = (
  clause: readonly ScriptWord[],
  clauses: readonly (readonly ScriptWord[])[],
  rules: RunRules,
): Candidate[] => {
  const { limits } = rules;
  const bare = bareWords(clause);
  const sentence = clauses.flatMap(bareWords);
  const candidates: Candidate[] = [];
  for (let from = 0; from < clause.length; from += 1) {
    const last = Math.min(clause.length, from + limits.maxWords);
    for (let to = from + limits.minWords; to <= last; to += 1) {
      const text = phraseText(clause.slice(from, to));
      const short = text.length > 0 && [...text].length <= limits.maxCharacters;
      const score = short ? scoreRun(bare, { from, to, text }, rules) : undefined;
      const run = { text, words: bare.slice(from, to), before: bare.slice(0, from), clause: bare, sentence };
      const judged = score === undefined ? undefined : judgement(run, rules);
      if (score !== undefined && judged !== undefined) {
        candidates.push({ text, score: score + judged });
      }
    }
  }
  return candidates;
};

const judgement = (run: RunInSentence, { judge }: RunRules): number | undefined =>
  judge === undefined ? 0 : judge(run);

type Run = { readonly from: number; readonly to: number; readonly text: string };

/** "one in five": what follows means nothing without it. */
const ratio = /^(?:one|two|three|four|nine|\d+) in$/u;

const scoreRun = (bare: readonly string[], run: Run, rules: RunRules): number | undefined => {
  const { profile, holding } = rules;
  const words = bare.slice(run.from, run.to);
  if (holding !== undefined && !words.some((word) => word.replace(/'s$/u, '') === holding)) {
    return undefined;
  }
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  const halvesRatio = ratio.test(bare.slice(Math.max(0, run.from - 2), run.from).join(' '));
  if (halvesRatio || !profile.mayBegin(first) || !profile.mayEnd(last)) {
    return undefined;
  }
  const content = words.filter((word) => profile.isContent(word));
  if (content.length === 0 || content.some((word) => rules.avoid.has(word))) {
    return undefined;
  }
  return (
    meaning(content) -
    (content.length === 1 ? 0.7 : 0) +
    completeness(bare, run, profile) +
    shape(words, run.text, profile) -
    looseness(words, run.text, profile)
  );
};

/** Long words tell more than short ones; beyond four there is no more to gain. */
const meaning = (content: readonly string[]): number =>
  Math.min(
    4.4,
    content.reduce((sum, word) => sum + Math.min(1.25, 0.45 + [...word].length / 10), 0),
  );

/** A whole clause, or one cut where speech pauses anyway, reads better than a fragment. */
const completeness = (bare: readonly string[], run: Run, profile: WordProfile): number =>
  cutBefore(bare, run.from, profile) + cutAfter(bare[run.to], profile);

/** After a joint, or after a first word that no phrase begins with ("So", "But"), a cut is natural. */
const cutBefore = (bare: readonly string[], from: number, profile: WordProfile): number => {
  const before = bare[from - 1];
  if (before === undefined) {
    return 1.3;
  }
  if (profile.joins(before) || (from === 1 && !profile.mayBegin(before))) {
    return 0.35;
  }
  return profile.isContent(before) ? -0.8 : -1.3;
};

const cutAfter = (after: string | undefined, profile: WordProfile): number => {
  if (after === undefined) {
    return 1.3;
  }
  if (profile.isContent(after) || profile.clings(after)) {
    return -1.2;
  }
  return 0.3;
};

const shape = (words: readonly string[], text: string, profile: WordProfile): number => {
  if (unspaced.test(text)) {
    return [...text].length / 10;
  }
  const count = words.length;
  const density = words.filter((word) => profile.isContent(word)).length / count;
  return density * 0.8 - 0.28 * Math.max(0, count - 6) - (count === 2 ? 0.3 : 0);
};

/** "It was", "she saw that": they point at what the card does not show. */
const looseness = (words: readonly string[], text: string, profile: WordProfile): number => {
  const code = /[\\{}<>_|=[\]]/u.test(text) ? 1.5 : 0;
  if (!profile.english) {
    return code;
  }
  const [first = '', ...others] = words;
  const nested = others.some((word) => ['that', 'which', 'who', 'how', 'and', 'but'].includes(word)) ? 1 : 0;
  if (weakStarts.has(first)) {
    return code + nested + 1.4;
  }
  const person = ['she', 'he', 'we', 'you', 'i'].includes(first) ? 0.6 : 0;
  return code + nested + person + (profile.isContent(first) ? 0 : 0.15);
};

/** For text that no rule can cut: its first characters, at a word boundary where there is one. */
const shortened = (text: string, limits: Limits): string => {
  const characters = [...phraseText([{ text, spaceBefore: false }])];
  if (characters.length <= limits.maxCharacters) {
    return characters.join('');
  }
  const cut = characters.slice(0, limits.maxCharacters).join('');
  const boundary = cut.lastIndexOf(' ');
  return phraseText([{ text: boundary > 8 ? cut.slice(0, boundary) : cut, spaceBefore: false }]);
};
