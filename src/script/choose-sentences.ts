import { type Candidate, candidatesOf } from './candidates.js';
import { isConclusion } from './causality.js';
import type { Link } from './sentence-links.js';
import { type SentenceVector, similarity } from './sentence-rank.js';
import type { Sentence } from './weigh-sentences.js';

/** How near the target the result has to come. */
const nearShare = { least: 0.93, most: 1.06 };

type Selection = {
  readonly chosen: Set<number>;
  /** How much of each sentence has been said already, 0 to 1. */
  readonly repeats: number[];
  seconds: number;
};
type Weighing = {
  readonly sentences: readonly Sentence[];
  readonly scores: readonly number[];
  readonly titleVector: SentenceVector;
  /** The first sentence that has a word. */
  readonly firstHeard: ReadonlyMap<string, number>;
  /** Whether the film explains one thing rather than tells of many. */
  readonly explains: boolean;
};

/** What it costs to speak of something as known that nobody who hears only the selection has heard of. */
const hangingCost = { name: 0.5, nounOfParagraph: 0.3, noun: 0.1, most: 0.9 };

/** The places where the names are introduced that are used and have not been. */
const missingIntroductions = (
  fresh: readonly number[],
  chosen: ReadonlySet<number>,
  sentences: readonly Sentence[],
): number[] => {
  const heard = (index: number): boolean => chosen.has(index) || fresh.includes(index);
  return fresh.flatMap((index) =>
    [...(sentences[index]?.names.values() ?? [])].filter((place) => place < index && !heard(place)),
  );
};

const hanging = (fresh: readonly number[], { chosen }: Selection, weighing: Weighing): number => {
  const { sentences, titleVector, firstHeard } = weighing;
  let cost = missingIntroductions(fresh, chosen, sentences).length * hangingCost.name;
  for (const index of fresh) {
    const heard = [...chosen, ...fresh].filter((other) => other < index);
    for (const word of sentences[index]?.known ?? []) {
      const first = firstHeard.get(word) ?? index;
      const isHeard =
        titleVector.has(word) || heard.some((other) => sentences[other]?.vector.has(word) === true);
      if (first < index && !isHeard) {
        const isNear = sentences[first]?.block === sentences[index]?.block;
        cost += isNear ? hangingCost.nounOfParagraph : hangingCost.noun;
      }
    }
  }
  return Math.min(hangingCost.most, cost);
};

const freshOf = (candidate: Candidate, { chosen }: Selection): number[] =>
  candidate.members.filter((member) => !chosen.has(member));

/** To go on is smooth, and to come to the conclusion of what has been begun most of all. */
const followWorth = (sentence: Sentence | undefined): number =>
  isConclusion(sentence?.text ?? '') ? 0.5 : 0.15;

/** Maximal marginal relevance: merit, less what has been said already and what its paragraph has had. */
const marginal = (fresh: readonly number[], selection: Selection, weighing: Weighing): number => {
  const { sentences, scores, explains } = weighing;
  const [first = 0, last = 0] = [fresh[0], fresh.at(-1)];
  const merit =
    fresh.reduce(
      (sum, index) => sum + Math.max(0, (scores[index] ?? 0) - 0.6 * (selection.repeats[index] ?? 0)),
      0,
    ) / fresh.length;
  const told = [...selection.chosen].map((chosen) => sentences[chosen]);
  const sameBlock = told.filter((one) => one?.block === sentences[last]?.block).length;
  const newSection = told.some((one) => one?.section === sentences[last]?.section) ? 0 : 0.25;
  const follows = selection.chosen.has(first - 1) && sentences[first - 1]?.block === sentences[first]?.block;
  const smooth = follows ? followWorth(sentences[first]) : (sentences[first]?.place ?? 0) > 0 ? -0.25 : 0;
  const atLength = explains ? Math.min(3, fresh.length - 1) * 0.1 : 0;
  const crowd = explains ? sameBlock * 0.01 : (sameBlock + fresh.length - 1) * 0.1;
  return merit + newSection + smooth + atLength - crowd - hanging(fresh, selection, weighing) / fresh.length;
};

const secondsOf = (members: readonly number[], sentences: readonly Sentence[]): number =>
  members.reduce((sum, member) => sum + (sentences[member]?.seconds ?? 0), 0);

/** The best of what is not chosen yet and fits into the room left, in seconds. */
const bestFresh = (
  candidates: readonly Candidate[],
  selection: Selection,
  { roomSec, ...weighing }: Weighing & { readonly roomSec: number },
): readonly number[] | undefined => {
  let best: { fresh: readonly number[]; value: number } | undefined;
  for (const candidate of candidates) {
    const fresh = freshOf(candidate, selection);
    if (fresh.length > 0 && secondsOf(fresh, weighing.sentences) <= roomSec) {
      const value = marginal(fresh, selection, weighing);
      best = best === undefined || value > best.value ? { fresh, value } : best;
    }
  }
  return best?.fresh;
};

