import { join } from 'node:path';
import { createHttpClient, type HttpClientOptions } from './create-http-client.js';
import type { HttpClient } from './http-client.js';
import { defaultPolicy, type HttpPolicy } from './policy.js';

/** What a provider says about itself to get a client. */
export type ProviderNeeds = Pick<
  HttpClientOptions,
  'trustedOrigins' | 'policy' | 'keyName' | 'secrets' | 'userAgent'
>;

export type Network = {
  /** Nothing is sent, except to configured servers on this machine. */
  readonly isOffline: boolean;
  /**
   * The client of a provider; the same one for the same name, so that its rates and rests hold for everyone. Name
   * the endpoints of a pool apart. Costs nothing until it is used.
   */
  http(provider: string, needs?: ProviderNeeds): HttpClient;
  /** A policy cut to what the configuration allows, for those who are not spoken to by HTTP. */
  shorten(policy?: Partial<HttpPolicy>): HttpPolicy;
  /** Ends all requests. */
  close(): Promise<void>;
};

type NetworkOptions = {
  readonly mode: 'online' | 'offline';
  /** Of one try, whatever a provider's own policy allows. */
  readonly timeoutSec?: number;
  readonly cacheMegabytes: number;
  /** The data directory. */
  readonly home: string;
  /** Of Reelwright, for the servers' logs. */
  readonly version: string;
};

export const createNetwork = (options: NetworkOptions): Network => {
  const { mode, cacheMegabytes, home, version } = options;
  const longestTimeoutMs = 1_000 * (options.timeoutSec ?? Number.POSITIVE_INFINITY);
  const shorten = (policy: Partial<HttpPolicy> = {}): HttpPolicy => {
    const whole = { ...defaultPolicy, ...policy };
    return { ...whole, longestTimeoutMs: Math.min(whole.longestTimeoutMs, longestTimeoutMs) };
  };
  const clients = new Map<string, HttpClient>();
  const isOffline = mode === 'offline';
  return {
    isOffline,
    shorten,
    http: (provider, needs = {}) => {
      const client =
        clients.get(provider) ??
        createHttpClient({
          userAgent: `reelwright/${version}`,
          ...needs,
          policy: shorten(needs.policy),
          provider,
          offline: isOffline,
          cache: { directory: join(home, 'cache', 'http'), maxBytes: cacheMegabytes * 1e6 },
        });
      clients.set(provider, client);
      return client;
    },
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
  };
};
