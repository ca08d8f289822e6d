import { fetch, type Response } from 'undici';
import { addressRefused, parseAddress, refusePrivateHost } from './address.js';
import type { Dispatchers } from './dispatchers.js';

export type GuardedRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Sent to the origin of `url` only. */
  readonly secretHeaders: ReadonlyMap<string, string>;
  readonly secretQuery: ReadonlyMap<string, string>;
  readonly body: string | Uint8Array | undefined;
  readonly signal: AbortSignal;
};

export type GuardedAnswer = {
  readonly response: Response;
  /** Where redirects ended, without secrets. */
  readonly url: URL;
};

export type GuardedFetch = (request: GuardedRequest) => Promise<GuardedAnswer>;

const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

/** Headers that say nothing about who asks; another origin gets these and no others. */
const impersonal = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'if-range',
  'range',
  'user-agent',
]);

type Hop = { readonly url: URL; readonly trusted: boolean; readonly method: string; readonly home: boolean };

const refusal = (words: string): Error => Object.assign(new Error(words), { code: addressRefused });

const nextHop = (
  { url, trusted, method, home }: Hop,
  response: Response,
  location: string,
  isTrusted: (url: URL) => boolean,
): Hop => {
  const next = parseAddress(location, url);
  if (url.protocol === 'https:' && next.protocol === 'http:') {
    throw refusal('A redirect led from https to http.');
  }
  const sameOrigin = next.origin === url.origin;
  // A 303, and by custom a 301 or 302 after POST, is fetched with GET (RFC 9110, 15.4).
  const becomesGet = response.status === 303 || (method === 'POST' && [301, 302].includes(response.status));
  if (!becomesGet && method === 'POST' && !sameOrigin) {
    throw refusal('A redirect asked for the request to be sent to somebody else.');
  }
  return {
    url: next,
    // Trust is the configuration's; a stranger's redirect does not inherit it.
    trusted: trusted && isTrusted(next),
    method: becomesGet && method !== 'HEAD' ? 'GET' : method,
    home: home && sameOrigin,
  };
};

const send = (hop: Hop, request: GuardedRequest, dispatchers: Dispatchers): Promise<Response> => {
  const url = new URL(hop.url);
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) {
    if (hop.home || impersonal.has(name)) {
      headers[name] = value;
    }
  }
  if (hop.home) {
    for (const [name, value] of request.secretHeaders) {
      headers[name] = value;
    }
    for (const [name, value] of request.secretQuery) {
      url.searchParams.set(name, value);
    }
  }
  const body = hop.method === request.method ? request.body : undefined;
  return fetch(url, {
    method: hop.method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: request.signal,
    dispatcher: dispatchers.for(hop.url, hop.trusted),
  });
};

/**
 * `fetch` that only reaches the public internet and the trusted origins. Every hop of a redirect is checked anew,
 * and loses the credentials with the origin. Throws what `fetch` throws, and errors with the code
 * `ERR_ADDRESS_REFUSED`.
 */
export const createGuardedFetch = (
  trustedOrigins: readonly string[],
  dispatchers: Dispatchers,
): GuardedFetch => {
  const trusted = new Set(trustedOrigins.map((origin) => new URL(origin).origin));
  const isTrusted = (url: URL): boolean => trusted.has(url.origin);

  return async (request) => {
    const url = parseAddress(request.url);
    let hop: Hop = { url, trusted: isTrusted(url), method: request.method, home: true };
    for (let redirected = 0; ; redirected += 1) {
      if (!hop.trusted) {
        refusePrivateHost(hop.url);
      }
      const response = await send(hop, request, dispatchers);
      const location = redirects.has(response.status) ? response.headers.get('location') : null;
      if (location === null) {
        return { response, url: hop.url };
      }
      await response.body?.cancel();
      if (redirected === mostRedirects) {
        throw refusal(`More than ${mostRedirects} redirects followed each other.`);
      }
      hop = nextHop(hop, response, location, isTrusted);
    }
  };
};