export type SelectOptions = {
  readonly targetSec: number;
  readonly scores: readonly number[];
  readonly links: readonly Link[];
  /** Taken already, by the title. */
  readonly startSec: number;
  readonly titleVector: SentenceVector;
  /** Whether the document answers one question, so that depth is worth more than breadth. */
  readonly explains: boolean;
};

/** The opening and the ending of a document are its own, where each can be told in this share of the time. */
const longestEdge = { wanted: 0.2, borne: 0.34 };
/** Steps that take more of the time than this are too many, and the last are left out. */
const stepsShare = 0.75;

/** The shortest candidate that begins the document. */
const findOpening = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.find(({ members }) => members[0] === 0);

/** How a document ends, at length where there is time for it: with nobody in it who has not been introduced. */
const findEnding = (
  candidates: readonly Candidate[],
  sentences: readonly Sentence[],
  targetSec: number,
): readonly number[] | undefined => {
  const last = sentences.length - 1;
  const endings = candidates
    .filter(
      ({ members }) =>
        members.at(-1) === last && sentences[members[0] ?? 0]?.block === sentences[last]?.block,
    )
    .map(({ members }) => members);
  const wanted = endings.find((members) => secondsOf(members, sentences) <= targetSec * longestEdge.wanted);
  const ending = wanted ?? endings.at(-1);
  if (ending === undefined) {
    return undefined;
  }
  const missing = new Set(missingIntroductions(ending, new Set([0]), sentences));
  const introducing = [...missing].map((place) => candidates.find(({ members }) => members.includes(place)));
  return introducing.includes(undefined)
    ? undefined
    : [...new Set([...introducing.flatMap((candidate) => candidate?.members ?? []), ...ending])];
};

/** What says the steps of a document, from the first on and without a gap. */
const findSteps = (sentences: readonly Sentence[], roomSec: number): number[] => {
  const steps: number[] = [];
  for (const [index, { isStep }] of sentences.entries()) {
    if (isStep) {
      steps.push(index);
    }
    if (secondsOf(steps, sentences) > roomSec) {
      return steps.slice(0, -1);
    }
  }
  return steps;
};

const firstPlaces = (sentences: readonly Sentence[]): ReadonlyMap<string, number> => {
  const firstHeard = new Map<string, number>();
  for (const [index, { vector }] of sentences.entries()) {
    for (const word of vector.keys()) {
      firstHeard.set(word, firstHeard.get(word) ?? index);
    }
  }
  return firstHeard;
};

/**
 * The sentences that are told, by their places: the opening, the steps and the ending where they fit, then run by run
 * what adds most. What leans on a sentence comes with it or not at all, and what speaks of things unheard of counts
 * for less.
 */
export const selectSentences = (
  sentences: readonly Sentence[],
  { targetSec, links, startSec, ...options }: SelectOptions,
): ReadonlySet<number> => {
  const repeats = sentences.map(() => 0);
  const selection: Selection = { chosen: new Set(), repeats, seconds: startSec };
  const weighing = { ...options, sentences, firstHeard: firstPlaces(sentences) };
  const all = candidatesOf(sentences, links);
  const take = (members: readonly number[]): void => {
    for (const member of members.filter((one) => !selection.chosen.has(one))) {
      selection.chosen.add(member);
      const { vector = new Map(), seconds = 0 } = sentences[member] ?? {};
      selection.seconds += seconds;
      for (const [index, other] of sentences.entries()) {
        repeats[index] = Math.max(repeats[index] ?? 0, similarity(vector, other.vector));
      }
    }
  };
  const steps = findSteps(sentences, targetSec * stepsShare);
  const lastStep = sentences[steps.at(-1) ?? -1]?.step ?? -1;
  const candidates = all.filter(({ members }) =>
    members.every((member) => (sentences[member]?.step ?? -1) <= lastStep),
  );
  take(steps);
  const edges = [findOpening(candidates)?.members, findEnding(candidates, sentences, targetSec)];
  for (const edge of edges) {
    const seconds = secondsOf(edge ?? [], sentences);
    if (
      edge !== undefined &&
      seconds < targetSec * longestEdge.borne &&
      selection.seconds + seconds <= targetSec
    ) {
      take(edge);
    }
  }
  while (selection.seconds < targetSec * nearShare.least) {
    const roomSec = targetSec * nearShare.most - selection.seconds;
    const best = bestFresh(candidates, selection, { ...weighing, roomSec });
    if (best === undefined) {
      break;
    }
    take(best);
  }
  return selection.chosen;
};
