import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { Secret } from '../../src/config/secret.js';
import { type ErrorCode, isReelwrightError } from '../../src/errors/index.js';
import { createHttpClient } from '../../src/net/create-http-client.js';
import type { HttpCall, HttpClient } from '../../src/net/http-client.js';
import type { Behaviour } from '../fakes/behaviours.js';
import { type FakeRoutes, type FakeServer, matchesRoute, startFakeServer } from '../fakes/fake-server.js';
import { type MisbehaviourName, misbehaviourNames, misbehaviours } from '../fakes/misbehaviours.js';
import { quickPolicy } from './quick-policy.js';
import { temporaryDirectories } from './temporary-directory.js';
import { eventually } from './voice-log.js';

/*
 * The contract that every online provider passes, whatever it provides: for each way in which a server can
 * misbehave, the call ends in time with the right code or succeeds after trying again, the number of requests is
 * right, the key shows up nowhere, and no connection is left open.
 *
 *   describeProviderContract({
 *     name: 'pexels',
 *     routes: { 'GET /v1/search': { body: searchReply }, 'GET /files/*': { body: jpegBytes } },
 *     call: ({ http, origin, key, call, directory }) =>
 *       createPexels({ http, baseUrl: origin, key }).search('sea', call),
 *     expectResult: (result) => expect(result).toHaveLength(2),
 *   });
 *
 * - `http` is the client that the provider must use; `origin` the fake's address; `key` the planted key.
 * - A provider that makes several kinds of requests in a call runs the suite once for each: name it in `at`
 *   (`GET /files/*`), and the others behave.
 * - A provider that answers a failure in another way than the rule (a search that tries its second page, a library
 *   with retries of its own) says so in `expect`, with the code or the number of requests.
 */

export type ContractCall = {
  readonly http: HttpClient;
  readonly origin: string;
  readonly key: Secret;
  readonly call: HttpCall;
  /** Empty, for what is downloaded. */
  readonly directory: string;
};

type Outcome = { readonly code?: ErrorCode; readonly requests?: number };

export type ProviderContract = {
  readonly name: string;
  /** The real shapes of its answers. */
  readonly routes: FakeRoutes;
  readonly call: (context: ContractCall) => Promise<unknown>;
  readonly expectResult?: (result: unknown) => void;
  /** Which requests misbehave; all when absent. */
  readonly at?: string;
  /** Differences from the rule, by the name of the misbehaviour. */
  readonly expect?: Readonly<Partial<Record<MisbehaviourName, Outcome>>>;
  /** Requests per call for the failures that are tried again; 3. */
  readonly attempts?: number;
};

/** Misbehaviour that passes: the call succeeds after that many more requests. */
const passing: Readonly<Record<string, readonly Behaviour[]>> = {
  'a limit that is over at once (429)': [{ kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
  'two errors (500)': [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 503 },
  ],
  'one reset connection': [{ kind: 'reset' }],
  'half a body once': [{ kind: 'half-body' }],
};

/** Longer than any number of tries at the quick policy takes, shorter than a person would wait. */
const inTimeMs = 5000;

const spellings = (key: string): string[] => [
  key,
  encodeURIComponent(key),
  Buffer.from(key).toString('base64'),
];

/** Everything about an error that could reach a log or a person. */
const everythingIn = (error: unknown): string =>
  `${inspect(error, { depth: 20, showHidden: true })}${JSON.stringify(error)}${String(error)}`;

const createWorld = async (contract: ProviderContract, directory: string) => {
  const fake = await startFakeServer(contract.routes);
  const lines: string[] = [];
  const logger = pino({ level: 'trace', base: null }, { write: (line: string) => void lines.push(line) });
  // With characters that URLs spell differently.
  const key = new Secret(`planted-key/${Math.random().toString(36).slice(2)}+x=`);
  const http = createHttpClient({
    provider: contract.name,
    trustedOrigins: [fake.origin],
    policy: quickPolicy,
    keyName: 'tests.key',
    secrets: [key],
  });
  const cancel = new AbortController();
  const run = () =>
    contract.call({ http, origin: fake.origin, key, call: { signal: cancel.signal, logger }, directory });
  return { fake, http, lines, key: key.reveal(), cancel, run };
};

const settle = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error('The call succeeded where it should have failed.');
};

