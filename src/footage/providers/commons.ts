import * as z from 'zod';
import type { HttpCall } from '../../net/http-client.js';
import { plainText, webAddress } from '../clean-metadata.js';
import { identifyLicence } from '../licence.js';
import type { FootageCandidate, FootageProvider, FootageQuery } from '../provider.js';
import { createThumbnailFetcher, fetchRendition } from './fetch-file.js';
import { type ProviderOptions, searchTimeoutMs, toQuery } from './options.js';
import { amount, defined, id, listOf, text, url, whole } from './shapes.js';

/** Values of `extmetadata` are HTML in objects of their own. */
const field = (maxLength: number) =>
  z
    .object({
      value: z.union([z.string(), z.number()]).transform((value) => plainText(String(value), maxLength)),
    })
    .nullish()
    .catch(undefined)
    .transform((wrapped) => wrapped?.value || undefined);

const infoSchema = z.object({
  url,
  descriptionurl: url,
  thumburl: url,
  thumbwidth: whole,
  thumbheight: whole,
  width: whole,
  height: whole,
  size: whole,
  duration: amount,
  mime: z.string().max(80),
  extmetadata: z
    .object({
      ObjectName: field(300),
      ImageDescription: field(300),
      Artist: field(120),
      LicenseShortName: field(80),
      LicenseUrl: field(500),
      Categories: field(500),
      Restrictions: field(200),
    })
    .partial(),
});
type Info = z.output<typeof infoSchema>;

const pageSchema = z.object({ pageid: id, title: text(300), index: whole, imageinfo: listOf(infoSchema) });
/** Without results there is no `query` at all. */
const pagesSchema = z.object({
  query: z.object({ pages: listOf(pageSchema) }).nullish(),
});

const readTypes = new Set(['image/jpeg', 'image/png', 'image/webp', 'video/webm', 'video/mp4']);
/** Wide enough for a frame when it is filled from the side. */
const renditionPx = 1_920;
const thumbnailPx = 320;
const resultsPerPage = 20;
const cacheForMs = 24 * 60 * 60 * 1_000;

/** `File:A cat.jpg` says the same without its ends. */
const bareTitle = (title: string | undefined): string =>
  (title ?? '').replace(/^File:/u, '').replace(/\.[a-z0-9]{2,5}$/iu, '');

/** A rendition of Commons at another width; only those of a few widths are kept ready, and 320 is one. */
const atWidth = (thumbnail: string | undefined): string | undefined =>
  thumbnail?.replace(/\/(?<prefix>(?:lossy-page1-|lossless-page1-)?)\d+px-/u, `/$<prefix>${thumbnailPx}px-`);

const filesOf = (info: Info) => {
  const original = { url: info.url, widthPx: info.width, heightPx: info.height, sizeBytes: info.size };
  const scaled = { url: info.thumburl, widthPx: info.thumbwidth, heightPx: info.thumbheight };
  const files =
    info.mime.startsWith('image/') && info.thumburl !== info.url ? [scaled, original] : [original];
  return files.flatMap(({ url: address, ...facts }) =>
    address === undefined ? [] : [{ url: address, ...defined(facts) }],
  );
};

const toCandidate = ({
  pageid,
  title,
  imageinfo: [info],
}: z.output<typeof pageSchema>): FootageCandidate[] => {
  const files = info === undefined ? [] : filesOf(info);
  // Trademarks, people and the like: free by its licence, and yet not free to use.
  if (
    info === undefined ||
    !readTypes.has(info.mime) ||
    files.length === 0 ||
    info.extmetadata.Restrictions
  ) {
    return [];
  }
  const { ObjectName, ImageDescription, Artist, LicenseShortName, LicenseUrl, Categories } = info.extmetadata;
  return [
    {
      asset: {
        source: 'commons',
        id: pageid,
        kind: info.mime.startsWith('video/') ? 'clip' : 'still',
        title: ObjectName ?? bareTitle(title),
        files,
        licence: identifyLicence(defined({ name: LicenseShortName, url: webAddress(LicenseUrl) })),
        ...defined({
          ...{ widthPx: info.width, heightPx: info.height, durationSec: info.duration },
          ...{ pageUrl: info.descriptionurl, author: Artist },
        }),
      },
      tags: [
        bareTitle(title),
        ...(ImageDescription === undefined ? [] : [ImageDescription]),
        ...(Categories?.split('|') ?? []),
      ],
      ...defined({ thumbnailUrl: atWidth(info.thumburl) }),
    },
  ];
};

/**
 * https://commons.wikimedia.org/w/api.php. Its etiquette asks for calls one after another and for a User-Agent that
 * says who calls; https://www.mediawiki.org/wiki/API:Etiquette.
 */
export const createCommons = ({
  http,
  baseUrl = 'https://commons.wikimedia.org',
}: ProviderOptions): FootageProvider => {
  const ask = (search: string, limit: number, offset: number, call: HttpCall) => {
    const parameters = new URLSearchParams({
      action: 'query',
      format: 'json',
      formatversion: '2',
      maxlag: '5',
      generator: 'search',
      gsrnamespace: '6',
      gsrsearch: search,
      gsrlimit: String(limit),
      gsroffset: String(offset),
      prop: 'imageinfo',
      iiprop: 'url|size|mime|extmetadata',
      iiurlwidth: String(renditionPx),
      iiextmetadatalanguage: 'en',
    });
    return http.json(
      { url: `${baseUrl}/w/api.php?${parameters}`, timeoutMs: searchTimeoutMs, cacheForMs },
      pagesSchema,
      call,
    );
  };
  /** Quotes and colons would be commands of the search. */
  const words = (terms: readonly string[]): string =>
    toQuery(terms, 150).replace(/[^\p{L}\p{M}\p{N}\s'-]/gu, ' ');
  return {
    specVersion: 1,
    name: 'commons',
    search: async ({ terms, kind, page }: FootageQuery, call) => {
      const search = `filetype:${kind === 'video' ? 'video' : 'bitmap'} ${words(terms)}`;
      const { query } = await ask(search, resultsPerPage, (page - 1) * resultsPerPage, call);
      return [...(query?.pages ?? [])]
        .sort((one, other) => (one.index ?? 0) - (other.index ?? 0))
        .flatMap(toCandidate);
    },
    fetchThumbnail: createThumbnailFetcher(http),
    fetch: (asset, target, call) => fetchRendition(http, { asset, files: asset.files }, target, call),
    check: async (call) => {
      await ask('filetype:bitmap sky', 1, 0, call);
    },
  };
};
