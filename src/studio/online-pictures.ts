import type { FootageSource } from '../config/sections/footage.js';
import type { ErrorCode } from '../errors/index.js';
import { type Asset, assetName } from '../footage/asset.js';
import { chooseRendition } from '../footage/providers/rendition.js';
import type { ShownAsset } from '../footage/search/deal-footage.js';
import { maxFetchBytes } from '../footage/search/fetch-limits.js';
import { type FoundFootage, findFootage, type SceneWish } from '../footage/search/find-footage.js';
import { toleratedCode } from '../footage/search/source-failure.js';
import { sourceTraits } from '../footage/source-traits.js';
import type { ClipPicture, StillPicture } from '../footage/visual.js';
import { frameSizes } from '../render/frame.js';
import { countOf } from '../runtime/count-of.js';
import { estimateSpeechSec } from '../script/speech-length.js';
import type { Artifact } from '../steps/artifact.js';
import type { StepRunner } from '../steps/definition.js';
import type { FilmParts } from './film-parts.js';
import { type Scene, type Storyboard, voiceOf } from './storyboard.js';
import { sceneFrameCount } from './timeline.js';

export type OnlinePicture = {
  readonly asset: Asset;
  readonly picture: StillPicture | ClipPicture;
};

/** The pictures of one film that come from online sources. */
export type OnlinePictures = {
  /** Whether the scene's picture is one of them. */
  includes(sceneId: string): boolean;
  /** Undefined where nothing could be found or fetched: a card stands in. */
  ofScene(scene: Scene): Promise<OnlinePicture | undefined>;
  /** The small picture of what the scene will most likely show; nothing large is fetched for it. */
  thumbnailOf(scene: Scene): Promise<Artifact | undefined>;
  /** What went wrong so far, in a few sentences. */
  remarks(): string[];
};

type OnlineParts = Pick<FilmParts, 'steps' | 'footage'> & { readonly step: StepRunner };

/** Lengths are rounded up to this, so that a word more or less makes no other search. */
const lengthGridSec = 2;

/** No further source is asked, and for a scene no further picture fetched, after this: a card stands in. */
const patienceMs = 30_000;

/** What to look for, for a scene: it follows from the scene alone. */
export const wishOf = (scene: Scene, storyboard: Storyboard): SceneWish => {
  const { framesPerSec, language, aspect, title } = storyboard;
  const speechSec = estimateSpeechSec(scene.narration, language) / voiceOf(scene, storyboard).rate;
  const shotSec = sceneFrameCount(speechSec, framesPerSec, false) / framesPerSec;
  return {
    terms: scene.terms.length === 0 ? [title.slice(0, 80)] : scene.terms,
    aspect,
    minDurationSec: lengthGridSec * Math.ceil(shotSec / lengthGridSec),
    language,
  };
};

const sentenceStart = (title: string): string => `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`;

/** Collects what failed, so that it can be told in one sentence for each source and cause. */
const createRemarks = (numberOf: (sceneId: string) => number) => {
  const unsearched = new Map<string, { source: FootageSource; code: ErrorCode }>();
  const unfetched = new Map<string, { source: FootageSource; why: string; ids: Set<string> }>();
  // A film may be tried anew with another voice: what fails again is told once.
  const onCards = new Set<number>();
  const listed = (numbers: readonly number[]): string => {
    const sorted = [...numbers].sort((one, other) => one - other);
    const [last, ...others] = sorted.reverse();
    return others.length === 0
      ? `Scene ${last} shows`
      : `Scenes ${others.reverse().join(', ')} and ${last} show`;
  };
  return {
    searchFailed: (source: FootageSource, code: ErrorCode) =>
      unsearched.set(`${source} ${code}`, { source, code }),
    fetchFailed: ({ source, id }: Asset, why: string) => {
      const { ids } = unfetched.get(`${source} ${why}`) ?? { ids: new Set() };
      unfetched.set(`${source} ${why}`, { source, why, ids: ids.add(id) });
    },
    cardStandsIn: (sceneId: string) => onCards.add(numberOf(sceneId)),
    list: (): string[] => [
      ...[...unsearched.values()].map(
        ({ source, code }) =>
          `${sentenceStart(sourceTraits[source].title)} could not be searched for every scene (${code}).`,
      ),
      ...[...unfetched.values()].map(
        ({ source, why, ids }) =>
          `${countOf(ids.size, 'picture')} from ${sourceTraits[source].title} could not be used (${why}).`,
      ),
      ...(onCards.size === 0
        ? []
        : [`${listed([...onCards])} a card, since no picture could be found and fetched.`]),
    ],
  };
};
type Remarks = ReturnType<typeof createRemarks>;

const toShown = ({ source, id, looks, author }: Asset): ShownAsset => ({
  name: assetName({ source, id }),
  ...(looks === undefined ? {} : { looks }),
  ...(author === undefined ? {} : { author }),
});

