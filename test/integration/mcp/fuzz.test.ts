import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { generate } from 'json-schema-faker';
import * as z from 'zod';
import { prompts } from '../../../prompts/index.js';
import { resources } from '../../../resources/index.js';
import { errorCodes } from '../../../src/errors/index.js';
import { maxResultBytes } from '../../../src/mcp/call-gate.js';
import { toJsonSchema } from '../../../src/mcp/json-schema.js';
import { createMcpServer } from '../../../src/mcp/server.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { tools } from '../../../tools/index.js';
import { createFakeStudio } from '../../support/fake-studio.js';
import { startHttpServer, type TestHttpServer } from '../../support/http-server.js';
import { initializeParams } from '../../support/stdio-process.js';

/** Stands for every key there is: nothing a client sees may have it in it. */
const plantedKey = 'sk-planted-0123456789abcdef';

let server: TestHttpServer;
let sessionId: string;

beforeAll(async () => {
  const studio = createFakeStudio();
  const broken = (): never => {
    throw new Error(
      `could not reach https://x:${plantedKey}@models.example at ${import.meta.filename}:12:34`,
    );
  };
  server = await startHttpServer((connection) =>
    createMcpServer(
      {
        // What the fake does not do fails as a bug of ours would, with a key in its words.
        studio: async () => ({ ...studio, preview: broken, editFilm: broken, createVariants: broken }),
        tools,
        resources,
        prompts,
        version: '9.8.7',
        logger: silentLogger,
      },
      connection,
    ),
  );
  const { headers } = await post({ jsonrpc: '2.0', id: 0, method: 'initialize', params: initializeParams });
  sessionId = headers.get('mcp-session-id') ?? '';
});
afterAll(() => server.close());

const post = (message: unknown): Promise<Response> =>
  fetch(server.url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(sessionId === undefined ? {} : { 'mcp-session-id': sessionId }),
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });

const replySchema = z.looseObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  result: z.looseObject({}).optional(),
  error: z
    .object({ code: z.int(), message: z.string(), data: z.unknown() })
    .partial({ data: true })
    .optional(),
});
type Reply = z.infer<typeof replySchema>;

const resultSchema = z.looseObject({
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).min(1),
  structuredContent: z.looseObject({}).optional(),
  isError: z.boolean().optional(),
});

const toReply = (text: string): Reply => {
  const data = text.startsWith('{') ? text : text.replace(/^[\s\S]*^data: (?=\{)/m, '');
  return replySchema.parse(JSON.parse(data));
};

/** What holds for every answer, whatever was asked. */
const checkReply = (text: string): void => {
  expect(text).not.toMatch(/\n? {4}at .+:\d+:\d+|node_modules|\.ts:\d+/);
  expect(text).not.toContain(plantedKey);
  expect(Buffer.byteLength(text)).toBeLessThan(maxResultBytes + 2_000);
};

/** Calls a tool and checks that the answer is a result with what it promised, a coded failure, or a refusal. */
const call = async (name: string, args: unknown): Promise<void> => {
  const response = await post({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args },
  });
  const text = await response.text();
  checkReply(text);
  const reply = toReply(text);
  if (reply.error !== undefined) {
    expect([-32_600, -32_602, -32_700]).toContain(reply.error.code);
    return;
  }
  const result = resultSchema.parse(reply.result);
  if (result.isError === true) {
    const [code = ''] = String(result.content[0]?.text).split(':');
    expect(
      Object.keys(errorCodes).includes(code) || code.startsWith('Input validation error')
        ? ''
        : text.slice(0, 1_000),
    ).toBe('');
  } else {
    expect(result.structuredContent).toBeDefined();
  }
};

/** Waiting is what these tools are for; here they are not to. */
const withoutWaiting = (args: Record<string, unknown>): Record<string, unknown> =>
  'timeout_sec' in args ? { ...args, timeout_sec: 0 } : args;

/** So many runs of a property; a counterexample is cut short, since it can be a hundred kilobytes long. */
const runs = <Values>(numRuns: number, seed: number): fc.Parameters<Values> => ({
  numRuns,
  seed,
  reporter: (details) => {
    if (details.failed) {
      throw new Error(fc.defaultReportMessage(details)?.slice(0, 3_000));
    }
  },
});

const objectSchema = z.record(z.string(), z.unknown());

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
  const schema = toJsonSchema(tool.input, 'input');

  test('answers whatever its schema allows', async () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const args = objectSchema.parse(await generate(schema, { seed }));
      await call(name, withoutWaiting(args));
    }
  }, 30_000);

  test('answers whatever else it is given', async () => {
    const valid = objectSchema.parse(await generate(schema, { seed: 7 }));
    const anything = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 8 });
    const nearlyValid = fc
      .dictionary(fc.constantFrom(...Object.keys(tool.input.shape)), fc.jsonValue(), { minKeys: 1 })
      .map((changes) => withoutWaiting({ ...valid, ...changes }));
    const hostile = fc
      .constantFrom('__proto__', 'constructor', 'toString', '$ref', '')
      .map((key) => JSON.parse(`{${JSON.stringify(key)}: {"polluted": true}}`));
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, nearlyValid, hostile, fc.jsonValue()), (args) => call(name, args)),
      runs(40, 20_261_120),
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  }, 30_000);
});

test('documents and prompts are read by any name without a slip', async () => {
  const uri = fc.oneof(
    fc.webUrl(),
    fc.string().map((rest) => `reelwright://tasks/${rest}`),
    fc.constantFrom(
      'reelwright://videos/../../etc/passwd',
      'reelwright://tasks/%00',
      'file:///etc/passwd',
      '',
    ),
    fc.string(),
  );
  await fc.assert(
    fc.asyncProperty(uri, async (address) => {
      const read = await (
        await post({ jsonrpc: '2.0', id: 1, method: 'resources/read', params: { uri: address } })
      ).text();
      checkReply(read);
      expect(toReply(read).error?.code).toBe(-32_602);
    }),
    runs(80, 1),
  );
  const args = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.jsonValue()));
  for (const { name } of prompts) {
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        const params = { name, arguments: given };
        const text = await (await post({ jsonrpc: '2.0', id: 1, method: 'prompts/get', params })).text();
        checkReply(text);
        const { error } = toReply(text);
        // The SDK calls arguments that are no texts an internal error.
        expect([undefined, -32_602, -32_603, -32_700]).toContain(error?.code);
      }),
      runs(40, 2),
    );
  }
}, 30_000);

test('requests of any shape get an answer in the protocol, and the server lives', async () => {
  const id = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.constant(null),
    fc.boolean(),
    fc.array(fc.integer()),
  );
  const shaped = fc.record(
    {
      jsonrpc: fc.oneof(fc.constant('2.0'), fc.jsonValue()),
      id,
      method: fc.string(),
      params: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const broken = fc.string().map((text) => `{"jsonrpc":"2.0",${text}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(shaped, fc.jsonValue(), broken), async (message) => {
      const response = await post(message);
      const text = await response.text();
      checkReply(text);
      expect(response.status).toBeLessThan(500);
      if (text !== '') {
        toReply(text);
      }
    }),
    runs(150, 3),
  );
  const alive = await post({ jsonrpc: '2.0', id: 1, method: 'ping' });
  expect(toReply(await alive.text())).toMatchObject({ result: {} });
}, 30_000);
