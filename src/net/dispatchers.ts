import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { guardLookup, isPrivateHost } from './address.js';

/** What `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say, unless given here. */
export type ProxySettings = { readonly http?: string; readonly https?: string; readonly except?: string };

export type Dispatchers = {
  /** @param trusted whether the configuration names the origin */
  for(url: URL, trusted: boolean): Dispatcher;
  /** Ends what is under way. */
  close(): Promise<void>;
};

const connectTimeoutMs = 10_000;

/** The sockets of one client, opened as they are needed. Certificates are always verified. */
export const createDispatchers = (proxy: ProxySettings = {}, lookup?: LookupFunction): Dispatchers => {
  const connect = { timeout: connectTimeoutMs, rejectUnauthorized: true };
  const made = new Map<string, Dispatcher>();
  const once = (name: string, make: () => Dispatcher): Dispatcher => {
    const dispatcher = made.get(name) ?? make();
    made.set(name, dispatcher);
    return dispatcher;
  };
  const proxied = (options: Agent.Options): Dispatcher =>
    new EnvHttpProxyAgent({
      ...options,
      ...(proxy.http === undefined ? {} : { httpProxy: proxy.http }),
      ...(proxy.https === undefined ? {} : { httpsProxy: proxy.https }),
      ...(proxy.except === undefined ? {} : { noProxy: proxy.except }),
      requestTls: { rejectUnauthorized: true },
    });
  return {
    for: (url, trusted) => {
      if (!trusted) {
        return once('guarded', () => proxied({ connect: { ...connect, lookup: guardLookup(lookup) } }));
      }
      const own = lookup === undefined ? connect : { ...connect, lookup };
      return isPrivateHost(url)
        ? once('direct', () => new Agent({ connect: own }))
        : once('trusted', () => proxied({ connect: own }));
    },
    close: async () => {
      const all = [...made.values()];
      made.clear();
      await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
    },
  };
};
