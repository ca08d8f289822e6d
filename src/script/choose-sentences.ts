import { dependsOnBefore, withoutConnective } from './anaphora.js';
import { type SentenceVector, similarity } from './sentence-rank.js';
import { isQuestion, type Sentence, unfit } from './weigh-sentences.js';

/** How near the target the result has to come. */
const nearShare = { least: 0.9, most: 1.1 };

/** `There are two reasons.`: what follows belongs to it. */
const announces =
  /[:：]$|\b(?:two|three|four|five|several|many|some) (?:\p{L}+ )?(?:reasons|ways|things|kinds|steps|answers|causes)\b/iu;

const leansBack = (index: number, sentences: readonly Sentence[], language: string): boolean => {
  const [sentence, before] = [sentences[index], sentences[index - 1]];
  if (sentence === undefined) {
    return false;
  }
  const isAnswer =
    before?.block === sentence.block && (isQuestion(before.text) || announces.test(before.text));
  return isAnswer || dependsOnBefore(withoutConnective(sentence.text, language), language);
};

/** A sentence with all that it leans on is no longer than this. */
const longestGroup = 4;

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
  while (leansBack(group[0] ?? 0, sentences, language)) {
    const [first, before] = [sentences[group[0] ?? 0], sentences[(group[0] ?? 0) - 1]];
    if (
      before === undefined ||
      before.block !== first?.block ||
      group.length === longestGroup ||
      unfit(before)
    ) {
      return undefined;
    }
    group.unshift((group[0] ?? 0) - 1);
  }
  const answer = sentences[index + 1];
  if (!isQuestion(sentences[index]?.text ?? '')) {
    return group;
  }
  return answer === undefined || unfit(answer) ? undefined : [...group, index + 1];
};

/** A thought is told in up to this many sentences more. */
const mostFollowing = 2;

/** The same group, and with one and two of the sentences that follow in its paragraph. */
const runsFrom = (members: readonly number[], sentences: readonly Sentence[]): number[][] => {
  const runs = [[...members]];
  for (let more = 1; more <= mostFollowing; more += 1) {
    const last = runs.at(-1) ?? [];
    const index = (last.at(-1) ?? 0) + 1;
    const next = sentences[index];
    if (
      next === undefined ||
      next.block !== sentences[last[0] ?? 0]?.block ||
      unfit(next) ||
      isQuestion(next.text)
    ) {
      break;
    }
    runs.push([...last, index]);
  }
  return runs;
};

type Selection = {
  readonly chosen: Set<number>;
  /** How much of each sentence has been said already, 0 to 1. */
  readonly repeats: number[];
  seconds: number;
};
type Candidate = { readonly members: readonly number[]; readonly score: number };
type Weighing = {
  readonly sentences: readonly Sentence[];
  readonly titleVector: SentenceVector;
  /** The first sentence that has a word. */
  readonly firstHeard: ReadonlyMap<string, number>;
};

/** Each thing that is spoken of as known, and that nobody who hears only the selection has heard of. */
const unexplained = (
  fresh: readonly number[],
  selection: Selection,
  { sentences, titleVector, firstHeard }: Weighing,
): number => {
  let count = 0;
  for (const index of fresh) {
    const heard = [...selection.chosen, ...fresh].filter((other) => other < index);
    for (const word of sentences[index]?.known ?? []) {
      const has = (other: number): boolean => sentences[other]?.vector.has(word) === true;
      const isExplained = (firstHeard.get(word) ?? index) < index;
      count += isExplained && !titleVector.has(word) && !heard.some(has) ? 1 : 0;
    }
  }
  return count;
};

