import { afterEach, describe, expect, test } from '@jest/globals';
import { Secret } from '../../../../src/config/secret.js';
import { silentLogger } from '../../../../src/observability/logger.js';
import { createEndpoint } from '../../../../src/script/model/endpoint.js';
import type { EndpointSettings } from '../../../../src/script/model/endpoint-settings.js';
import { termsShape } from '../../../../src/script/writing/answer-shape.js';
import {
  type ChatReply,
  type ChatServer,
  type ChatServerOptions,
  failure,
  startChatServer,
} from '../../../fakes/chat-completions.js';

const call = { signal: new AbortController().signal, logger: silentLogger };
const request = {
  system: 'Be brief.',
  messages: [{ role: 'user', text: 'Cats?' }],
  shape: termsShape,
} as const;
const key = 'sk-planted-3141592653';

const open: ChatServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const start = async (
  options: ChatServerOptions,
  settings: Partial<EndpointSettings> = {},
  timeoutMs = 5_000,
) => {
  const server = await startChatServer(options);
  open.push(server);
  const endpoint = createEndpoint(
    {
      name: 'fake',
      preset: undefined,
      baseUrl: server.url,
      key: new Secret(key),
      model: 'fake-1',
      apiVersion: undefined,
      structured: 'automatic',
      weight: 1,
      ...settings,
    },
    { http: { fetch: globalThis.fetch }, timeoutMs },
  );
  return { server, endpoint };
};

describe('asking an OpenAI-compatible endpoint', () => {
  test('sends model, messages, the shape and the key, and nothing that some services refuse', async () => {
    const { server, endpoint } = await start({ replies: ['{"terms":[]}'], key });
    expect(await endpoint.complete(request, call)).toEqual({ text: '{"terms":[]}', model: 'fake-1' });
    const [seen] = server.asked;
    expect(seen?.path).toBe('/v1/chat/completions');
    expect(seen?.body).toEqual({
      model: 'fake-1',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Cats?' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'search_terms', strict: true, schema: termsShape.jsonSchema },
      },
    });
  });

  test('finds a model where none is named, once', async () => {
    const { server, endpoint } = await start(
      { models: ['text-embedding-3-small', 'gpt-4o-mini'] },
      { model: undefined, preset: 'openai' },
    );
    await endpoint.complete(request, call);
    await endpoint.complete(request, call);
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/models',
      '/v1/chat/completions',
      '/v1/chat/completions',
    ]);
    expect(server.asked[0]?.body.model).toBe('gpt-4o-mini');
  });

  test('asks for the shape in a weaker way where the endpoint refuses the stronger, and remembers it', async () => {
    const refuse = { status: 400, body: failure("'response_format' of type 'json_schema' is not supported") };
    const { server, endpoint } = await start({ replies: [refuse, refuse, '{}'] });
    await endpoint.complete(request, call);
    await endpoint.complete(request, call);
    expect(server.asked.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
      undefined,
    ]);
    expect(server.asked[3]?.body.messages?.[0]?.content).toContain('"terms"');
  });

  test('asks in the one way that is configured', async () => {
    const { server, endpoint } = await start({ replies: [{ status: 400 }] }, { structured: 'object' });
    await expect(endpoint.complete(request, call)).rejects.toMatchObject({ code: 'PROVIDER_FAILED' });
    expect(server.asked).toHaveLength(1);
  });

  test('speaks to Azure by deployment and api-version, with its own header', async () => {
    const { server, endpoint } = await start(
      {},
      { preset: 'azure', model: 'my-deployment', apiVersion: '2024-10-21' },
    );
    const azure = createEndpoint(
      {
        name: 'azure',
        preset: 'azure',
        baseUrl: server.url.replace('/v1', ''),
        key: new Secret(key),
        model: 'my-deployment',
        apiVersion: '2024-10-21',
        structured: 'automatic',
        weight: 1,
      },
      { http: { fetch: globalThis.fetch }, timeoutMs: 5_000 },
    );
    await azure.complete(request, call);
    expect(endpoint.name).toBe('fake');
    expect(server.asked[0]?.path).toBe(
      '/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21',
    );
    expect(server.asked[0]?.headers['api-key']).toBe(key);
  });
});

describe('an endpoint that misbehaves', () => {
  test.each<[string, ChatReply, string, boolean]>([
    ['401', { status: 401 }, 'PROVIDER_UNAUTHORIZED', false],
    ['403', { status: 403 }, 'PROVIDER_UNAUTHORIZED', false],
    ['404', { status: 404 }, 'PROVIDER_FAILED', false],
    ['429', { status: 429, headers: { 'retry-after': '7' } }, 'PROVIDER_RATE_LIMITED', true],
    ['500', { status: 500 }, 'PROVIDER_FAILED', true],
    ['503', { status: 503, body: 'not json' }, 'PROVIDER_FAILED', true],
    ['a reset', { fault: 'reset' }, 'PROVIDER_UNREACHABLE', true],
    ['half a body', { fault: 'half-body' }, 'PROVIDER_UNREACHABLE', true],
    [
      'garbage',
      { raw: '\u0000\u0001{{{', contentType: 'application/json' },
      'PROVIDER_ANSWER_INVALID',
      false,
    ],
    ['a page', { raw: '<html>Login</html>', contentType: 'text/html' }, 'PROVIDER_ANSWER_INVALID', false],
    ['another shape', { status: 200, body: { hello: 1 } }, 'PROVIDER_ANSWER_INVALID', false],
    ['no choices', { status: 200, body: { choices: [] } }, 'PROVIDER_ANSWER_INVALID', false],
    ['nothing to say', '  ', 'PROVIDER_ANSWER_INVALID', false],
  ])('is reported as what it is: %s', async (_, reply, code, retryable) => {
    const { server, endpoint } = await start({ replies: [reply] });
    const error: unknown = await endpoint.complete(request, call).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, retryable, provider: 'fake' });
    expect(server.asked).toHaveLength(1);
    expect(JSON.stringify(error)).not.toContain(key);
  });

  test('tells how long it wants to be left alone', async () => {
    const { endpoint } = await start({ replies: [{ status: 429, headers: { 'retry-after': '7' } }] });
    await expect(endpoint.complete(request, call)).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });

  test.each(['hang', 'hang-in-body'] as const)('is given up when it takes too long: %s', async (fault) => {
    const { endpoint } = await start({ replies: [{ fault }] }, {}, 300);
    await expect(endpoint.complete(request, call)).rejects.toMatchObject({ code: 'PROVIDER_TIMEOUT' });
  });

  test('is given up when the caller goes away', async () => {
    const { endpoint } = await start({ replies: [{ fault: 'hang' }] });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    await expect(endpoint.complete(request, { ...call, signal: controller.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  test('is reported when it does not run at all', async () => {
    const { server, endpoint } = await start({});
    await server.close();
    await expect(endpoint.complete(request, call)).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
  });

  test('says that it declined, without its words', async () => {
    const body = {
      choices: [{ message: { content: null, refusal: 'I will not.' }, finish_reason: 'stop' }],
    };
    const { endpoint } = await start({ replies: [{ status: 200, body }] });
    await expect(endpoint.complete(request, call)).rejects.toThrow(/declined/);
  });
});
