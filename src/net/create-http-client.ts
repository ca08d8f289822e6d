import type { LookupFunction } from 'node:net';
import type { Secret } from '../config/secret.js';
import { type Clock, systemClock } from '../runtime/clock.js';
import type { ProxySettings } from './dispatchers.js';
import type { HttpClient } from './http-client.js';
import { defaultPolicy, type HttpPolicy } from './policy.js';

export type HttpClientOptions = {
  /** As it is called in messages: `pexels`. */
  readonly provider: string;
  /** Origins that the configuration names, which may be on this machine or its network. Nothing else may. */
  readonly trustedOrigins?: readonly string[];
  readonly policy?: Partial<HttpPolicy>;
  /** The configuration key of the provider's key, for hints: `footage.pexels.key`. */
  readonly keyName?: string;
  /** Values that must never be shown, beside those of each request. */
  readonly secrets?: readonly Secret[];
  /** Where answers with `cacheForMs` are kept; nowhere when absent. */
  readonly cache?: { readonly directory: string; readonly maxBytes: number };
  /** Nothing is sent, except to trusted origins on this machine. */
  readonly offline?: boolean;
  readonly userAgent?: string;
  readonly clock?: Clock;
  /** From 0 to 1. */
  readonly random?: () => number;
  /** Instead of what the environment says. */
  readonly proxy?: ProxySettings;
  /** Instead of the system's resolver. */
  readonly lookup?: LookupFunction;
};

/** Opens nothing and loads nothing before the first call. */
export const createHttpClient = (options: HttpClientOptions): HttpClient => {
  let loading: Promise<HttpClient> | undefined;
  const load = async (): Promise<HttpClient> => {
    const { createGuardedClient } = await import('./guarded-client.js');
    return createGuardedClient({
      provider: options.provider,
      trustedOrigins: options.trustedOrigins ?? [],
      policy: { ...defaultPolicy, ...options.policy },
      keyName: options.keyName,
      secrets: options.secrets ?? [],
      cache: options.cache,
      offline: options.offline ?? false,
      userAgent: options.userAgent ?? 'reelwright',
      clock: options.clock ?? systemClock,
      random: options.random ?? Math.random,
      proxy: options.proxy,
      lookup: options.lookup,
    });
  };
  const client = (): Promise<HttpClient> => {
    loading ??= load();
    return loading;
  };
  return {
    send: async (request, call) => (await client()).send(request, call),
    json: async (request, schema, call) => (await client()).json(request, schema, call),
    download: async (request, target, call) => (await client()).download(request, target, call),
    fetch: async (input, init) => (await client()).fetch(input, init),
    close: async () => {
      await (await loading)?.close();
    },
  };
};