/** Maximal marginal relevance: merit, less what has been said already and what its paragraph has had. */
const marginal = (candidate: Candidate, selection: Selection, weighing: Weighing): number => {
  const { sentences } = weighing;
  const fresh = candidate.members.filter((member) => !selection.chosen.has(member));
  const last = fresh.at(-1) ?? 0;
  const repeated = selection.repeats[last] ?? 0;
  const told = [...selection.chosen].map((chosen) => sentences[chosen]);
  const sameBlock = told.filter((one) => one?.block === sentences[last]?.block).length;
  const newSection = told.some((one) => one?.section === sentences[last]?.section) ? 0 : 0.25;
  const hanging = Math.min(3, unexplained(fresh, selection, weighing)) * 0.3;
  const atLength = Math.min(2, fresh.length - 1) * 0.1;
  return candidate.score + newSection + atLength - hanging - repeated * 0.6 - sameBlock * 0.12;
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
  { roomSec, ...weighing }: Weighing & { readonly roomSec: number },
): Candidate | undefined => {
  let best: { candidate: Candidate; value: number } | undefined;
  for (const candidate of candidates) {
    const seconds = secondsOf(candidate.members, selection, weighing.sentences);
    if (seconds > 0 && seconds <= roomSec) {
      const value = marginal(candidate, selection, weighing);
      best = best === undefined || value > best.value ? { candidate, value } : best;
    }
  }
  return best?.candidate;
};

export type SelectOptions = {
  /** BCP 47. */
  readonly language: string;
  readonly targetSec: number;
  readonly scores: readonly number[];
  /** Taken already, by the title. */
  readonly startSec: number;
  readonly titleVector: SentenceVector;
};

const candidatesOf = (sentences: readonly Sentence[], { scores, language }: SelectOptions): Candidate[] =>
  sentences.flatMap((_, index) => {
    const members = withSupport(index, sentences, language);
    const own = scores[index] ?? Number.NEGATIVE_INFINITY;
    if (members === undefined || own === Number.NEGATIVE_INFINITY) {
      return [];
    }
    return runsFrom(members, sentences).map((run) => {
      const following = run.filter((member) => member > index).map((member) => scores[member] ?? own);
      return {
        members: run,
        score: (own * 2 + following.reduce((sum, score) => sum + score, 0)) / (2 + following.length),
      };
    });
  });

/** The end of a film is the document's own, where it can be told in this share of the time. */
const longestEnding = 0.34;

/** How a document ends: its last sentences that are fit to be spoken, with all they lean on. */
const findEnding = (
  candidates: readonly Candidate[],
  sentences: readonly Sentence[],
): Candidate | undefined => {
  const lastBlock = sentences.at(-1)?.block;
  return candidates.findLast(
    ({ members }) =>
      members.at(-1) === sentences.length - 1 && sentences[members[0] ?? 0]?.block === lastBlock,
  );
};

/**
 * The sentences that are told, by their places: the opening and the ending where they fit, then run by run what adds
 * most. What leans on a sentence comes with it or not at all, and what speaks of things unheard of counts for less.
 */
export const selectSentences = (
  sentences: readonly Sentence[],
  options: SelectOptions,
): ReadonlySet<number> => {
  const selection: Selection = {
    chosen: new Set(),
    repeats: sentences.map(() => 0),
    seconds: options.startSec,
  };
  const { titleVector, targetSec } = options;
  const firstHeard = new Map<string, number>();
  for (const [index, { vector }] of sentences.entries()) {
    for (const word of vector.keys()) {
      firstHeard.set(word, firstHeard.get(word) ?? index);
    }
  }
  const weighing = { sentences, titleVector, firstHeard };
  const candidates = candidatesOf(sentences, options);
  const take = ({ members }: Candidate): void => {
    selection.seconds += secondsOf(members, selection, sentences);
    for (const member of members) {
      selection.chosen.add(member);
      const { vector = new Map() } = sentences[member] ?? {};
      for (const [index, other] of sentences.entries()) {
        selection.repeats[index] = Math.max(selection.repeats[index] ?? 0, similarity(vector, other.vector));
      }
    }
  };
  const opening = candidates.find(({ members }) => members[0] === 0);
  const ending = findEnding(candidates, sentences);
  if (opening !== undefined && secondsOf(opening.members, selection, sentences) < targetSec * longestEnding) {
    take(opening);
  }
  if (ending !== undefined && secondsOf(ending.members, selection, sentences) < targetSec * longestEnding) {
    take(ending);
  }
  while (selection.seconds < targetSec * nearShare.least) {
    const roomSec = targetSec * nearShare.most - selection.seconds;
    const best = bestCandidate(candidates, selection, { ...weighing, roomSec });
    if (best === undefined) {
      break;
    }
    take(best);
  }
  return selection.chosen;
};
