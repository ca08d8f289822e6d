import { isTerminated } from './clean.js';
import { removeInvisible } from './invisible.js';
import { segmentsOf } from './segments.js';
import { stopWordsOf } from './stop-words.js';
import { isPlainVerbForm } from './word-forms.js';

export type TermOptions = {
  /** BCP 47. */
  readonly language: string;
  /** What the film is about: its title or topic. Fills up when a scene offers little. */
  readonly subject?: string;
  /** The narrations of the whole film; words that many scenes share say little about one. */
  readonly scenes?: readonly string[];
};

const maxTerms = 6;
const maxTermLength = 80;
const maxPhraseWords = 3;
/** Fewer than this and the subject helps out. */
const enoughTerms = 3;

type Token = {
  readonly text: string;
  readonly lower: string;
  /** Whether nothing but white space stands between it and the token before. */
  readonly joined: boolean;
  readonly sentenceStart: boolean;
  readonly content: boolean;
};

const capital = /^\p{Lu}/u;
const unspacedWord = /^[\p{Script=Han}\p{Script=Katakana}ー]{2,}$/u;
const unspacedAny = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const isContent = (lower: string, stopWords: ReadonlySet<string>): boolean => {
  if (unspacedAny.test(lower)) {
    return unspacedWord.test(lower) || /^\p{Script=Thai}{3,}$/u.test(lower);
  }
  return /\p{L}[\p{L}\p{M}]/u.test(lower) && lower.length >= 3 && !stopWords.has(lower);
};

const segmenters = new Map<string, Intl.Segmenter>();
const segmenterOf = (language: string): Intl.Segmenter => {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, segmenter);
  return segmenter;
};

