import type { HttpClient, HttpRequest } from '../../src/net/http-client.js';
import type { FakeReply } from '../fakes/behaviours.js';
import { type FakeRoutes, matchesRoute } from '../fakes/fake-server.js';

const notUsed = async (): Promise<never> => {
  throw new Error('no test of parsing does this');
};

/** A client that answers from routes without a network, and only parses. */
export const parsedHttp = (routes: FakeRoutes, origin = 'https://files.example') => {
  const requests: HttpRequest[] = [];
  const http: Pick<HttpClient, 'json'> = {
    json: async (request, schema) => {
      requests.push(request);
      const url = new URL(request.url);
      const method = request.method ?? 'GET';
      const route = Object.entries(routes).find(([pattern]) =>
        matchesRoute(pattern, `${method} ${url.pathname}`),
      )?.[1];
      const seen = { method, url: new URL(url.pathname, origin), headers: {}, body: Buffer.alloc(0) };
      const reply: FakeReply = typeof route === 'function' ? await route(seen) : (route ?? {});
      return schema.parse(JSON.parse(JSON.stringify(reply.body)));
    },
  };
  const client: HttpClient = {
    ...http,
    ...{ send: notUsed, download: notUsed, fetch: notUsed, close: async () => undefined },
  };
  return { http: client, requests, lastUrl: () => new URL(requests.at(-1)?.url ?? '') };
};
