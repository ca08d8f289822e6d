import type { LookupFunction } from 'node:net';
import { foreignCode, isReelwrightError, type ReelwrightError } from '../errors/index.js';
import { cancellationOf } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';
import { isLoopback, parseAddress } from './address.js';
import { bodyTooLarge } from './body.js';
import type { ProxySettings } from './dispatchers.js';
import type { GuardedAnswer, GuardedFetch } from './guarded-fetch.js';
import type { HttpCache } from './http-cache.js';
import type { HttpCall } from './http-client.js';
import type { Policies } from './policies.js';
import type { HttpPolicy } from './policy.js';
import type { Prepared, RequestDefaults } from './prepared-request.js';
import { type Blame, networkError, offlineError, timeoutError, tooLarge } from './provider-errors.js';
import { shownUrl } from './secrets.js';

/** Everything decided; `createHttpClient` fills in what was left out. */
export type GuardedClientOptions = RequestDefaults & {
  readonly trustedOrigins: readonly string[];
  readonly policy: HttpPolicy;
  readonly cache: { readonly directory: string; readonly maxBytes: number } | undefined;
  readonly offline: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly proxy: ProxySettings | undefined;
  readonly lookup: LookupFunction | undefined;
};

/** What all doors of one client share. */
export type ClientParts = {
  readonly options: GuardedClientOptions;
  readonly guardedFetch: GuardedFetch;
  readonly policies: Policies;
  readonly cache: HttpCache | undefined;
};

/** Any failure of one try, as one of ours. Whether it was a cancellation is known by the caller's signal. */
export const toFailure = (
  error: unknown,
  {
    blame,
    signal,
    timeoutMs,
    maxBytes,
  }: { blame: Blame; signal: AbortSignal; timeoutMs: number; maxBytes: number },
): ReelwrightError => {
  if (isReelwrightError(error)) {
    return error;
  }
  if (foreignCode(error) === bodyTooLarge) {
    return tooLarge(blame, maxBytes);
  }
  return signal.aborted ? timeoutError(blame, timeoutMs, error) : networkError(blame, error);
};

export const sayWhere = (
  url: string,
  secretQuery: ReadonlyMap<string, string>,
  scrub: Blame['scrub'],
): string => scrub(shownUrl(url, secretQuery.keys()));

/** Throws before anything is sent: an address that cannot be right, or a network that is switched off. */
export const admit = (url: string, blame: Blame, options: GuardedClientOptions): URL => {
  let parsed: URL;
  try {
    parsed = parseAddress(url);
  } catch (error) {
    throw networkError(blame, error);
  }
  if (options.offline && !(isLoopback(parsed) && options.trustedOrigins.includes(parsed.origin))) {
    throw offlineError(blame);
  }
  return parsed;
};

export const timeoutFor = (wantedMs: number, { policy }: GuardedClientOptions): number =>
  Math.min(wantedMs, policy.longestTimeoutMs);

export type Exchange = {
  readonly prepared: Prepared;
  readonly call: HttpCall;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly counted: boolean;
  readonly progress?: () => number;
};

/** Runs one call through the policies, with a line in the log for each try. */
export const exchange = async <Result>(
  parts: ClientParts,
  { prepared, call, timeoutMs, maxBytes, ...rest }: Exchange,
  attempt: (
    signal: AbortSignal,
    fetched: (headers?: Readonly<Record<string, string>>) => Promise<GuardedAnswer>,
  ) => Promise<Result>,
): Promise<Result> => {
  const { options, guardedFetch, policies } = parts;
  const { blame } = prepared;
  const { origin } = admit(prepared.url, blame, options);
  const where = {
    provider: blame.provider,
    method: prepared.method,
    url: sayWhere(prepared.url, prepared.secretQuery, blame.scrub),
  };
  return policies.run(
    {
      origin,
      blame,
      signal: call.signal,
      timeoutMs,
      counted: rest.counted,
      ...(rest.progress === undefined ? {} : { progress: rest.progress }),
      onRetry: ({ code }, delayMs) => call.logger.debug({ ...where, code, delayMs }, 'asking again'),
    },
    async (signal) => {
      const startedMs = options.clock.now();
      try {
        return await attempt(signal, async (headers = {}) => {
          const all = new Map([...prepared.headers, ...Object.entries(headers)]);
          const answer = await guardedFetch({ ...prepared, headers: all, signal });
          const durationMs = options.clock.now() - startedMs;
          call.logger.debug({ ...where, status: answer.response.status, durationMs }, 'answered');
          return answer;
        });
      } catch (error) {
        if (call.signal.aborted) {
          throw cancellationOf(call.signal);
        }
        const failure = toFailure(error, { blame, signal, timeoutMs, maxBytes });
        call.logger.debug({ ...where, code: failure.code, cause: failure.cause }, 'failed');
        throw failure;
      }
    },
  );
};
