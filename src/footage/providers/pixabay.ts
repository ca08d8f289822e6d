import * as z from 'zod';
import type { Secret } from '../../config/secret.js';
import { serviceLicence } from '../licence.js';
import type { FootageCandidate, FootageProvider, FootageQuery } from '../provider.js';
import { createThumbnailFetcher, fetchRendition } from './fetch-file.js';
import { type ProviderOptions, primaryTag, searchTimeoutMs, toQuery } from './options.js';
import { amount, defined, id, listOf, text, url, whole } from './shapes.js';

const common = { id, pageURL: url, tags: text(300), user: text(100), user_id: whole };

const photoSchema = z.object({
  ...common,
  imageWidth: whole,
  imageHeight: whole,
  webformatURL: url,
  largeImageURL: url,
  fullHDURL: url,
  imageURL: url,
});

const fileSchema = z
  .object({ url, width: whole, height: whole, size: whole, thumbnail: url })
  .nullish()
  .catch(undefined);
const videoSchema = z.object({
  ...common,
  duration: amount,
  videos: z.object({ large: fileSchema, medium: fileSchema, small: fileSchema, tiny: fileSchema }),
});

/** The search languages of the API; https://pixabay.com/api/docs/. */
const languages = new Set(
  'cs da de en es fr id it hu nl no pl pt ro sk fi sv tr vi th bg ru el ja ko zh'.split(' '),
);
const orientations = { '9:16': 'vertical', '4:5': 'vertical', '16:9': 'horizontal', '1:1': 'all' } as const;

/** Its terms ask for results to be kept for a day. */
const cacheForMs = 24 * 60 * 60 * 1_000;
const resultsPerPage = 30;

/** An address of the size that fits into a square of `px` pixels. */
const sized = (address: string | undefined, px: number, hit: z.output<typeof photoSchema>) => {
  const { imageWidth, imageHeight } = hit;
  if (address === undefined) {
    return [];
  }
  const scale =
    imageWidth === undefined || imageHeight === undefined
      ? undefined
      : Math.min(1, px / Math.max(imageWidth, imageHeight));
  return [
    {
      url: address,
      ...(scale === undefined || imageWidth === undefined || imageHeight === undefined
        ? {}
        : { widthPx: Math.round(imageWidth * scale), heightPx: Math.round(imageHeight * scale) }),
    },
  ];
};

type Uploaded = Pick<z.output<typeof photoSchema>, 'pageURL' | 'user' | 'user_id'>;

const creditOf = (hit: Uploaded) =>
  defined({
    pageUrl: hit.pageURL,
    author: hit.user,
    authorUrl:
      hit.user === undefined || hit.user_id === undefined
        ? undefined
        : `https://pixabay.com/users/${encodeURIComponent(`${hit.user}-${hit.user_id}`)}/`,
  });

const tagsOf = (tags: string | undefined): string[] => tags?.split(',').map((tag) => tag.trim()) ?? [];

const toPhoto = (hit: z.output<typeof photoSchema>): FootageCandidate[] => {
  const files = [
    ...sized(hit.largeImageURL, 1_280, hit),
    ...sized(hit.fullHDURL, 1_920, hit),
    ...sized(hit.imageURL, Number.POSITIVE_INFINITY, hit),
  ];
  return files.length === 0
    ? []
    : [
        {
          asset: {
            source: 'pixabay',
            id: hit.id,
            kind: 'still',
            title: hit.tags ?? '',
            files,
            licence: serviceLicence('pixabay'),
            ...defined({ widthPx: hit.imageWidth, heightPx: hit.imageHeight }),
            ...creditOf(hit),
          },
          tags: tagsOf(hit.tags),
          ...defined({ thumbnailUrl: hit.webformatURL }),
        },
      ];
};

const toVideo = (hit: z.output<typeof videoSchema>): FootageCandidate[] => {
  const { large, medium, small, tiny } = hit.videos;
  const known = [large, medium, small, tiny].flatMap((file) => (file?.url === undefined ? [] : [file]));
  const [largest] = known;
  if (largest === undefined) {
    return [];
  }
  const thumbnailUrl = [tiny, small, medium, large].find((file) => file?.thumbnail !== undefined)?.thumbnail;
  return [
    {
      asset: {
        source: 'pixabay',
        id: hit.id,
        kind: 'clip',
        title: hit.tags ?? '',
        files: known.flatMap(({ url: address, width, height, size }) =>
          address === undefined
            ? []
            : [{ url: address, ...defined({ widthPx: width, heightPx: height, sizeBytes: size }) }],
        ),
        licence: serviceLicence('pixabay'),
        ...defined({ widthPx: largest.width, heightPx: largest.height, durationSec: hit.duration }),
        ...creditOf(hit),
      },
      tags: tagsOf(hit.tags),
      ...defined({ thumbnailUrl }),
    },
  ];
};

/** https://pixabay.com/api/docs/: 100 calls a minute; results kept for a day; pictures copied, not linked. */
export const createPixabay = ({
  http,
  baseUrl = 'https://pixabay.com',
  key,
}: ProviderOptions & { readonly key: Secret }): FootageProvider => {
  const ask = (path: string, query: Record<string, string>) => ({
    url: `${baseUrl}${path}?${new URLSearchParams({ safesearch: 'true', ...query })}`,
    secretQuery: { key },
    timeoutMs: searchTimeoutMs,
    cacheForMs,
  });
  const toParameters = ({ terms, language, page }: FootageQuery): Record<string, string> => {
    const lang = primaryTag(language);
    return {
      q: toQuery(terms, 100),
      per_page: String(resultsPerPage),
      page: String(page),
      ...(languages.has(lang) ? { lang } : {}),
    };
  };
  const photosOf = z.object({ hits: listOf(photoSchema) });
  const videosOf = z.object({ hits: listOf(videoSchema) });
  return {
    specVersion: 1,
    name: 'pixabay',
    search: async (query, call) => {
      if (query.kind === 'video') {
        const found = await http.json(ask('/api/videos/', toParameters(query)), videosOf, call);
        return found.hits.flatMap(toVideo);
      }
      const orientation = orientations[query.aspect];
      const parameters = { ...toParameters(query), orientation, image_type: 'photo' };
      return (await http.json(ask('/api/', parameters), photosOf, call)).hits.flatMap(toPhoto);
    },
    fetchThumbnail: createThumbnailFetcher(http),
    fetch: (asset, target, call) => fetchRendition(http, { asset, files: asset.files }, target, call),
    check: async (call) => {
      await http.json(ask('/api/', { q: 'sky', per_page: '3' }), photosOf, call);
    },
  };
};
