import * as z from 'zod';
import type { Secret } from '../../config/secret.js';
import { serviceLicence } from '../licence.js';
import type { FootageCandidate, FootageProvider, FootageQuery } from '../provider.js';
import { createThumbnailFetcher, fetchRendition } from './fetch-file.js';
import {
  orientationOf,
  type ProviderOptions,
  primaryTag,
  searchTimeoutMs,
  toQuery,
  wordsOfSlug,
} from './options.js';
import { amount, defined, id, listOf, text, url, whole } from './shapes.js';

const photoSchema = z.object({
  id,
  width: whole,
  height: whole,
  url,
  photographer: text(120),
  photographer_url: url,
  alt: text(300),
  src: z.object({ original: url, large2x: url, medium: url, small: url }),
});
const photosSchema = z.object({ photos: listOf(photoSchema) });

const videoSchema = z.object({
  id,
  url,
  image: url,
  width: whole,
  height: whole,
  duration: amount,
  user: z.object({ name: text(120), url }),
  video_files: listOf(
    z.object({ link: url, width: whole, height: whole, size: whole, file_type: z.string().nullish() }),
  ),
});
const videosSchema = z.object({ videos: listOf(videoSchema) });

/** The search languages of the API, by their primary tag; https://www.pexels.com/api/documentation/. */
const locales: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'en-US pt-BR es-ES ca-ES de-DE it-IT fr-FR sv-SE id-ID pl-PL ja-JP zh-CN ko-KR th-TH nl-NL hu-HU vi-VN cs-CZ ' +
    'da-DK fi-FI uk-UA el-GR ro-RO nb-NO sk-SK tr-TR ru-RU'
  )
    .split(' ')
    .map((locale) => [primaryTag(locale), locale]),
);

const resultsPerPage = 24;
const cacheForMs = 24 * 60 * 60 * 1_000;
const pictureUrl = (value: string | undefined): string =>
  value === undefined ? '' : value.replace(/\?.*$/u, '');

/** `large2x` is the picture fitted into twice 940 x 650 pixels, and never enlarged. */
const fitted = (widthPx: number, heightPx: number) => {
  const scale = Math.min(1, 1_880 / widthPx, 1_300 / heightPx);
  return { widthPx: Math.round(widthPx * scale), heightPx: Math.round(heightPx * scale) };
};

const toPhoto = (photo: z.output<typeof photoSchema>): FootageCandidate[] => {
  const { original, large2x, medium, small } = photo.src;
  const { width: widthPx, height: heightPx } = photo;
  if (original === undefined || widthPx === undefined || heightPx === undefined) {
    return [];
  }
  const title = photo.alt ?? wordsOfSlug(photo.url);
  const large = large2x === undefined ? [] : [{ url: large2x, ...fitted(widthPx, heightPx) }];
  return [
    {
      asset: {
        source: 'pexels',
        id: photo.id,
        kind: 'still',
        title,
        files: [...large, { url: pictureUrl(original), widthPx, heightPx }],
        ...{ widthPx, heightPx },
        licence: serviceLicence('pexels'),
        ...defined({ pageUrl: photo.url, author: photo.photographer, authorUrl: photo.photographer_url }),
      },
      tags: [],
      ...defined({ thumbnailUrl: medium ?? small }),
    },
  ];
};

const toVideo = (video: z.output<typeof videoSchema>): FootageCandidate[] => {
  const files = video.video_files.flatMap(({ link, width, height, size, file_type: type }) =>
    link === undefined || (type !== undefined && type !== null && !type.startsWith('video/'))
      ? []
      : [{ url: link, ...defined({ widthPx: width, heightPx: height, sizeBytes: size }) }],
  );
  if (files.length === 0) {
    return [];
  }
  return [
    {
      asset: {
        source: 'pexels',
        id: video.id,
        kind: 'clip',
        title: wordsOfSlug(video.url),
        files: files.slice(0, 12),
        licence: serviceLicence('pexels'),
        ...defined({
          widthPx: video.width,
          heightPx: video.height,
          durationSec: video.duration,
          pageUrl: video.url,
          author: video.user.name,
          authorUrl: video.user.url,
        }),
      },
      tags: [],
      ...defined({ thumbnailUrl: video.image }),
    },
  ];
};

/** https://www.pexels.com/api/documentation/: 200 calls an hour; the page of every picture must be linked. */
export const createPexels = ({
  http,
  baseUrl = 'https://api.pexels.com',
  key,
}: ProviderOptions & { readonly key: Secret }): FootageProvider => {
  const ask = (path: string, { terms, aspect, language, page }: FootageQuery) => {
    const locale = locales[primaryTag(language)];
    const query = new URLSearchParams({
      query: toQuery(terms, 100),
      orientation: orientationOf(aspect),
      per_page: String(resultsPerPage),
      page: String(page),
      ...defined({ locale }),
    });
    return {
      url: `${baseUrl}${path}?${query}`,
      secretHeaders: { authorization: key },
      timeoutMs: searchTimeoutMs,
      cacheForMs,
    };
  };
  return {
    specVersion: 1,
    name: 'pexels',
    search: async (query, call) =>
      query.kind === 'photo'
        ? (await http.json(ask('/v1/search', query), photosSchema, call)).photos.flatMap(toPhoto)
        : (await http.json(ask('/v1/videos/search', query), videosSchema, call)).videos.flatMap(toVideo),
    fetchThumbnail: createThumbnailFetcher(http),
    fetch: (asset, target, call) => fetchRendition(http, { asset, files: asset.files }, target, call),
    check: async (call) => {
      await http.json(
        {
          url: `${baseUrl}/v1/curated?per_page=1`,
          secretHeaders: { authorization: key },
          timeoutMs: searchTimeoutMs,
        },
        photosSchema,
        call,
      );
    },
  };
};
