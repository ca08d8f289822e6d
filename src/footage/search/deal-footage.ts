import { deriveSeed } from '../cards/seeded-random.js';
import { type Looks, looksAlike } from '../looks.js';

/** What dealing wants to know of an asset. */
export type DealtCandidate = {
  /** `source:id`. */
  readonly name: string;
  readonly score: number;
  readonly looks?: Looks | undefined;
  readonly author?: string | undefined;
};

/** Shown already: in this film, or in one of the last. */
export type ShownAsset = Omit<DealtCandidate, 'score'>;

export type DealRequest = {
  readonly scenes: readonly { readonly id: string; readonly candidates: readonly DealtCandidate[] }[];
  /** What scenes of this film show that have their picture already. */
  readonly kept: readonly ShownAsset[];
  /** What the last films showed. */
  readonly recent: readonly ShownAsset[];
  readonly seed: number;
};

/** The picture and those that could take its place. */
const mostPerScene = 6;
/** A picture that looks like one before it in the film is taken only when there is nothing else. */
const alikeInFilm = 0.6;
const alikeLately = 0.2;
/** For each picture of the same author before it. */
const sameAuthor = 0.04;
/** Between equals, chance decides, the same way every time. */
const chance = 1e-3;

const isSame = (one: ShownAsset, other: ShownAsset): boolean =>
  one.name === other.name || looksAlike(one.looks, other.looks);

/**
 * Deals what was found to the scenes of a film: in turns, so that every scene gets the best that is left before any
 * gets a second one. No asset is dealt twice; pictures that look alike, were shown lately or are of one author are
 * put off. Pure and repeatable.
 *
 * @returns names by scene, best first; empty where a scene gets none
 */
export const dealFootage = ({ scenes, kept, recent, seed }: DealRequest): Map<string, string[]> => {
  const dealt = new Map<string, DealtCandidate[]>(scenes.map(({ id }) => [id, []]));
  const taken = new Set(kept.map(({ name }) => name));
  const shown: ShownAsset[] = [...kept];

  const worth = (candidate: DealtCandidate, own: readonly ShownAsset[]): number => {
    const before = [...shown, ...own];
    const author = candidate.author?.toLowerCase();
    const sameAuthors = before.filter(
      (other) => author !== undefined && other.author?.toLowerCase() === author,
    );
    return (
      candidate.score -
      (before.some((other) => isSame(candidate, other)) ? alikeInFilm : 0) -
      (recent.some((other) => isSame(candidate, other)) ? alikeLately : 0) -
      sameAuthor * Math.min(3, sameAuthors.length) +
      (chance * deriveSeed(seed, candidate.name)) / 0x1_0000_0000
    );
  };

  for (let turn = 0; turn < mostPerScene; turn += 1) {
    for (const { id, candidates } of scenes) {
      const own = dealt.get(id) ?? [];
      const [best] = candidates
        .filter(({ name }) => !taken.has(name))
        .map((candidate) => ({ candidate, value: worth(candidate, own) }))
        .sort((one, other) => other.value - one.value);
      if (best !== undefined) {
        own.push(best.candidate);
        taken.add(best.candidate.name);
        if (turn === 0) {
          shown.push(best.candidate);
        }
      }
    }
  }
  return new Map([...dealt].map(([id, candidates]) => [id, candidates.map(({ name }) => name)]));
};
