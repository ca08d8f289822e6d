import { isTerminated } from './clean.js';
import type { DocumentText } from './document-text.js';
import { rankSentences, type SentenceVector, similarity, vectorsOf } from './sentence-rank.js';
import { splitSentences } from './sentences.js';
import { estimateSpeechSec } from './speech-length.js';

/** More sentences than this are weighed by their place alone, as ranking compares each with each. */
const maxSentences = 900;
const speakableSec = { least: 1.4, most: 13 };

/** A sentence of a document. */
export type Sentence = {
  readonly text: string;
  readonly seconds: number;
  readonly block: number;
  /** Counts the headings before it. */
  readonly section: number;
  /** 0 for the first of its block. */
  readonly place: number;
  readonly isLast: boolean;
  readonly vector: SentenceVector;
  /** What it speaks of as known: the nouns after `the`, `this` and the like. */
  readonly known: ReadonlySet<string>;
};

/** The sentences of a document that could be spoken, in order; headings only count. */
export const readSentences = (document: DocumentText, language: string): Sentence[] => {
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
  const names = new Set(kept.flatMap(({ text }) => text.match(innerName) ?? []));
  const knowns = vectorsOf(
    kept.map(({ text }) => knownPhrases(text, names)),
    language,
  );
  return kept.map((sentence, index) => ({
    ...sentence,
    vector: vectors[index] ?? new Map(),
    known: new Set(knowns[index]?.keys()),
  }));
};

/** English articles and pointers tell what is spoken of as known; other languages are left to their pronouns. */
const definite = /\b(?:the|this|that|these|those)\s+((?:[\p{L}’'-]+\s+)?[\p{L}’'-]+)/giu;
const innerName = /(?<=[\p{L}\p{N},;:] )\p{Lu}\p{Ll}{2,}/gu;
const knownPhrases = (text: string, names: ReadonlySet<string>): string =>
  [
    ...[...text.matchAll(definite)].map(([, phrase]) => phrase),
    ...(text.match(/\p{Lu}\p{Ll}{2,}/gu) ?? []).filter((word) => names.has(word)),
  ].join(' ');

const superlative =
  /\b(?:\w{3,}est|most|least|only|first|never|nobody|no one|every|biggest|largest|record|half|twice|secret|surpris\w+)\b/iu;

export const isQuestion = (text: string): boolean => /[?？؟]["”’»]?$/u.test(text);

/** What makes a listener stay: numbers, extremes, a question. */
const hookOf = (text: string): number =>
  (/\p{N}/u.test(text) ? 0.12 : 0) + (superlative.test(text) ? 0.1 : 0) + (isQuestion(text) ? 0.08 : 0);

/** Sentences that speak of the page rather than of its subject, or that cannot be spoken well. */
export const unfit = (sentence: Sentence): boolean =>
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

/** What each sentence is worth by itself: how central it is, where it stands, how well it hooks. */
export const scoresOf = (
  sentences: readonly Sentence[],
  document: DocumentText,
  language: string,
): number[] => {
  const ranks = rankSentences(sentences.map(({ vector }) => vector));
  const [titleVector = new Map()] = vectorsOf([document.title ?? ''], language);
  const lastBlock = sentences.at(-1)?.block ?? 0;
  const introducing = introductions(sentences);
  return sentences.map((sentence, index) => {
    const opening = (index === 0 ? 0.5 : 0) + (introducing.has(index) ? 0.45 : 0);
    const place = sentence.place === 0 ? 0.15 : 0;
    const closing = sentence.block === lastBlock && sentence.isLast ? 0.45 : 0;
    const onTitle = Math.min(0.45, similarity(sentence.vector, titleVector) * 1.2);
    const length = sentence.seconds > 9 ? -0.15 : 0;
    const merit = (ranks[index] ?? 0) + opening + place + closing + onTitle + hookOf(sentence.text) + length;
    return unfit(sentence) ? Number.NEGATIVE_INFINITY : merit;
  });
};
