import { asksForReason, isCausal, isConclusion } from './causality.js';
import { isTerminated } from './clean.js';
import type { DocumentBlock, DocumentText } from './document-text.js';
import { stepsOf } from './instructions.js';
import { bareNamesIn, introducedNames } from './names.js';
import { refutationOf } from './refutation.js';
import { isQuestion } from './sentence-links.js';
import { rankSentences, type SentenceVector, similarity, vectorsOf } from './sentence-rank.js';
import { splitSentences } from './sentences.js';
import { estimateSpeechSec } from './speech-length.js';

/** What comes after so many sentences is not told, as ranking compares each with each. */
const maxSentences = 900;
const longestSec = 13;
/** No paragraph that a person wrote is longer, and cutting sentences takes longer than its length grows. */
const maxBlockCharacters = 60_000;

/** A sentence of a document. */
export type Sentence = {
  readonly text: string;
  readonly seconds: number;
  readonly block: number;
  /** Counts the headings before it. */
  readonly section: number;
  /** 0 for the first of its block. */
  readonly place: number;
  /** Of a document's steps, the number of the one that it belongs to, from 0. */
  readonly step: number | undefined;
  /** Whether it alone says what the step is. */
  readonly isStep: boolean;
  readonly vector: SentenceVector;
  /** What it speaks of as known: the nouns after `the`, `this` and the like. */
  readonly known: ReadonlySet<string>;
  /** Names that it uses as of somebody or something introduced before, each with the place where that is done. */
  readonly names: ReadonlyMap<string, number>;
};

type Raw = Pick<Sentence, 'text' | 'block' | 'section' | 'place' | 'step' | 'isStep'>;

const asSentence = (text: string): string => (isTerminated(text) ? text : `${text.replace(/[,;:]$/u, '')}.`);

/** What of a block is spoken: a heading only where it names a step, which then begins the block after it. */
const readBlock = (block: DocumentBlock, isStep: boolean, language: string): string[] => {
  const { kind } = block;
  const text = block.text.slice(0, maxBlockCharacters);
  if (isStep && kind !== 'text') {
    return kind === 'heading' ? [asSentence(text)] : splitSentences(asSentence(text), language);
  }
  return kind === 'heading' ? [] : splitSentences(text, language);
};

const readRaw = (document: DocumentText, language: string): Raw[] => {
  const raw: Raw[] = [];
  const steps = stepsOf(document);
  const isHeaded = steps.every((block) => document.blocks[block]?.kind === 'heading');
  let section = 0;
  let step: number | undefined;
  for (const [index, block] of document.blocks.entries()) {
    const isHeading = block.kind === 'heading';
    const number = steps.indexOf(index);
    section += isHeading ? 1 : 0;
    const isEnd = isHeaded ? isHeading : true;
    step = number >= 0 ? number : isEnd ? undefined : step;
    const texts = readBlock(block, number >= 0, language);
    const own = { block: isHeading ? index + 1 : index, section, step };
    raw.push(...texts.map((text, place) => ({ ...own, text, place, isStep: number >= 0 && place === 0 })));
    if (raw.length >= maxSentences) {
      break;
    }
  }
  return raw.slice(0, maxSentences);
};

/** The sentences of a document that could be spoken, in order; headings only count, unless they name its steps. */
export const readSentences = (document: DocumentText, language: string): Sentence[] => {
  const kept = readRaw(document, language);
  const texts = kept.map(({ text }) => text);
  const vectors = vectorsOf(texts, language);
  const introduced = introducedNames(texts);
  const knowns = vectorsOf(texts.map(knownPhrases), language);
  return kept.map((sentence, index) => ({
    ...sentence,
    seconds: estimateSpeechSec(sentence.text, language),
    vector: vectors[index] ?? new Map(),
    known: new Set(knowns[index]?.keys()),
    names: bareNamesIn(sentence.text, introduced),
  }));
};

