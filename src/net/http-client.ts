import type * as z from 'zod';
import type { Secret } from '../config/secret.js';
import type { Logger } from '../observability/logger.js';

/** One outgoing request. Secrets go to the origin of `url` and nowhere else: a redirect elsewhere loses them. */
export type HttpRequest = {
  /** http or https, without user name or password in it. */
  readonly url: string;
  /** GET when absent. */
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that are never logged, stored or shown. */
  readonly secretHeaders?: Readonly<Record<string, Secret>>;
  readonly secretQuery?: Readonly<Record<string, Secret>>;
  readonly body?: string | Uint8Array | FormData;
  /** From the first byte sent to the last received, one attempt; 30 s when absent. */
  readonly timeoutMs?: number;
  /** The answer's size at most; 8 MiB when absent. More is `ANSWER_TOO_LARGE`. */
  readonly maxBytes?: number;
  /** How long the answer may be served again without asking; not at all when absent. */
  readonly cacheForMs?: number;
};

export type HttpAnswer = {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** After redirects, without secrets. */
  readonly url: string;
};

export type HttpDownload = {
  /** Where the bytes are, as it was given. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Found from the bytes, not from a header or a name: `image/jpeg`, `video/mp4`. */
  readonly mediaType: string;
};

export type DownloadTarget = {
  /** Absolute; appears complete or not at all. A part from an earlier attempt beside it is resumed. */
  readonly file: string;
  readonly maxBytes: number;
  /** Media types that are wanted, by their beginning: `image/`, `video/`. */
  readonly accept: readonly string[];
};

export type HttpCall = { readonly signal: AbortSignal; readonly logger: Logger };

/**
 * The one way to the network, one client a provider. Every call goes through the provider's own policies (rate,
 * bulkhead, circuit breaker, timeout, retries that honour `Retry-After`), and every address through the guard.
 *
 * All methods throw `ProviderError`: `PROVIDER_UNAUTHORIZED` (401, 403), `PROVIDER_RATE_LIMITED` (429),
 * `PROVIDER_FAILED` (other answers that are no success), `PROVIDER_UNREACHABLE`, `PROVIDER_TIMEOUT`,
 * `PROVIDER_ANSWER_INVALID`, `ANSWER_TOO_LARGE`, `ADDRESS_REFUSED`; and `CancelledError` when the signal says so.
 */
export type HttpClient = {
  /** A whole answer in memory. */
  send(request: HttpRequest, call: HttpCall): Promise<HttpAnswer>;
  /** The answer as JSON of this shape; another is `PROVIDER_ANSWER_INVALID`. */
  json<Value>(request: HttpRequest, schema: z.ZodType<Value>, call: HttpCall): Promise<Value>;
  /** Streams an answer into a file, never whole in memory. */
  download(request: HttpRequest, target: DownloadTarget, call: HttpCall): Promise<HttpDownload>;
  /** The same door for a library that brings its own client and takes a `fetch`; the guard holds, retries are the library's caller's. */
  readonly fetch: typeof globalThis.fetch;
  close(): Promise<void>;
};
