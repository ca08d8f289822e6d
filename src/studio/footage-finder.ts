import * as z from 'zod';
import { type FootageSource, footageSources } from '../config/sections/footage.js';
import { InputError, ProviderError } from '../errors/index.js';
import { type Asset, assetName } from '../footage/asset.js';
import { attributionOf } from '../footage/attribution.js';
import {
  type FoundFootage,
  findFootage,
  type SceneWish,
  type SourceFailure,
} from '../footage/search/find-footage.js';
import { aspects } from '../render/frame.js';
import type { StepEngine } from '../steps/step-engine.js';
import type { TaskStore } from '../tasks/task-store.js';
import { readShownFilm } from './film-edits.js';
import type { FilmParts } from './film-parts.js';
import type { NamedFiles } from './named-files.js';
import { wishOf } from './online-pictures.js';
import { describeIssue } from './request.js';

const query = z.string().trim().min(1).max(200);
const limit = z.int().min(1).max(12).default(6);
const from = z.array(z.enum(footageSources)).min(1).max(footageSources.length).optional();

/** Footage for a scene of a film. */
export const sceneSearchSchema = z.strictObject({
  sceneId: z.string().max(40),
  /** Other words than the scene's own. */
  query: query.optional(),
  from,
  limit,
});
/** Footage for nothing in particular. */
export const footageSearchSchema = z.strictObject({
  query,
  aspect: z.enum(aspects).default('9:16'),
  kind: z.enum(['any', 'clip', 'still']).default('any'),
  from,
  limit,
});

/** One that can be chosen: `{"op": "set-visual", "visual": {"kind": "asset", "source": …, "id": …}}`. */
export type FootageResult = {
  readonly source: FootageSource;
  readonly id: string;
  readonly kind: Asset['kind'];
  readonly title: string;
  readonly author?: string;
  readonly licence: string;
  readonly pageUrl?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly durationSec?: number;
  /** The words that its licence asks for. */
  readonly attribution: string;
  /** 0 to about 1; higher fits better. */
  readonly score: number;
  /** JPEG of at most 320 pixels and 24 kB, absolute. */
  readonly thumbnailFile?: string;
  /** Whether the scene shows it now. */
  readonly isShown: boolean;
};

export type FootageResults = {
  /** What was searched for. */
  readonly terms: readonly string[];
  /** Best first. */
  readonly results: readonly FootageResult[];
  /** What was found and may not be used. */
  readonly refused: readonly { readonly reason: string; readonly count: number }[];
  /** Sources that could not be asked. */
  readonly failures: readonly SourceFailure[];
  /** How many were tried, those that failed included. */
  readonly askedCount: number;
};

export type FootageFinder = {
  /**
   * Pictures and clips that could take the place of a scene's. Without `query` they are those that were found when the
   * film was made, and no network is needed. Throws `NotFoundError` and `InputError`.
   */
  findFootage(
    taskId: string,
    search: z.input<typeof sceneSearchSchema>,
    options?: { signal?: AbortSignal },
  ): Promise<FootageResults>;
  /** Pictures and clips for some words. Throws `InputError`, and `ProviderError` where every source that was asked failed. */
  searchFootage(
    search: z.input<typeof footageSearchSchema>,
    options?: { signal?: AbortSignal },
  ): Promise<FootageResults>;
};

const parse = <Value>(schema: z.ZodType<Value>, value: unknown): Value => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', 'This is no search for footage.', {
      hint: parsed.error.issues.map(describeIssue).join('\n'),
    });
  }
  return parsed.data;
};

/** Nothing found is an answer; nobody to answer is none. */
const refuseSilence = ({ failures, askedCount }: FootageResults): void => {
  const [first] = failures;
  if (first === undefined || failures.length < askedCount) {
    return;
  }
  const isSame = failures.every(({ code }) => code === first.code);
  const named = failures.map(({ source, code }) => `${source} (${code})`).join(', ');
  throw new ProviderError(
    isSame ? first.code : 'PROVIDER_UNAVAILABLE',
    `No source of pictures could be asked: ${named}.`,
    {
      provider: first.source,
      hint: 'Is there a network? `reelwright doctor --online` says what is wrong with sources that are set up.',
    },
  );
};

