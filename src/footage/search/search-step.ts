import * as z from 'zod';
import { footageSources } from '../../config/sections/footage.js';
import { ProviderError } from '../../errors/index.js';
import { aspects } from '../../render/frame.js';
import type { StepDefinition } from '../../steps/definition.js';
import { assetSchema } from '../asset.js';
import type { AssetLibrary } from '../asset-library.js';
import type { FootageCandidate } from '../provider.js';
import type { FootageSources } from '../sources.js';

const searchInputSchema = z.strictObject({
  source: z.enum(footageSources),
  terms: z.array(z.string().min(1).max(200)).min(1).max(10),
  kind: z.enum(['video', 'photo']),
  aspect: z.enum(aspects),
  minDurationSec: z.number().min(0).max(3_600),
  language: z.string().min(2).max(35),
  page: z.int().min(1).max(50),
  /** The day of a search that is to be fresh; a film goes by what was found first. */
  day: z.iso.date().optional(),
});
export type SearchInput = z.infer<typeof searchInputSchema>;

const searchOutputSchema = z.strictObject({
  candidates: z.array(
    z.strictObject({
      asset: assetSchema,
      tags: z.array(z.string().max(80)).max(20),
      thumbnailUrl: z.string().max(2_048).optional(),
    }),
  ),
});
export type SearchOutput = z.infer<typeof searchOutputSchema>;

/** Answers further down are not worth keeping. */
const mostCandidates = 24;
const mostTags = 20;
const longestTag = 80;

const toStored = ({ asset, tags, thumbnailUrl }: FootageCandidate): SearchOutput['candidates'][number] => ({
  asset: { ...asset, files: asset.files.slice(0, 8) },
  tags: tags.slice(0, mostTags).map((tag) => tag.slice(0, longestTag)),
  ...(thumbnailUrl === undefined ? {} : { thumbnailUrl }),
});

/**
 * Asks one source once. What it answered is kept for ever, so that a film that is made again finds the same; a failure
 * is not.
 */
export const createSearchStep = (tools: {
  readonly sources: Pick<FootageSources, 'provider'>;
  readonly library: Pick<AssetLibrary, 'remember'>;
}): StepDefinition<SearchInput, SearchOutput> => ({
  kind: 'search-footage',
  version: 1,
  input: searchInputSchema,
  output: searchOutputSchema,
  pool: 'net',
  units: () => 1,
  run: async ({ source, day: _, ...query }, { signal, logger }) => {
    const provider = await tools.sources.provider(source);
    if (provider === undefined) {
      throw new ProviderError('PROVIDER_UNAVAILABLE', `${source} is not set up here.`, {
        provider: source,
        hint: `Set footage.${source}.key.`,
      });
    }
    const found = await provider.search(query, { signal, logger });
    const candidates = found.slice(0, mostCandidates).map(toStored);
    await tools.library.remember(candidates.map(({ asset }) => asset));
    return { candidates };
  },
});
