import type { LicenceFamily } from '../../config/sections/footage.js';
import type { FrameSize } from '../../render/frame.js';
import { type Asset, assetName } from '../asset.js';
import { licenceObjection } from '../licence.js';
import type { FootageCandidate } from '../provider.js';
import type { SourceTraits } from '../source-traits.js';
import { tellingWords } from '../telling-words.js';

export type Finding = {
  readonly candidate: FootageCandidate;
  readonly matching: SourceTraits['matching'];
  /** Place among the answers of its source, from 0. */
  readonly position: number;
  /** Place of its source among those that were asked, from 0. */
  readonly sourceIndex: number;
};

export type RankedAsset = {
  readonly asset: Asset;
  /** 0 to about 1; higher fits better. */
  readonly score: number;
  readonly thumbnailUrl?: string | undefined;
};

export type Wish = {
  /** Search words of the scene, best first. */
  readonly terms: readonly string[];
  readonly frame: FrameSize;
  readonly minDurationSec: number;
  readonly licences: readonly LicenceFamily[];
};

/** Smaller pictures than this share of the frame turn to mosaic. */
const leastResolution = 0.3;
/** What is assumed of a size, shape or length that a source does not tell. */
const untold = 0.6;

/** How many of the words it is filed under the terms ask for; the first terms ask loudest. 0 to 1. */
const wordFit = ({ asset, tags }: FootageCandidate, terms: readonly string[]): number => {
  const filed = new Set([asset.title, ...tags].flatMap(tellingWords));
  let asked = 0;
  let answered = 0;
  for (const [index, term] of terms.entries()) {
    const words = tellingWords(term);
    const weight = words.length === 0 ? 0 : 1 / (1 + index);
    asked += weight;
    answered += weight * (words.filter((word) => filed.has(word)).length / Math.max(1, words.length));
  }
  return asked === 0 ? 0 : answered / asked;
};

/** What is left of the picture when it is cropped to the frame. */
const aspectFit = ({ widthPx, heightPx }: Asset, frame: FrameSize): number => {
  if (widthPx === undefined || heightPx === undefined) {
    return untold;
  }
  const [one, other] = [widthPx / heightPx, frame.widthPx / frame.heightPx];
  return Math.min(one, other) / Math.max(one, other);
};

const resolutionFit = ({ widthPx, heightPx }: Asset, frame: FrameSize): number =>
  widthPx === undefined || heightPx === undefined
    ? untold
    : Math.min(1, widthPx / frame.widthPx, heightPx / frame.heightPx);

const lengthFit = ({ kind, durationSec }: Asset, minDurationSec: number): number => {
  if (kind === 'still') {
    return 0.8;
  }
  return durationSec === undefined ? untold : Math.min(1, durationSec / Math.max(0.1, minDurationSec));
};

const weights = { words: 0.4, position: 0.2, aspect: 0.14, resolution: 0.12, length: 0.14 } as const;
/** So much less for every source that is preferred to its own. */
const perSource = 0.02;

const scoreOf = ({ candidate, matching, position, sourceIndex }: Finding, wish: Wish): number | undefined => {
  const words = wordFit(candidate, wish.terms);
  const resolution = resolutionFit(candidate.asset, wish.frame);
  if (resolution < leastResolution || (matching === 'text' && words === 0)) {
    return undefined;
  }
  return (
    weights.words * words +
    weights.position / (1 + position * 0.08) +
    weights.aspect * aspectFit(candidate.asset, wish.frame) +
    weights.resolution * resolution +
    weights.length * lengthFit(candidate.asset, wish.minDurationSec) -
    perSource * sourceIndex
  );
};

export type Ranking = {
  /** Best first, each asset once. */
  readonly ranked: readonly RankedAsset[];
  /** How many were left out for their licence, by reason. */
  readonly refused: ReadonlyMap<string, number>;
};

/** Sorts what was found by how well it fits a scene, and leaves out what must not be used. Pure. */
export const rankCandidates = (findings: readonly Finding[], wish: Wish): Ranking => {
  const best = new Map<string, RankedAsset>();
  const objections = new Map<string, string>();
  for (const finding of findings) {
    const { asset, thumbnailUrl } = finding.candidate;
    const name = assetName(asset);
    const reason = licenceObjection(asset.licence.family, wish.licences);
    const score = reason === undefined ? scoreOf(finding, wish) : undefined;
    if (reason !== undefined) {
      objections.set(name, reason);
    } else if (score !== undefined && score > (best.get(name)?.score ?? 0)) {
      best.set(name, {
        asset,
        score: Number(score.toFixed(4)),
        ...(thumbnailUrl === undefined ? {} : { thumbnailUrl }),
      });
    }
  }
  const refused = new Map<string, number>();
  for (const reason of objections.values()) {
    refused.set(reason, (refused.get(reason) ?? 0) + 1);
  }
  const ranked = [...best.values()].sort(
    (one, other) => other.score - one.score || (assetName(one.asset) < assetName(other.asset) ? -1 : 1),
  );
  return { ranked, refused };
};