/** Somebody waits for the answer, and hosts give a call 45 s. */
const patienceMs = 12_000;

/** What a search that belongs to no film is recorded under. */
const searchTask = 'footage';

export const createFootageFinder = (parts: {
  readonly tasks: TaskStore;
  readonly engine: StepEngine;
  readonly film: Pick<FilmParts, 'steps' | 'footage'>;
  readonly names: NamedFiles;
  readonly now: () => Date;
}): FootageFinder => {
  const { steps, footage } = parts.film;
  const { licences, sources: known } = footage;

  const toResult = async (
    { asset, score, thumbnail }: FoundFootage['found'][number],
    shown: string | undefined,
  ): Promise<FootageResult> => {
    const { source, id, kind, title, author, licence, pageUrl, widthPx, heightPx, durationSec } = asset;
    const facts = { author, pageUrl, widthPx, heightPx, durationSec };
    return {
      ...{ source, id, kind, title, score, licence: licence.name, attribution: attributionOf(asset) },
      ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
      ...(thumbnail === undefined
        ? {}
        : { thumbnailFile: await parts.names.nameFile(thumbnail, `${title} ${source}`) }),
      isShown: assetName(asset) === shown,
    };
  };

  const search = async (
    wish: SceneWish,
    sources: readonly FootageSource[],
    {
      taskId,
      signal,
      count,
      shown,
      kind = 'any',
    }: {
      readonly taskId: string;
      readonly signal: AbortSignal | undefined;
      readonly count: number;
      readonly shown?: string | undefined;
      readonly kind?: 'any' | Asset['kind'];
    },
  ): Promise<FootageResults> => {
    const step = parts.engine.forTask({
      taskId,
      signal: signal ?? new AbortController().signal,
      priority: 8,
    });
    const { found, refused, failures, askedCount } = await findFootage(wish, {
      step,
      steps,
      sources,
      licences,
      patienceMs,
    });
    return {
      terms: wish.terms,
      results: await Promise.all(
        found
          .filter(({ asset }) => kind === 'any' || asset.kind === kind)
          .slice(0, count)
          .map((one) => toResult(one, shown)),
      ),
      refused: [...refused].map(([reason, number]) => ({ reason, count: number })),
      failures,
      askedCount,
    };
  };

  const today = (): string => parts.now().toISOString().slice(0, 10);

  return {
    findFootage: async (taskId, asked, { signal } = {}) => {
      const { sceneId, query: words, from: wanted, limit: count } = parse(sceneSearchSchema, asked);
      const task = await parts.tasks.get(taskId);
      const { storyboard } = readShownFilm(task);
      const scene = storyboard.scenes.find(({ id }) => id === sceneId);
      if (scene === undefined) {
        throw new InputError('INPUT_INVALID', `There is no scene ${sceneId} in this film.`, {
          hint: `The scenes are ${storyboard.scenes.map(({ id }) => id).join(', ')}.`,
        });
      }
      const own = storyboard.footageSources;
      const sources =
        wanted === undefined && own.length > 0 ? own : known.choose({ online: true, from: wanted });
      const wish = wishOf(scene, storyboard);
      const shown = scene.dealt?.asset;
      return search(words === undefined ? wish : { ...wish, terms: [words], day: today() }, sources, {
        ...{ taskId: searchTask, signal, count },
        shown: shown ? assetName(shown) : undefined,
      });
    },
    searchFootage: async (asked, { signal } = {}) => {
      const { query: words, aspect, kind, from: wanted, limit: count } = parse(footageSearchSchema, asked);
      const wish = { terms: [words], aspect, minDurationSec: 4, language: 'en', day: today() };
      const results = await search(wish, known.choose({ online: true, from: wanted }), {
        ...{ taskId: searchTask, signal, count, kind },
      });
      refuseSilence(results);
      return results;
    },
  };
};
