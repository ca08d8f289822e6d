import type { Secret } from '../config/secret.js';
import type { GuardedRequest } from './guarded-fetch.js';
import type { HttpRequest } from './http-client.js';
import type { Blame } from './provider-errors.js';
import { createScrub } from './secrets.js';

/** A request in the form in which it is sent. */
export type Prepared = Omit<GuardedRequest, 'signal'> & { readonly blame: Blame };

/** What a client adds to every request. */
export type RequestDefaults = {
  readonly provider: string;
  readonly keyName: string | undefined;
  /** Values that are never shown, beside those of the request. */
  readonly secrets: readonly Secret[];
  readonly userAgent: string;
};

const reveal = (secrets: Readonly<Record<string, Secret>> = {}): Map<string, string> =>
  new Map(Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]));

const lowerCase = (entries: Iterable<readonly [string, string]>): Map<string, string> =>
  new Map([...entries].map(([name, value]) => [name.toLowerCase(), value]));

/** A form is written out here, so that a second try can send it again. */
const encodeBody = async (
  body: HttpRequest['body'],
): Promise<{ body: string | Uint8Array | undefined; contentType: string | null }> => {
  if (body === undefined || typeof body === 'string' || ArrayBuffer.isView(body)) {
    return { body, contentType: null };
  }
  const encoded = new Response(body);
  return {
    body: new Uint8Array(await encoded.arrayBuffer()),
    contentType: encoded.headers.get('content-type'),
  };
};

export const prepare = async (request: HttpRequest, options: RequestDefaults): Promise<Prepared> => {
  const secretHeaders = lowerCase(reveal(request.secretHeaders));
  const secretQuery = reveal(request.secretQuery);
  const { body, contentType } = await encodeBody(request.body);
  const values = [
    ...secretHeaders.values(),
    ...secretQuery.values(),
    ...options.secrets.map((one) => one.reveal()),
  ];
  return {
    url: request.url,
    method: request.method ?? 'GET',
    headers: new Map([
      ['user-agent', options.userAgent],
      ...(contentType === null ? [] : ([['content-type', contentType]] as const)),
      ...lowerCase(Object.entries(request.headers ?? {})),
    ]),
    secretHeaders,
    secretQuery,
    body,
    blame: { provider: options.provider, keyName: options.keyName, scrub: createScrub(values) },
  };
};