/** Requests that the misbehaviour concerns. */
const requestsAt = (fake: FakeServer, at = '*'): number =>
  fake.requests.filter(({ method, url }) => matchesRoute(at, `${method} ${url.pathname}`)).length;

/** Whether the time for a body without an end is over before it is too large is up to the machine. */
const eitherEnd = (code: string, most: number): { codes: string[]; requests: number[] } => ({
  codes: [code, 'PROVIDER_TIMEOUT'],
  requests: Array.from({ length: most }, (_, index) => index + 1),
});

export const describeProviderContract = (contract: ProviderContract): void => {
  const newDirectory = temporaryDirectories();
  const { name, at } = contract;
  let world: Awaited<ReturnType<typeof createWorld>>;

  const expectNoKeyIn = (text: string): void => {
    for (const spelling of spellings(world.key)) {
      expect(text).not.toContain(spelling);
    }
  };

  describe(`${name}${at === undefined ? '' : ` at ${at}`} keeps the contract of providers`, () => {
    beforeEach(async () => {
      world = await createWorld(contract, await newDirectory());
    });

    afterEach(async () => {
      await world.http.close();
      const allClosed = await eventually(() => world.fake.openSockets() === 0, 2000);
      await world.fake.close();
      expectNoKeyIn(world.lines.join(''));
      expect(allClosed).toBe(true);
    });

    test('succeeds', async () => {
      const result = await world.run();
      contract.expectResult?.(result);
      expect(requestsAt(world.fake, at)).toBeGreaterThan(0);
    });

    test.each(Object.keys(passing))('succeeds after %s', async (title) => {
      const behaviours = passing[title] ?? [];
      world.fake.misbehaveNext(behaviours, at);
      const result = await world.run();
      contract.expectResult?.(result);
      expect(requestsAt(world.fake, at)).toBeGreaterThan(behaviours.length);
    });

    test.each(misbehaviourNames)('ends in time with %s', async (title) => {
      const [behaviour, code, isRetried] = misbehaviours[title];
      const difference = contract.expect?.[title];
      world.fake.misbehaveAlways(behaviour, at);
      const startedMs = performance.now();
      const error = await settle(world.run());
      expect(performance.now() - startedMs).toBeLessThan(inTimeMs);
      const most = contract.attempts ?? 3;
      const expected = {
        codes: [difference?.code ?? code],
        requests: [difference?.requests ?? (isRetried ? most : 1)],
      };
      const { codes, requests } = title === 'a body without an end' ? eitherEnd(code, most) : expected;
      expect(codes).toContain(isReelwrightError(error) ? error.code : error);
      expect(requests).toContain(requestsAt(world.fake, at));
      expectNoKeyIn(everythingIn(error));
    });

    test('asks nobody else when it is redirected to another port of this machine', async () => {
      const other = await startFakeServer({ '*': { body: {} } });
      try {
        world.fake.misbehaveAlways({ kind: 'redirect', to: `${other.origin}/secrets` }, at);
        const error = await settle(world.run());
        expect(isReelwrightError(error) && error.code).toBe('ADDRESS_REFUSED');
        expect(other.requests).toEqual([]);
      } finally {
        await other.close();
      }
    });

    test('ends at once when it is cancelled', async () => {
      world.fake.misbehaveAlways({ kind: 'hang-before-headers' }, at);
      const outcome = settle(world.run());
      await eventually(() => requestsAt(world.fake, at) > 0);
      world.cancel.abort();
      const error = await outcome;
      expect(isReelwrightError(error) ? error.code : error).toBe('CANCELLED');
    });
  });
};
