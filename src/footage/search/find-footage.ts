import type { FootageSource, LicenceFamily } from '../../config/sections/footage.js';
import type { ErrorCode } from '../../errors/index.js';
import { type Aspect, frameSizes } from '../../render/frame.js';
import type { Artifact } from '../../steps/artifact.js';
import type { StepDefinition, StepRunner } from '../../steps/definition.js';
import type { Asset } from '../asset.js';
import { sourceTraits } from '../source-traits.js';
import { type Finding, type RankedAsset, rankCandidates, type Wish } from './rank-candidates.js';
import type { SearchInput, SearchOutput } from './search-step.js';
import { toleratedCode } from './source-failure.js';
import type { ThumbnailInput, ThumbnailOutput } from './thumbnail-step.js';

/** What is looked for, for one scene. */
export type SceneWish = {
  /** Search words, best first. */
  readonly terms: readonly string[];
  readonly aspect: Aspect;
  readonly minDurationSec: number;
  /** BCP 47. */
  readonly language: string;
  /** To have a fresh answer rather than the first one: today, as YYYY-MM-DD. */
  readonly day?: string | undefined;
};

export type FindingParts = {
  readonly step: StepRunner;
  readonly steps: {
    readonly searchFootage: StepDefinition<SearchInput, SearchOutput>;
    readonly footageThumbnail: StepDefinition<ThumbnailInput, ThumbnailOutput>;
  };
  /** To be asked in this order. */
  readonly sources: readonly FootageSource[];
  readonly licences: readonly LicenceFamily[];
  /** No source is asked after this, whatever was found by then. */
  readonly patienceMs: number;
};

export type FoundAsset = {
  readonly asset: Asset;
  readonly score: number;
  readonly thumbnail?: Artifact;
};

export type SourceFailure = { readonly source: FootageSource; readonly code: ErrorCode };

export type FoundFootage = {
  /** Best first. */
  readonly found: readonly FoundAsset[];
  /** How many may not be used, by reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** Sources that could not be asked. */
  readonly failures: readonly SourceFailure[];
  /** How many sources were asked; those that time did not reach are none of them. */
  readonly askedCount: number;
};

/** With so many that fit, no further source is asked. */
const enough = 10;
/** Different wordings for one scene and source. */
const mostWordings = 3;
/** Those that are looked at; the rest is not worth its thumbnails. */
const mostKept = 12;

/** First the two best terms together, which finds the most fitting, then each alone, which finds anything at all. */
const wordings = (terms: readonly string[]): string[][] => {
  const [first, second] = terms;
  const pairs = first === undefined || second === undefined ? [] : [[first, second]];
  return [...pairs, ...terms.map((term) => [term])].slice(0, mostWordings);
};

/** Asks one source in one wording for everything it has. */
const askOnce = async (
  { source, terms, sourceIndex }: { source: FootageSource; terms: readonly string[]; sourceIndex: number },
  wish: SceneWish,
  { step, steps }: FindingParts,
): Promise<Finding[]> => {
  const { kinds, matching } = sourceTraits[source];
  const findings: Finding[] = [];
  for (const kind of kinds) {
    const { candidates } = await step.run(steps.searchFootage, {
      source,
      terms: [...terms],
      kind,
      aspect: wish.aspect,
      minDurationSec: wish.minDurationSec,
      language: wish.language,
      page: 1,
      ...(wish.day === undefined ? {} : { day: wish.day }),
    });
    findings.push(
      ...candidates.map((candidate, position) => ({ candidate, matching, position, sourceIndex })),
    );
  }
  return findings;
};

/** Source after source, wording after wording, until there is enough to choose from. */
const ask = async (wish: SceneWish, rankWish: Wish, parts: FindingParts) => {
  const findings: Finding[] = [];
  const failures: SourceFailure[] = [];
  let askedCount = 0;
  const isEnough = (): boolean => rankCandidates(findings, rankWish).ranked.length >= enough;
  const startedMs = performance.now();
  const isLate = (): boolean => performance.now() - startedMs > parts.patienceMs;
  for (const [sourceIndex, source] of parts.sources.entries()) {
    // What is painted to order is not searched for, so nobody waits for it here.
    if (isLate() && source !== 'generated') {
      continue;
    }
    askedCount += 1;
    try {
      for (const terms of wordings(wish.terms)) {
        findings.push(...(await askOnce({ source, terms, sourceIndex }, wish, parts)));
        // What is painted to order fits at once.
        if (source === 'generated' || isEnough() || isLate()) {
          break;
        }
      }
    } catch (error) {
      failures.push({ source, code: toleratedCode(error) });
    }
    if (isEnough()) {
      break;
    }
  }
  return { findings, failures, askedCount };
};

const withThumbnail = async (
  { asset, score, thumbnailUrl }: RankedAsset,
  { step, steps }: FindingParts,
): Promise<FoundAsset> => {
  if (thumbnailUrl === undefined) {
    return { asset, score };
  }
  try {
    const { thumbnail, looks } = await step.run(steps.footageThumbnail, {
      source: asset.source,
      url: thumbnailUrl,
    });
    return { asset: { ...asset, looks }, score, thumbnail };
  } catch (error) {
    toleratedCode(error);
    return { asset, score };
  }
};

/** Searches the sources for one scene. A source that fails costs its results and nothing else. */
export const findFootage = async (wish: SceneWish, parts: FindingParts): Promise<FoundFootage> => {
  const rankWish: Wish = {
    terms: wish.terms,
    frame: frameSizes[wish.aspect],
    minDurationSec: wish.minDurationSec,
    licences: parts.licences,
  };
  const { findings, failures, askedCount } = await ask(wish, rankWish, parts);
  const { ranked, refused } = rankCandidates(findings, rankWish);
  const found = await Promise.all(ranked.slice(0, mostKept).map((one) => withThumbnail(one, parts)));
  return { found, refused, failures, askedCount };
};