/** English articles and pointers tell what is spoken of as known; other languages are left to their pronouns. */
const definite = /\b(?:the|this|that|these|those)\s+((?:[\p{L}’'-]+\s+)?[\p{L}’'-]+)/giu;
const knownPhrases = (text: string): string =>
  [...text.matchAll(definite)].map(([, phrase]) => phrase).join(' ');

const superlative =
  /\b(?:\w{3,}est|most|least|only|first|never|nobody|no one|every|biggest|largest|record|half|twice|secret|surpris\w+)\b/iu;

/** What makes a listener stay: numbers, extremes, a question. */
const hookOf = (text: string): number =>
  (/\p{N}/u.test(text) ? 0.12 : 0) + (superlative.test(text) ? 0.1 : 0) + (isQuestion(text) ? 0.08 : 0);

/** Sentences that speak of the page rather than of its subject, or that cannot be spoken well. */
export const unfit = ({ text, seconds }: Pick<Sentence, 'text' | 'seconds'>): boolean =>
  seconds > longestSec ||
  !isTerminated(text) ||
  /https?:|www\.|@\w+\.\w|^\W*(?:click|subscribe|read more|see also|share (?:this|on)|photo|image|source|figure|table|copyright|©)\b/iu.test(
    text,
  ) ||
  (text.match(/["“”«»]/gu)?.length ?? 0) % 2 === 1;

/** A name that is heard this often has to be introduced. */
const frequentName = 3;

/** The sentences in which the names that matter are first heard. */
const introductions = (sentences: readonly Sentence[]): ReadonlySet<number> => {
  const times = new Map<number, number>();
  for (const { names } of sentences) {
    for (const place of names.values()) {
      times.set(place, (times.get(place) ?? 0) + 1);
    }
  }
  return new Set([...times].flatMap(([place, count]) => (count + 1 >= frequentName ? [place] : [])));
};

/** What the beginning of a document is worth, falling to nothing at its end. */
const leadWorth = 0.25;

/** What the place of a sentence is worth: the beginning, the end, the first of a section, a step or a paragraph. */
const placeWorth = (index: number, sentences: readonly Sentence[]): number => {
  const [sentence, before] = [sentences[index], sentences[index - 1]];
  const beginsSection = sentence?.section !== before?.section;
  const beginsStep = before?.isStep === true && before.step === sentence?.step;
  return (
    leadWorth * (1 - index / sentences.length) +
    (index === 0 ? 0.5 : 0) +
    (index === sentences.length - 1 ? 0.45 : 0) +
    (sentence?.place === 0 ? 0.25 : 0) +
    (beginsSection ? 0.2 : 0) +
    (beginsStep ? Math.max(0, 0.6 - 0.05 * (sentence?.seconds ?? 0)) : 0)
  );
};

/** What it is worth to stand where the explanation is given, in the paragraph before, or among what only leads there. */
const coreWorth = { itself: 0.7, before: 0.45, wayThere: -0.3, reason: 0.15, centralReason: 0.4 };

type Explaining = {
  readonly ranks: readonly number[];
  readonly titleVector: SentenceVector;
  readonly language: string;
};

const causalWorth = (text: string, language: string): number =>
  isConclusion(text) ? 1.6 : isCausal(text, language) ? 1 : 0;

/**
 * How much of the explanation each paragraph gives, 0 to 1: by its causal sentences, how central they are and how
 * much they speak of what the title asks.
 */
const explanations = (
  sentences: readonly Sentence[],
  { ranks, titleVector, language }: Explaining,
): ReadonlyMap<number, number> => {
  const worth = new Map<number, number>();
  for (const [index, { text, block, vector }] of sentences.entries()) {
    const early = 1.3 - index / sentences.length;
    const central = 0.4 + (ranks[index] ?? 0) + 4 * similarity(vector, titleVector);
    worth.set(block, (worth.get(block) ?? 0) + causalWorth(text, language) * early * central);
  }
  const most = Math.max(...worth.values(), Number.MIN_VALUE);
  return new Map([...worth].map(([block, value]) => [block, value / most]));
};

/** What each sentence adds to an explanation: beliefs that were given up add nothing. */
const reasonsOf = (sentences: readonly Sentence[], explaining: Explaining): number[] => {
  const worth = explanations(sentences, explaining);
  const core = [...worth].find(([, value]) => value === 1)?.[0] ?? -1;
  const texts = sentences.map(({ text }) => text);
  const belief = new Set(
    texts.flatMap((_, index) => {
      const refuted = refutationOf(index, texts);
      return refuted === undefined ? [] : [index, refuted];
    }),
  );
  return sentences.map(({ text, block }, index) => {
    const { ranks, language } = explaining;
    const reason = coreWorth.reason + coreWorth.centralReason * (ranks[index] ?? 0);
    const causal = causalWorth(text, language) * reason;
    const own = (worth.get(block) ?? 0) * coreWorth.itself;
    const leadsUp = block === core - 1 && block !== sentences[0]?.block;
    const leadsThere = leadsUp ? coreWorth.before : block < core ? coreWorth.wayThere : 0;
    return belief.has(index) ? -coreWorth.before : causal + own + leadsThere;
  });
};

/** What each sentence is worth by itself: how central it is, where it stands, how well it hooks, what it explains. */
export const scoresOf = (
  sentences: readonly Sentence[],
  document: DocumentText,
  language: string,
): number[] => {
  const ranks = rankSentences(sentences.map(({ vector }) => vector));
  const [titleVector = new Map()] = vectorsOf([document.title ?? ''], language);
  const introducing = introductions(sentences);
  const reasons = asksForReason(document.title, language)
    ? reasonsOf(sentences, { ranks, titleVector, language })
    : undefined;
  return sentences.map((sentence, index) => {
    const onTitle = Math.min(0.45, similarity(sentence.vector, titleVector) * 1.2);
    const place = reasons?.[index] ?? placeWorth(index, sentences);
    const length = sentence.seconds > 9 ? -0.15 : 0;
    const introduction = introducing.has(index) ? 0.35 : 0;
    const merit = 1.1 * (ranks[index] ?? 0) + onTitle + introduction + hookOf(sentence.text) + length;
    return unfit(sentence) ? Number.NEGATIVE_INFINITY : merit + place;
  });
};
