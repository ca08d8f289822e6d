import * as z from 'zod';
import type { HttpCall } from '../../net/http-client.js';
import type { AssetFile } from '../asset.js';
import { identifyLicence } from '../licence.js';
import type { FootageCandidate, FootageProvider } from '../provider.js';
import { answerInvalid, createThumbnailFetcher, fetchRendition } from './fetch-file.js';
import { type ProviderOptions, searchTimeoutMs, toQuery } from './options.js';
import { defined, id, listOf, text, url, whole } from './shapes.js';

/** Fields come as one value or as a list of them. */
const oneOrMany = (maxLength: number) =>
  z
    .union([z.string(), z.array(z.unknown())])
    .nullish()
    .catch(undefined)
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .pipe(listOf(text(maxLength)))
    .transform((values) => values.flatMap((value) => (value === undefined ? [] : [value])));

const docSchema = z.object({
  identifier: id,
  title: oneOrMany(300),
  creator: oneOrMany(120),
  subject: oneOrMany(300),
  licenseurl: url,
  mediatype: z.enum(['movies', 'image']),
});
const searchSchema = z.object({ response: z.object({ docs: listOf(docSchema) }) });

const fileSchema = z.object({
  name: z.string().min(1).max(500),
  size: whole,
  width: whole,
  height: whole,
  private: z.union([z.string(), z.boolean()]).nullish(),
});
const itemSchema = z.object({ files: listOf(fileSchema) });

const resultsPerPage = 20;
const cacheForMs = 24 * 60 * 60 * 1_000;
const endings = { still: /\.(?:jpe?g|png|webp)$/iu, clip: /\.(?:mp4|webm)$/iu } as const;

const toCandidate = (doc: z.output<typeof docSchema>): FootageCandidate[] =>
  doc.licenseurl === undefined
    ? []
    : [
        {
          asset: {
            source: 'archive',
            id: doc.identifier,
            kind: doc.mediatype === 'movies' ? 'clip' : 'still',
            title: doc.title[0] ?? '',
            pageUrl: `https://archive.org/details/${encodeURIComponent(doc.identifier)}`,
            files: [],
            licence: identifyLicence({ url: doc.licenseurl }),
            ...defined({ author: doc.creator[0] }),
          },
          tags: doc.subject.flatMap((subject) => subject.split(';').map((tag) => tag.trim())).slice(0, 30),
          thumbnailUrl: `https://archive.org/services/img/${encodeURIComponent(doc.identifier)}`,
        },
      ];

/** Words as the archive's search takes them: nothing of its query language is left in. */
const escaped = (terms: readonly string[]): string =>
  toQuery(terms, 150)
    .replace(/[^\p{L}\p{M}\p{N}\s]/gu, ' ')
    .split(/\s+/u)
    .filter((word) => word !== '' && !['AND', 'OR', 'NOT', 'TO'].includes(word))
    .join(' AND ');

/** https://archive.org/developers/. Only what states a licence is looked at. */
export const createArchive = ({
  http,
  baseUrl = 'https://archive.org',
}: ProviderOptions): FootageProvider => {
  const ask = (query: string, rows: number, page: number, call: HttpCall) => {
    const parameters = new URLSearchParams({
      q: query,
      rows: String(rows),
      page: String(page),
      output: 'json',
    });
    for (const name of ['identifier', 'title', 'creator', 'subject', 'licenseurl', 'mediatype']) {
      parameters.append('fl[]', name);
    }
    return http.json(
      { url: `${baseUrl}/advancedsearch.php?${parameters}`, timeoutMs: searchTimeoutMs, cacheForMs },
      searchSchema,
      call,
    );
  };

  const listFiles = async (
    identifier: string,
    kind: 'still' | 'clip',
    call: HttpCall,
  ): Promise<AssetFile[]> => {
    const { files } = await http.json(
      {
        url: `${baseUrl}/metadata/${encodeURIComponent(identifier)}`,
        timeoutMs: searchTimeoutMs,
        cacheForMs,
      },
      itemSchema,
      call,
    );
    return files
      .filter(({ name, private: hidden }) => endings[kind].test(name) && !hidden && !/_thumb\b/u.test(name))
      .map(({ name, size, width, height }) => ({
        url: `${baseUrl}/download/${encodeURIComponent(identifier)}/${name.split('/').map(encodeURIComponent).join('/')}`,
        ...defined({ widthPx: width, heightPx: height, sizeBytes: size }),
      }));
  };

  return {
    specVersion: 1,
    name: 'archive',
    search: async ({ terms, kind, page }, call) => {
      const words = escaped(terms);
      if (words === '') {
        return [];
      }
      const type = kind === 'video' ? 'movies' : 'image';
      const query = `(${words}) AND mediatype:${type} AND licenseurl:*`;
      return (await ask(query, resultsPerPage, page, call)).response.docs.flatMap(toCandidate);
    },
    fetchThumbnail: createThumbnailFetcher(http),
    fetch: async (asset, target, call) => {
      const files = await listFiles(asset.id, asset.kind, call);
      if (files.length === 0) {
        throw answerInvalid('archive', 'a file that can be used');
      }
      return fetchRendition(http, { asset, files }, target, call);
    },
    check: async (call) => {
      await ask('mediatype:movies AND licenseurl:*', 1, 1, call);
    },
  };
};
