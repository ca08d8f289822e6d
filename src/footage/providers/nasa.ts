import * as z from 'zod';
import type { HttpCall } from '../../net/http-client.js';
import { webAddress } from '../clean-metadata.js';
import { type Licence, serviceLicence } from '../licence.js';
import type { FootageCandidate, FootageProvider } from '../provider.js';
import { answerInvalid, createThumbnailFetcher, fetchRendition } from './fetch-file.js';
import { type ProviderOptions, searchTimeoutMs, toQuery } from './options.js';
import { defined, id, listOf, text } from './shapes.js';

/** Its addresses come with http and with blanks in them. */
const secureAddress = z
  .string()
  .max(2_048)
  .transform((value) =>
    webAddress(value.replace(/^http:(?=\/\/[a-z-]+\.nasa\.gov\/)/u, 'https:').replaceAll(' ', '%20')),
  );

const itemSchema = z.object({
  data: listOf(
    z.object({
      nasa_id: id,
      title: text(300),
      media_type: z.enum(['image', 'video']),
      description: text(2_000),
      keywords: listOf(z.string().max(200)).nullish().catch(undefined),
      center: text(40),
      photographer: text(120),
      secondary_creator: text(120),
      copyright: text(200),
    }),
  ),
  links: listOf(z.object({ href: secureAddress, rel: z.string().max(40).nullish() }))
    .nullish()
    .catch(undefined),
});
const searchSchema = z.object({ collection: z.object({ items: listOf(itemSchema) }) });
const manifestSchema = z.object({
  collection: z.object({ items: listOf(z.object({ href: secureAddress })) }),
});
type Item = z.output<typeof itemSchema>;

const cacheForMs = 24 * 60 * 60 * 1_000;
const resultsPerPage = 24;

/** Names of renditions, best first: large is sharp enough for any frame, an original may have a hundred megapixels. */
const renditions = [/~large\.(?:jpe?g|mp4)$/iu, /~medium\.(?:jpe?g|mp4)$/iu, /~orig\.(?:jpe?g|png|mp4)$/iu];

const unclear: Licence = { family: 'unknown', name: 'copyright of a third party' };

/** What NASA made is free; what it shows of others is theirs, and it says so in words. */
const licenceOf = (data: Item['data'][number]): Licence => {
  const said = [data.copyright, data.photographer, data.secondary_creator, data.description].join(' ');
  return /©|\bcopyright(?:ed)?\b|\(c\)|all rights reserved/iu.test(said) ? unclear : serviceLicence('nasa');
};

const toCandidate = ({ data: [data], links }: Item): FootageCandidate[] => {
  if (data === undefined) {
    return [];
  }
  const thumbnailUrl = links?.find(({ rel, href }) => rel === 'preview' && href !== undefined)?.href;
  const maker = data.photographer ?? data.secondary_creator;
  const center = data.center === undefined ? 'NASA' : `NASA/${data.center}`;
  return [
    {
      asset: {
        source: 'nasa',
        id: data.nasa_id,
        kind: data.media_type === 'video' ? 'clip' : 'still',
        title: data.title ?? '',
        pageUrl: `https://images.nasa.gov/details/${encodeURIComponent(data.nasa_id)}`,
        files: [],
        author: maker === undefined ? center : `${center}/${maker}`.slice(0, 120),
        licence: licenceOf(data),
      },
      tags: [
        ...(data.keywords ?? []),
        ...(data.description === undefined ? [] : [data.description.slice(0, 300)]),
      ],
      ...defined({ thumbnailUrl }),
    },
  ];
};

/** https://images.nasa.gov/docs/images.nasa.gov_api_docs.pdf */
export const createNasa = ({
  http,
  baseUrl = 'https://images-api.nasa.gov',
}: ProviderOptions): FootageProvider => {
  const ask = (query: Record<string, string>, call: HttpCall) =>
    http.json(
      { url: `${baseUrl}/search?${new URLSearchParams(query)}`, timeoutMs: searchTimeoutMs, cacheForMs },
      searchSchema,
      call,
    );
  return {
    specVersion: 1,
    name: 'nasa',
    search: async ({ terms, kind, page }, call) => {
      const { collection } = await ask(
        {
          q: toQuery(terms, 150),
          media_type: kind === 'video' ? 'video' : 'image',
          page: String(page),
          page_size: String(resultsPerPage),
        },
        call,
      );
      return collection.items.flatMap(toCandidate);
    },
    fetchThumbnail: createThumbnailFetcher(http),
    fetch: async (asset, target, call) => {
      const { collection } = await http.json(
        { url: `${baseUrl}/asset/${encodeURIComponent(asset.id)}`, timeoutMs: searchTimeoutMs, cacheForMs },
        manifestSchema,
        call,
      );
      const addresses = collection.items.flatMap(({ href }) => (href === undefined ? [] : [href]));
      const [best] = renditions.flatMap((ending) => addresses.filter((address) => ending.test(address)));
      if (best === undefined) {
        throw answerInvalid('nasa', 'a file that can be used');
      }
      return fetchRendition(http, { asset, files: [{ url: best }] }, target, call);
    },
    check: async (call) => {
      await ask({ q: 'moon', media_type: 'image', page_size: '1' }, call);
    },
  };
};
