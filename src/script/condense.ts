import { dependsOnBefore } from './anaphora.js';
import { isTerminated } from './clean.js';
import type { DocumentText } from './document-text.js';
import { rankSentences, type SentenceVector, similarity, vectorsOf } from './sentence-rank.js';
import { splitSentences } from './sentences.js';
import { estimateSpeechSec } from './speech-length.js';

export type CondenseOptions = {
  /** BCP 47. */
  readonly language: string;
  readonly targetSec: number;
};
export type Condensed = { readonly script: string; readonly condensed: boolean };

/** A document this much longer than the target is still used whole. */
const wholeShare = 1.1;
/** How near the target the result has to come. */
const nearShare = { least: 0.9, most: 1.1 };
/** More sentences than this are weighed by their place alone, as ranking compares each with each. */
const maxSentences = 900;
const speakableSec = { least: 1.4, most: 13 };

type Sentence = {
  readonly text: string;
  readonly seconds: number;
  readonly block: number;
  /** Counts the headings before it. */
  readonly section: number;
  /** 0 for the first of its block. */
  readonly place: number;
  readonly isLast: boolean;
  readonly vector: SentenceVector;
};

const titleLine = (title: string | undefined): string | undefined => {
  if (title === undefined) {
    return undefined;
  }
  const words = title.split(/\s+/u).length;
  const reads = words <= 16 && title.length >= 6 && title.length <= 120 && !/[|/\\_{}<>=]/u.test(title);
  return reads ? (isTerminated(title) ? title : `${title}.`) : undefined;
};

const asParagraphs = (document: DocumentText): string => {
  const title = titleLine(document.title);
  const paragraphs = document.blocks.map(({ text, kind }) =>
    kind === 'text' || isTerminated(text) ? text : `${text.replace(/[,;:]$/u, '')}.`,
  );
  return [...(title === undefined ? [] : [title]), ...paragraphs].join('\n\n');
};

const readSentences = (document: DocumentText, language: string): Sentence[] => {
  let section = 0;
  const raw = document.blocks.flatMap(({ text, kind }, block) => {
    section += kind === 'heading' ? 1 : 0;
    const own = section;
    const sentences = kind === 'heading' ? [] : splitSentences(text, language);
    return sentences.map((sentence, place) => ({
      text: sentence,
      block,
      section: own,
      place,
      isLast: place === sentences.length - 1,
      seconds: estimateSpeechSec(sentence, language),
    }));
  });
  const kept = raw.slice(0, maxSentences);
  const vectors = vectorsOf(
    kept.map(({ text }) => text),
    language,
  );
  return kept.map((sentence, index) => ({ ...sentence, vector: vectors[index] ?? new Map() }));
};

const superlative =
  /\b(?:\w{3,}est|most|least|only|first|never|nobody|no one|every|biggest|largest|record|half|twice|secret|surpris\w+)\b/iu;

