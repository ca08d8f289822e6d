import { afterEach } from '@jest/globals';
import { createHttpClient, type HttpClientOptions } from '../../src/net/create-http-client.js';
import type { HttpCall, HttpClient } from '../../src/net/http-client.js';
import { silentLogger } from '../../src/observability/logger.js';
import { type FakeRoutes, type FakeServer, startFakeServer } from '../fakes/fake-server.js';
import { quickPolicy } from './quick-policy.js';

export const httpCall: HttpCall = { signal: new AbortController().signal, logger: silentLogger };

type HttpWorld = {
  serve(routes: FakeRoutes): Promise<FakeServer>;
  client(options?: Partial<HttpClientOptions>): HttpClient;
};

/** Fakes and clients for the tests of one file, each closed after the test that asked for it. */
export const httpWorld = (): HttpWorld => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
  const opened = <One extends { close(): Promise<void> }>(one: One): One => {
    open.push(one);
    return one;
  };
  return {
    serve: async (routes) => opened(await startFakeServer(routes)),
    client: ({ policy, ...options } = {}) =>
      opened(createHttpClient({ provider: 'sample', policy: { ...quickPolicy, ...policy }, ...options })),
  };
};
