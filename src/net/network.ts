import { join } from 'node:path';
import { createHttpClient, type HttpClientOptions } from './create-http-client.js';
import type { HttpClient } from './http-client.js';

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
  /** Ends all requests. */
  close(): Promise<void>;
};

type NetworkOptions = {
  readonly mode: 'online' | 'offline';
  readonly cacheMegabytes: number;
  /** The data directory. */
  readonly home: string;
  /** Of Reelwright, for the servers' logs. */
  readonly version: string;
};

export const createNetwork = ({ mode, cacheMegabytes, home, version }: NetworkOptions): Network => {
  const clients = new Map<string, HttpClient>();
  const isOffline = mode === 'offline';
  return {
    isOffline,
    http: (provider, needs = {}) => {
      const client =
        clients.get(provider) ??
        createHttpClient({
          userAgent: `reelwright/${version}`,
          ...needs,
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