const isQuestion = (text: string): boolean => /[?？؟]["”’»]?$/u.test(text);

/** What makes a listener stay: numbers, extremes, a question. */
const hookOf = (text: string): number =>
  (/\p{N}/u.test(text) ? 0.12 : 0) + (superlative.test(text) ? 0.1 : 0) + (isQuestion(text) ? 0.08 : 0);

/** Sentences that speak of the page rather than of its subject, or that cannot be spoken well. */
const unfit = (sentence: Sentence): boolean =>
  sentence.seconds < speakableSec.least ||
  sentence.seconds > speakableSec.most ||
  !isTerminated(sentence.text) ||
  /https?:|www\.|@\w+\.\w|^\W*(?:click|subscribe|read more|see also|share|photo|image|source|figure|table|copyright|©)\b/iu.test(
    sentence.text,
  ) ||
  (sentence.text.match(/["“”«»]/gu)?.length ?? 0) % 2 === 1;

/** A name that is heard this often has to be introduced. */
const frequentName = 3;

/** The sentences in which the names that matter are first heard. */
const introductions = (sentences: readonly Sentence[]): ReadonlySet<number> => {
  const heard = new Map<string, { first: number; times: number }>();
  for (const [index, { text }] of sentences.entries()) {
    for (const [name] of text.matchAll(/(?<=[\p{L}\p{N},;:]\s)\p{Lu}\p{Ll}{3,}/gu)) {
      const known = heard.get(name);
      heard.set(name, { first: known?.first ?? index, times: (known?.times ?? 0) + 1 });
    }
  }
  const names = [...heard].filter(([name, { times }]) => times + startsWith(sentences, name) >= frequentName);
  return new Set(names.map(([name]) => sentences.findIndex(({ text }) => text.includes(name))));
};

const startsWith = (sentences: readonly Sentence[], name: string): number =>
  sentences.filter(({ text }) => text.startsWith(`${name} `)).length;

const scoresOf = (sentences: readonly Sentence[], document: DocumentText, language: string): number[] => {
  const ranks = rankSentences(sentences.map(({ vector }) => vector));
  const [titleVector = new Map()] = vectorsOf([document.title ?? ''], language);
  const lastBlock = sentences.at(-1)?.block ?? 0;
  const introducing = introductions(sentences);
  return sentences.map((sentence, index) => {
    const opening = (index === 0 ? 0.5 : 0) + (introducing.has(index) ? 0.3 : 0);
    const place = sentence.place === 0 ? 0.15 : 0;
    const closing = sentence.block === lastBlock && sentence.isLast ? 0.45 : 0;
    const onTitle = Math.min(0.15, similarity(sentence.vector, titleVector) * 0.4);
    const length = sentence.seconds > 9 ? -0.15 : 0;
    const merit = (ranks[index] ?? 0) + opening + place + closing + onTitle + hookOf(sentence.text) + length;
    return unfit(sentence) ? Number.NEGATIVE_INFINITY : merit;
  });
};

/**
 * A sentence and those without which it would hang in the air: what it leans on, and the answer to a question.
 * `undefined` when they are not to be had.
 */
const withSupport = (
  index: number,
  sentences: readonly Sentence[],
  language: string,
): number[] | undefined => {
  const group = [index];
  let first = sentences[index];
  while (first !== undefined && dependsOnBefore(first.text, language)) {
    const before = sentences[(group[0] ?? 0) - 1];
    if (before === undefined || before.block !== first.block || group.length === 3 || unfit(before)) {
      return undefined;
    }
    group.unshift((group[0] ?? 0) - 1);
    first = before;
  }
  const answer = sentences[index + 1];
  if (!isQuestion(sentences[index]?.text ?? '')) {
    return group;
  }
  return answer === undefined || unfit(answer) ? undefined : [...group, index + 1];
};

type Selection = { readonly chosen: Set<number>; seconds: number };
type Candidate = { readonly members: readonly number[]; readonly score: number };

/** Maximal marginal relevance: merit, less what has been said already and what its paragraph has had. */
const marginal = (candidate: Candidate, selection: Selection, sentences: readonly Sentence[]): number => {
  const fresh = candidate.members.filter((member) => !selection.chosen.has(member));
  let repeated = 0;
  let sameBlock = 0;
  let newSection = 0.25;
  for (const chosen of selection.chosen) {
    const [a, b] = [sentences[chosen], sentences[fresh.at(-1) ?? -1]];
    if (a !== undefined && b !== undefined) {
      repeated = Math.max(repeated, similarity(a.vector, b.vector));
      sameBlock += a.block === b.block ? 1 : 0;
      newSection = a.section === b.section ? 0 : newSection;
    }
  }
  return candidate.score + newSection - repeated * 0.6 - sameBlock * 0.12 - (fresh.length - 1) * 0.05;
};

const secondsOf = (
  members: readonly number[],
  selection: Selection,
  sentences: readonly Sentence[],
): number =>
  members.reduce(
    (sum, member) => sum + (selection.chosen.has(member) ? 0 : (sentences[member]?.seconds ?? 0)),
    0,
  );

/** The best of the candidates that are not chosen yet and fit into the room left, in seconds. */
const bestCandidate = (
  candidates: readonly Candidate[],
  selection: Selection,
  { sentences, roomSec }: { readonly sentences: readonly Sentence[]; readonly roomSec: number },
): Candidate | undefined => {
  let best: { candidate: Candidate; value: number } | undefined;
  for (const candidate of candidates) {
    const seconds = secondsOf(candidate.members, selection, sentences);
    if (seconds > 0 && seconds <= roomSec) {
      const value = marginal(candidate, selection, sentences);
      best = best === undefined || value > best.value ? { candidate, value } : best;
    }
  }
  return best?.candidate;
};

type SelectOptions = CondenseOptions & { readonly scores: readonly number[]; readonly startSec: number };

const select = (sentences: readonly Sentence[], options: SelectOptions): ReadonlySet<number> => {
  const selection: Selection = { chosen: new Set(), seconds: options.startSec };
  const candidates: Candidate[] = sentences.flatMap((_, index) => {
    const members = withSupport(index, sentences, options.language);
    const score = options.scores[index] ?? Number.NEGATIVE_INFINITY;
    return members === undefined || score === Number.NEGATIVE_INFINITY ? [] : [{ members, score }];
  });
  while (selection.seconds < options.targetSec * nearShare.least) {
    const roomSec = options.targetSec * nearShare.most - selection.seconds;
    const best = bestCandidate(candidates, selection, { sentences, roomSec });
    if (best === undefined) {
      break;
    }
    selection.seconds += secondsOf(best.members, selection, sentences);
    for (const member of best.members) {
      selection.chosen.add(member);
    }
  }
  return selection.chosen;
};

/**
 * Brings a document to a length by leaving sentences out: the rest stay word for word and in order. Sentences are
 * weighed by how central they are (TextRank), where they stand and how well they hook, repetition counts against
 * them, and one that leans on its predecessor comes with it or not at all.
 */
export const condense = (document: DocumentText, options: CondenseOptions): Condensed => {
  const whole = asParagraphs(document);
  if (estimateSpeechSec(whole, options.language) <= options.targetSec * wholeShare) {
    return { script: whole, condensed: false };
  }
  const title = titleLine(document.title);
  const titleSec = title === undefined ? 0 : estimateSpeechSec(title, options.language);
  const opening = title !== undefined && titleSec < options.targetSec * 0.12 ? title : undefined;
  const sentences = readSentences(document, options.language);
  const scores = scoresOf(sentences, document, options.language);
  const chosen = select(sentences, { ...options, scores, startSec: opening === undefined ? 0 : titleSec });
  const paragraphs = new Map<number, string[]>();
  for (const [index, { text, block }] of sentences.entries()) {
    if (chosen.has(index)) {
      paragraphs.set(block, [...(paragraphs.get(block) ?? []), text]);
    }
  }
  const body = [...paragraphs.values()].map((texts) => texts.join(' '));
  if (body.length === 0) {
    return { script: whole, condensed: false };
  }
  return { script: [...(opening === undefined ? [] : [opening]), ...body].join('\n\n'), condensed: true };
};