const tokenise = (narration: string, language: string): Token[] => {
  const stopWords = stopWordsOf(language);
  const tokens: Token[] = [];
  let gap = '';
  for (const { segment, isWordLike } of segmentsOf(removeInvisible(narration), segmenterOf(language))) {
    if (isWordLike !== true) {
      gap += segment;
      continue;
    }
    const text = segment.replace(/['’]s$/u, '');
    const lower = text.toLowerCase();
    const sentenceStart = tokens.length === 0 || isTerminated(gap.trim()) || gap.includes('\n');
    const joined = tokens.length > 0 && (gap.trim() === '' || gap === '-');
    tokens.push({ text, lower, joined, sentenceStart, content: isContent(lower, stopWords) });
    gap = '';
  }
  return tokens;
};

type Film = {
  /** In how many scenes a word occurs. */
  readonly sceneCounts: ReadonlyMap<string, number>;
  readonly sceneTotal: number;
  /** Words seen with a capital where no sentence begins: names. */
  readonly names: ReadonlySet<string>;
};

const studyFilm = (scenes: readonly string[], language: string): Film => {
  const sceneCounts = new Map<string, number>();
  const names = new Set<string>();
  const small = new Set<string>();
  for (const scene of scenes) {
    const tokens = tokenise(scene, language);
    for (const word of new Set(tokens.map((token) => token.lower))) {
      sceneCounts.set(word, (sceneCounts.get(word) ?? 0) + 1);
    }
    for (const token of tokens) {
      if (!capital.test(token.text)) {
        small.add(token.lower);
      } else if (!token.sentenceStart && token.content) {
        names.add(token.lower);
      }
    }
  }
  for (const word of small) {
    names.delete(word);
  }
  return { sceneCounts, sceneTotal: Math.max(1, scenes.length), names };
};

type Candidate = { readonly tokens: readonly Token[]; readonly first: number; readonly isName: boolean };

const isCapitalInside = (token: Token): boolean => capital.test(token.text) && !token.sentenceStart;

/** Runs of content words with nothing between them, and every part of such a run up to three words. */
const candidatesOf = (tokens: readonly Token[], film: Film): Candidate[] => {
  const candidates: Candidate[] = [];
  for (let first = 0; first < tokens.length; first += 1) {
    for (let last = first; last < Math.min(tokens.length, first + maxPhraseWords); last += 1) {
      const token = tokens[last];
      if (token === undefined || !token.content || (last > first && (!token.joined || token.sentenceStart))) {
        break;
      }
      const run = tokens.slice(first, last + 1);
      candidates.push({
        tokens: run,
        first,
        isName: run.every((part) => film.names.has(part.lower) || isCapitalInside(part)),
      });
    }
  }
  return candidates;
};

const weightOf = (token: Token, film: Film, base: string): number => {
  const scenes = film.sceneCounts.get(token.lower) ?? 1;
  const rarity = Math.log(1 + film.sceneTotal / scenes);
  const verbLike = !film.names.has(token.lower) && isPlainVerbForm(token.lower, base);
  return rarity * (verbLike ? 0.35 : 1) * Math.min(1.2, 0.7 + token.lower.length / 20);
};

const scoreOf = (candidate: Candidate, film: Film, base: string): number => {
  const weights = candidate.tokens.map((token) => weightOf(token, film, base));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  if (candidate.isName) {
    // The whole name rather than a part of it.
    return Math.max(...weights) * 1.5 * (1 + 0.3 * (weights.length - 1));
  }
  // Two good words make a better picture than either; a verb at the rim of a phrase makes it worse.
  const phrase = [1, 1.35, 1.2][candidate.tokens.length - 1] ?? 1;
  const mixed = candidate.tokens.some((token) => film.names.has(token.lower)) ? 0.85 : 1;
  return mean * Math.sqrt(Math.min(...weights) / mean) * phrase * mixed;
};

/** German writes all nouns with a capital, so there a capital makes no name, but it does make a noun. */
const display = (candidate: Candidate, base: string): string =>
  candidate.tokens
    .map((token) =>
      candidate.isName || base === 'de' || /\p{Lu}.*\p{Lu}/u.test(token.text) ? token.text : token.lower,
    )
    .join(unspacedAny.test(candidate.tokens[0]?.text ?? '') ? '' : ' ');

const isPale = (candidate: Candidate, base: string): boolean =>
  !candidate.isName && candidate.tokens.every((token) => isPlainVerbForm(token.lower, base));

const pick = (ranked: readonly Candidate[], base: string): string[] => {
  const terms: string[] = [];
  const used = new Set<string>();
  for (const candidate of ranked) {
    const term = display(candidate, base);
    const fresh = candidate.tokens.filter((token) => !used.has(token.lower)).length;
    const wanted = terms.length < enoughTerms || !isPale(candidate, base);
    if (wanted && fresh === candidate.tokens.length && term.length <= maxTermLength) {
      terms.push(term);
      for (const token of candidate.tokens) {
        used.add(token.lower);
      }
    }
    if (terms.length === maxTerms) {
      break;
    }
  }
  return terms;
};

const rank = (narration: string, film: Film, language: string): string[] => {
  const base = language.toLowerCase().split('-')[0] ?? '';
  const candidates = candidatesOf(tokenise(narration, language), film);
  const scored = candidates.map((candidate) => ({ candidate, score: scoreOf(candidate, film, base) }));
  scored.sort((a, b) => b.score - a.score || a.candidate.first - b.candidate.first);
  return pick(
    scored.map(({ candidate }) => candidate),
    base,
  );
};

/** Studies a film once and then finds the search words of each of its scenes. */
export const createTermFinder = (options: TermOptions & { readonly scenes: readonly string[] }) => {
  const { language, subject, scenes } = options;
  const film = studyFilm(subject === undefined ? scenes : [...scenes, subject], language);
  const ofSubject = subject === undefined ? [] : rank(subject, film, language);
  return (narration: string): string[] => {
    const terms = rank(narration, film, language);
    if (terms.length >= enoughTerms) {
      return terms;
    }
    const known = new Set(terms.map((term) => term.toLowerCase()));
    return [...terms, ...ofSubject.filter((term) => !known.has(term.toLowerCase()))].slice(0, maxTerms);
  };
};

/**
 * Words to search pictures with for one narration, best first, at most six: names, then nouns and short phrases
 * that set this scene apart from the others of its film. Local and deterministic.
 */
export const searchTerms = (narration: string, options: TermOptions): string[] =>
  createTermFinder({ ...options, scenes: options.scenes ?? [narration] })(narration);