type Findings = {
  /** By scene, best first. */
  readonly assets: ReadonlyMap<string, readonly Asset[]>;
  /** By the asset's name. */
  readonly thumbnails: ReadonlyMap<string, Artifact>;
};

/** Searches for all scenes at once, then deals what was found. */
const searchAndDeal = async (
  scenes: readonly Scene[],
  storyboard: Storyboard,
  { steps, step, footage }: OnlineParts,
  remarks: Remarks,
): Promise<Findings> => {
  if (scenes.length === 0) {
    return { assets: new Map(), thumbnails: new Map() };
  }
  const sources = storyboard.footageSources;
  const { licences } = footage;
  const found: FoundFootage[] = await Promise.all(
    scenes.map((scene) =>
      findFootage(wishOf(scene, storyboard), { step, steps, sources, licences, patienceMs }),
    ),
  );
  for (const { source, code } of found.flatMap(({ failures }) => failures)) {
    remarks.searchFailed(source, code);
  }
  const assets = new Map(
    found.flatMap((one) => one.found.map(({ asset }) => [assetName(asset), asset] as const)),
  );
  const chosen = await step.run(steps.chooseFootage, {
    scenes: scenes.map(({ id }, index) => ({
      id,
      candidates: found[index]?.found.map(({ asset, score }) => ({ ...toShown(asset), score })) ?? [],
    })),
    kept: storyboard.scenes.flatMap(({ dealt }) => (dealt?.asset ? [toShown(dealt.asset)] : [])),
    seed: storyboard.seed,
  });
  return {
    assets: new Map(
      chosen.scenes.map(({ id, names }) => [id, names.flatMap((name) => assets.get(name) ?? [])]),
    ),
    thumbnails: new Map(
      found
        .flatMap((one) => one.found)
        .flatMap(({ asset, thumbnail }) => (thumbnail === undefined ? [] : [[assetName(asset), thumbnail]])),
    ),
  };
};

/** Fetches one after the other until one can be shown. */
const fetchFirst = async (
  assets: readonly Asset[],
  storyboard: Storyboard,
  { steps, step, footage }: OnlineParts,
  remarks: Remarks,
): Promise<OnlinePicture | undefined> => {
  const frame = frameSizes[storyboard.aspect];
  const startedMs = performance.now();
  for (const asset of assets) {
    if (performance.now() - startedMs > patienceMs) {
      break;
    }
    const { source, id, kind, title } = asset;
    const rendition = chooseRendition(asset.files, { frame, maxBytes: maxFetchBytes[kind] });
    try {
      const files = rendition === undefined ? [] : [rendition];
      const fetched = await step.run(steps.fetchFootage, { source, id, kind, title, files, frame });
      if (fetched.outcome === 'usable') {
        await footage.library.noteShown(asset);
        return { asset, picture: fetched.picture };
      }
      remarks.fetchFailed(asset, 'damaged or of a kind that cannot be shown');
    } catch (error) {
      remarks.fetchFailed(asset, toleratedCode(error));
    }
  }
  return undefined;
};

/** What a scene shows for certain; undefined where it has to be looked for. */
const settledAsset = ({ visual, dealt }: Scene): Asset | null | undefined =>
  visual.kind === 'automatic' || visual.kind === 'asset' ? dealt?.asset : null;

/**
 * Begins to look for pictures for the scenes that have none of the user's own. What a scene was given before stays
 * with it. Nothing that a source does ends the film.
 *
 * @param taken ids of scenes that show something else
 */
export const findOnlinePictures = (
  storyboard: Storyboard,
  taken: { has(sceneId: string): boolean },
  parts: OnlineParts,
): OnlinePictures => {
  const { scenes, footageSources } = storyboard;
  const remarks = createRemarks((id) => scenes.findIndex((scene) => scene.id === id) + 1);
  const settled = scenes.filter((scene) => settledAsset(scene) && !taken.has(scene.id));
  const open =
    footageSources.length === 0
      ? []
      : scenes.filter((scene) => settledAsset(scene) === undefined && !taken.has(scene.id));
  const included = new Set([...settled, ...open].map(({ id }) => id));
  const dealt = searchAndDeal(open, storyboard, parts, remarks);
  // Scenes that wait for it are told; a film that ended meanwhile has nobody waiting.
  dealt.catch(() => undefined);
  return {
    includes: (sceneId) => included.has(sceneId),
    ofScene: async (scene) => {
      const asset = settledAsset(scene);
      const assets = asset ? [asset] : ((await dealt).assets.get(scene.id) ?? []);
      const picture = await fetchFirst(assets, storyboard, parts, remarks);
      if (picture === undefined) {
        remarks.cardStandsIn(scene.id);
      }
      return picture;
    },
    thumbnailOf: async (scene) => {
      const { assets, thumbnails } = await dealt;
      const [asset] = assets.get(scene.id) ?? [];
      return asset === undefined ? undefined : thumbnails.get(assetName(asset));
    },
    remarks: remarks.list,
  };
};
