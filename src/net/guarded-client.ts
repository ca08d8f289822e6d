import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type * as z from 'zod';
import { toReelwrightError } from '../errors/index.js';
import { readBody, readExcerpt } from './body.js';
import { createDispatchers } from './dispatchers.js';
import { downloadOnce } from './download.js';
import {
  admit,
  type ClientParts,
  exchange,
  type GuardedClientOptions,
  sayWhere,
  timeoutFor,
} from './exchange.js';
import { createFetchDoor } from './fetch-door.js';
import { createGuardedFetch, type GuardedAnswer } from './guarded-fetch.js';
import { cacheKey, createHttpCache } from './http-cache.js';
import type {
  DownloadTarget,
  HttpAnswer,
  HttpCall,
  HttpClient,
  HttpDownload,
  HttpRequest,
} from './http-client.js';
import { createPartFile } from './part-file.js';
import { createPolicies } from './policies.js';
import { type Prepared, prepare } from './prepared-request.js';
import { type Blame, invalidAnswer, statusError } from './provider-errors.js';

const defaultMaxBytes = 8 * 1024 * 1024;
const excerptBytes = 4096;

const refuseFailure = async ({ options }: ClientParts, { blame }: Prepared, { response }: GuardedAnswer) => {
  if (!response.ok) {
    const text = await readExcerpt(response.body, excerptBytes);
    throw statusError(
      blame,
      { status: response.status, headers: response.headers, text },
      options.clock.now(),
    );
  }
};

const shownHeaders = (answer: GuardedAnswer): Record<string, string> => {
  const headers = Object.fromEntries(answer.response.headers);
  // They describe the bytes on the wire, which have been unpacked.
  delete headers['content-encoding'];
  delete headers['set-cookie'];
  return headers;
};

/** Neither status nor bytes may carry a secret onto the disk. */
const holdsSecret = (answer: HttpAnswer, scrub: Blame['scrub']): boolean => {
  const text = `${JSON.stringify(answer.headers)}${answer.url}${Buffer.from(answer.bytes).toString('latin1')}`;
  return scrub(text) !== text;
};

const sendPrepared = async (
  parts: ClientParts,
  request: HttpRequest,
  prepared: Prepared,
  call: HttpCall,
): Promise<HttpAnswer> => {
  const { policy } = parts.options;
  const maxBytes = request.maxBytes ?? defaultMaxBytes;
  const timeoutMs = timeoutFor(request.timeoutMs ?? policy.timeoutMs, parts.options);
  return exchange(parts, { prepared, call, timeoutMs, maxBytes, counted: true }, async (_signal, fetched) => {
    const answer = await fetched();
    await refuseFailure(parts, prepared, answer);
    const bytes = await readBody(answer.response.body, maxBytes);
    const url = sayWhere(answer.url.href, prepared.secretQuery, prepared.blame.scrub);
    return { status: answer.response.status, headers: shownHeaders(answer), bytes, url };
  });
};

/**
 * An answer as `read` understands it: from the cache, or asked for. Only what could be read is kept, so that a
 * mistake of the provider lasts no longer than it must.
 */
const sendOrRecall = async <Value>(
  parts: ClientParts,
  { request, prepared, call }: { request: HttpRequest; prepared: Prepared; call: HttpCall },
  read: (answer: HttpAnswer) => Value,
): Promise<Value> => {
  const { cache } = parts;
  const { blame } = prepared;
  if (cache === undefined || request.cacheForMs === undefined || prepared.method !== 'GET') {
    return read(await sendPrepared(parts, request, prepared, call));
  }
  const key = cacheKey({
    provider: blame.provider,
    url: prepared.url,
    headers: prepared.headers,
    secrets: [...prepared.secretHeaders, ...prepared.secretQuery],
  });
  const kept = await cache.find(key);
  if (kept !== undefined) {
    try {
      const value = read(kept);
      call.logger.debug({ provider: blame.provider, url: kept.url }, 'answered from the cache');
      return value;
    } catch {
      // Kept by a version that read it otherwise: ask anew.
    }
  }
  const answer = await sendPrepared(parts, request, prepared, call);
  const value = read(answer);
  if (!holdsSecret(answer, blame.scrub)) {
    await cache.keep(key, answer, request.cacheForMs);
  }
  return value;
};

const parseJson = <Value>(answer: HttpAnswer, schema: z.ZodType<Value>, blame: Blame): Value => {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(answer.bytes).toString('utf8'));
  } catch (error) {
    throw invalidAnswer(blame, 'something that is no JSON', error);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw invalidAnswer(blame, 'JSON of another shape than it should have', parsed.error);
  }
  return parsed.data;
};

const download = async (
  parts: ClientParts,
  { request, target, call }: { request: HttpRequest; target: DownloadTarget; call: HttpCall },
): Promise<HttpDownload> => {
  const { policy } = parts.options;
  const prepared = await prepare(request, parts.options);
  admit(prepared.url, prepared.blame, parts.options);
  const part = createPartFile(target.file, prepared.url);
  await mkdir(dirname(target.file), { recursive: true }).catch((error: unknown) => {
    throw toReelwrightError(error);
  });
  let onDiskBytes = (await part.state()).sizeBytes;
  /** A drip is no progress. */
  const progressUnitBytes = 64 * 1024;
  const timeoutMs = timeoutFor(request.timeoutMs ?? policy.downloadTimeoutMs, parts.options);
  const progress = () => Math.floor(onDiskBytes / progressUnitBytes);
  return exchange(
    parts,
    { prepared, call, timeoutMs, maxBytes: target.maxBytes, counted: false, progress },
    async (signal, fetched) => {
      try {
        return await downloadOnce({
          blame: prepared.blame,
          target,
          part,
          signal,
          open: async (headers) => {
            const answer = await fetched(headers);
            if (answer.response.status !== 416) {
              await refuseFailure(parts, prepared, answer);
            }
            return answer.response;
          },
        });
      } finally {
        onDiskBytes = await part.sizeBytes();
      }
    },
  );
};

/** The client itself, with everything heavy loaded. */
export const createGuardedClient = (options: GuardedClientOptions): HttpClient => {
  const dispatchers = createDispatchers(options.proxy, options.lookup);
  const parts: ClientParts = {
    options,
    guardedFetch: createGuardedFetch(options.trustedOrigins, dispatchers),
    policies: createPolicies(options),
    cache:
      options.cache === undefined
        ? undefined
        : createHttpCache({ ...options.cache, now: () => options.clock.now() }),
  };
  return {
    send: async (request, call) => {
      const prepared = await prepare(request, options);
      return sendOrRecall(parts, { request, prepared, call }, (answer) => answer);
    },
    json: async (request, schema, call) => {
      const prepared = await prepare(
        { ...request, headers: { accept: 'application/json', ...request.headers } },
        options,
      );
      return sendOrRecall(parts, { request, prepared, call }, (answer) =>
        parseJson(answer, schema, prepared.blame),
      );
    },
    download: (request, target, call) => download(parts, { request, target, call }),
    fetch: createFetchDoor(parts),
    close: () => dispatchers.close(),
  };
};
