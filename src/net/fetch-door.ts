import type { Response as Foreign } from 'undici';
import { isReelwrightError } from '../errors/index.js';
import { limitedStream } from './body.js';
import { admit, type ClientParts, timeoutFor, toFailure } from './exchange.js';
import type { Prepared } from './prepared-request.js';
import { statusError } from './provider-errors.js';
import { createScrub, isCredentialName } from './secrets.js';

/** A library builds its own request, so its secrets are known by the names they travel under. */
const prepareForeign = async (request: Request, { options }: ClientParts): Promise<Prepared> => {
  const url = new URL(request.url);
  const headers = new Map<string, string>([['user-agent', options.userAgent], ...request.headers]);
  const credentials = [...headers, ...url.searchParams].filter(([name]) => isCredentialName(name));
  const values = [...credentials.map(([, value]) => value), ...options.secrets.map((one) => one.reveal())];
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  return {
    url: request.url,
    method: request.method,
    headers,
    secretHeaders: new Map(),
    secretQuery: new Map(),
    body,
    blame: { provider: options.provider, keyName: options.keyName, scrub: createScrub(values) },
  };
};

const addressOf = (input: string | URL | Request): string =>
  typeof input === 'string' || input instanceof URL ? String(input) : input.url;

/** Answers that have no body by definition, for which `Response` takes none. */
const bodiless = new Set([204, 205, 304]);

/** As the platform's own class, its body under a limit. The bytes are unpacked already. */
const toPlatform = (response: Foreign, maxBytes: number, explain: (error: unknown) => unknown): Response => {
  const { status, statusText } = response;
  const headers = new Headers([...response.headers]);
  headers.delete('content-encoding');
  headers.delete('content-length');
  const body =
    response.body === null || bodiless.has(status) ? null : limitedStream(response.body, maxBytes, explain);
  return new Response(body, { status, statusText, headers });
};

/**
 * `fetch` for a library that takes one. An answer of any status is returned as it is, and counts for the breaker;
 * an address refused, a time over, a provider at rest are thrown as `ProviderError`, which libraries wrap: see
 * `providerErrorIn`. Nothing is tried twice here.
 */
export const createFetchDoor = (parts: ClientParts): typeof globalThis.fetch => {
  const { options, policies, guardedFetch } = parts;
  const { policy, clock } = options;

  return async (input, init) => {
    const nobody = { provider: options.provider, keyName: options.keyName, scrub: createScrub([]) };
    const { origin } = admit(addressOf(input), nobody, options);
    const request = new Request(input, init);
    const prepared = await prepareForeign(request, parts);
    const { blame } = prepared;
    const timeoutMs = timeoutFor(policy.longestTimeoutMs, options);
    // The body is read after `run` has ended, and within the same time.
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
    const explain = (error: unknown): unknown =>
      request.signal.aborted
        ? error
        : toFailure(error, { blame, signal, timeoutMs, maxBytes: policy.fetchMaxBytes });
    let refused: Response | undefined;
    try {
      return await policies.run(
        { origin, blame, signal: request.signal, timeoutMs, counted: true, attempts: 1 },
        async () => {
          try {
            const { response } = await guardedFetch({ ...prepared, signal });
            const answer = toPlatform(response, policy.fetchMaxBytes, explain);
            if (answer.status === 429 || answer.status >= 500) {
              refused = answer;
              throw statusError(
                blame,
                { status: answer.status, headers: answer.headers, text: '' },
                clock.now(),
              );
            }
            return answer;
          } catch (error) {
            throw explain(error);
          }
        },
      );
    } catch (error) {
      if (refused !== undefined && isReelwrightError(error)) {
        return refused;
      }
      throw error;
    }
  };
};
