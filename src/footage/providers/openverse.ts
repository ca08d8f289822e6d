import * as z from 'zod';
import { Secret } from '../../config/secret.js';
import type { HttpCall, HttpRequest } from '../../net/http-client.js';
import { identifyLicence } from '../licence.js';
import type { FootageCandidate, FootageProvider } from '../provider.js';
import { createThumbnailFetcher, fetchRendition } from './fetch-file.js';
import { type ProviderOptions, searchTimeoutMs, toQuery } from './options.js';
import { defined, id, listOf, text, url, whole } from './shapes.js';

const imageSchema = z.object({
  id,
  title: text(300),
  foreign_landing_url: url,
  url,
  creator: text(120),
  creator_url: url,
  license: z.string().max(40),
  license_version: z.string().max(10).nullish().catch(undefined),
  license_url: url,
  width: whole,
  height: whole,
  filesize: whole,
  thumbnail: url,
  tags: listOf(z.object({ name: text(80) }))
    .nullish()
    .catch(undefined),
});
const imagesSchema = z.object({ results: listOf(imageSchema) });

const tokenSchema = z.object({
  access_token: z.string().min(1).max(4_096),
  expires_in: z.number().positive(),
});

const ratios = { '9:16': 'tall', '4:5': 'tall', '16:9': 'wide', '1:1': 'square' } as const;
/** The most that may be asked for without a key. */
const resultsPerPage = 20;
const cacheForMs = 24 * 60 * 60 * 1_000;
/** A token is asked for anew this long before it ends. */
const tokenSpareMs = 60_000;

const toCandidate = (image: z.output<typeof imageSchema>): FootageCandidate[] => {
  const { width: widthPx, height: heightPx } = image;
  if (image.url === undefined) {
    return [];
  }
  const name = [image.license, image.license_version].filter(Boolean).join(' ');
  return [
    {
      asset: {
        source: 'openverse',
        id: image.id,
        kind: 'still',
        title: image.title ?? '',
        files: [{ url: image.url, ...defined({ widthPx, heightPx, sizeBytes: image.filesize }) }],
        licence: identifyLicence({ name, ...defined({ url: image.license_url }) }),
        ...defined({
          ...{ widthPx, heightPx, pageUrl: image.foreign_landing_url },
          ...{ author: image.creator, authorUrl: image.creator_url },
        }),
      },
      tags: image.tags?.flatMap((tag) => (tag.name === undefined ? [] : [tag.name])) ?? [],
      ...defined({ thumbnailUrl: image.thumbnail }),
    },
  ];
};

/** https://api.openverse.org/v1/: 20 calls a minute and 200 a day without a client of one's own. */
export const createOpenverse = ({
  http,
  baseUrl = 'https://api.openverse.org',
  client,
  nowMs = Date.now,
}: ProviderOptions & {
  readonly client?: { readonly id: Secret; readonly secret: Secret } | undefined;
  readonly nowMs?: () => number;
}): FootageProvider => {
  let token: { readonly header: Secret; readonly untilMs: number } | undefined;

  const authorise = async (call: HttpCall): Promise<Pick<HttpRequest, 'secretHeaders'>> => {
    if (client === undefined) {
      return {};
    }
    if (token === undefined || token.untilMs <= nowMs()) {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.id.reveal(),
        client_secret: client.secret.reveal(),
      });
      const answer = await http.json(
        {
          url: `${baseUrl}/v1/auth_tokens/token/`,
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: body.toString(),
          timeoutMs: searchTimeoutMs,
        },
        tokenSchema,
        call,
      );
      token = {
        header: new Secret(`Bearer ${answer.access_token}`),
        untilMs: nowMs() + answer.expires_in * 1_000 - tokenSpareMs,
      };
    }
    return { secretHeaders: { authorization: token.header } };
  };

  const search = async (query: Record<string, string>, call: HttpCall) => {
    const parameters = new URLSearchParams({
      license_type: 'commercial,modification',
      mature: 'false',
      page_size: String(resultsPerPage),
      ...query,
    });
    return http.json(
      {
        url: `${baseUrl}/v1/images/?${parameters}`,
        timeoutMs: searchTimeoutMs,
        cacheForMs,
        ...(await authorise(call)),
      },
      imagesSchema,
      call,
    );
  };

  return {
    specVersion: 1,
    name: 'openverse',
    search: async ({ terms, aspect, page }, call) => {
      const query = { q: toQuery(terms, 150), aspect_ratio: ratios[aspect], page: String(page) };
      return (await search(query, call)).results.flatMap(toCandidate);
    },
    fetchThumbnail: createThumbnailFetcher(http),
    fetch: (asset, target, call) => fetchRendition(http, { asset, files: asset.files }, target, call),
    check: async (call) => {
      await search({ q: 'sky', page_size: '1' }, call);
    },
  };
};
