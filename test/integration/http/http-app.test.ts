import { request as httpRequest } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { prompts } from '../../../prompts/index.js';
import { resources } from '../../../resources/index.js';
import type { McpEndpointOptions } from '../../../src/mcp/http-endpoint.js';
import { createMcpServer } from '../../../src/mcp/server.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { tools } from '../../../tools/index.js';
import { createFakeClock, until } from '../../support/fake-clock.js';
import { createFakeStudio } from '../../support/fake-studio.js';
import { startHttpServer, type TestHttpServer } from '../../support/http-server.js';
import { type ClientKind, clientKinds, connectOverHttp, type TestClient } from '../../support/mcp-clients.js';
import { initializeParams } from '../../support/stdio-process.js';

const servers: TestHttpServer[] = [];
const clients: TestClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const start = async (
  options: Partial<McpEndpointOptions> & { allowedHosts?: string[]; allowedOrigins?: string[] } = {},
) => {
  const studio = createFakeStudio();
  const server = await startHttpServer(
    () =>
      createMcpServer({
        studio: async () => studio,
        tools,
        resources,
        prompts,
        version: '9.8.7',
        logger: silentLogger,
      }),
    options,
  );
  servers.push(server);
  return { server, studio };
};

const connect = async (kind: ClientKind, server: TestHttpServer): Promise<TestClient> => {
  const client = await connectOverHttp(kind, server);
  clients.push(client);
  return client;
};

/** A request with headers that `fetch` would not let through. */
const send = (
  server: TestHttpServer,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(`${server.origin}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });

const post = (server: TestHttpServer, message: unknown, headers: Record<string, string> = {}) =>
  send(server, '/mcp', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${server.token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });

const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params: initializeParams };
const ping = { jsonrpc: '2.0', id: 2, method: 'ping' };

const openSession = async (server: TestHttpServer): Promise<string> => {
  const { headers } = await post(server, initialize);
  return String(headers['mcp-session-id']);
};

describe.each(clientKinds)('MCP over HTTP and the client of the %s', (kind) => {
  test('makes a film and follows it', async () => {
    const { server, studio } = await start();
    const client = await connect(kind, server);
    expect(client.serverVersion).toBe('9.8.7');
    const created = await client.callTool('create_video', {
      video_subject: 'Cats',
      video_script: 'Cats purr.',
    });
    const id = String(created.structured['task_id']);
    const told: (string | undefined)[] = [];
    const waiting = client.callTool(
      'wait_for_video',
      { task_id: id },
      { onProgress: ({ message }) => told.push(message) },
    );
    await studio.untilWaitedFor(id);
    studio.advance(id, { stage: 'voice', progress: 0.2 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    studio.succeed(id);
    expect((await waiting).structured).toMatchObject({ status: 'succeeded' });
    expect(told).toContainEqual(expect.stringContaining('voice'));
    expect(await client.readResource(`reelwright://tasks/${id}`)).toMatchObject({ id, state: 'succeeded' });
  });

  test('stops waiting when the call is cancelled, and leaves the film alone', async () => {
    const { server, studio } = await start();
    const client = await connect(kind, server);
    const created = await client.callTool('create_video', {
      video_subject: 'Cats',
      video_script: 'Cats purr.',
    });
    const id = String(created.structured['task_id']);
    const abort = new AbortController();
    const waiting = client.callTool('wait_for_video', { task_id: id }, { signal: abort.signal });
    await studio.untilWaitedFor(id);
    abort.abort();
    await expect(waiting).rejects.toThrow();
    await until(() => studio.waitersOf(id) === 0);
    expect(await studio.getTask(id)).toMatchObject({ state: 'queued' });
  });
});

describe('who may come in', () => {
  test('nobody without the token', async () => {
    const { server } = await start();
    for (const authorization of [
      '',
      'Bearer',
      'Bearer ',
      'Bearer wrong',
      `Basic ${server.token}`,
      server.token,
    ]) {
      const answer = await post(server, initialize, { authorization });
      expect({ authorization, status: answer.status }).toEqual({ authorization, status: 401 });
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
    }
    expect((await post(server, initialize)).status).toBe(200);
  });

  test('the health of the server is no secret', async () => {
    const { server } = await start();
    expect(await send(server, '/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  });

  test.each([
    { host: 'films.example' },
    { host: '127.0.0.1.films.example' },
    { origin: 'https://films.example' },
    { origin: 'null' },
  ])('no request from elsewhere: %j', async (headers) => {
    const { server } = await start();
    expect((await post(server, initialize, headers)).status).toBe(403);
    expect((await send(server, '/healthz', { headers })).status).toBe(403);
  });

  test('a name and a page that were allowed', async () => {
    const { server } = await start({ allowedHosts: ['films.example'], allowedOrigins: ['panel.example'] });
    const headers = { host: 'films.example:8730', origin: 'https://panel.example' };
    expect((await post(server, initialize, headers)).status).toBe(200);
    expect((await post(server, initialize, { origin: 'http://localhost:3000' })).status).toBe(200);
  });
});

describe('a page in a browser', () => {
  const preflight = (server: TestHttpServer, origin: string) =>
    send(server, '/mcp', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,mcp-protocol-version',
      },
    });
  const sharing = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) =>
    Object.keys(headers).filter((name) => name.startsWith('access-control-'));

  test('of a host that was named may ask first, without the token, and read the answers', async () => {
    const { server } = await start({ allowedOrigins: ['localhost'] });
    const origin = 'http://localhost:6274';
    const asked = await preflight(server, origin);
    expect(asked).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET,POST,DELETE',
        'access-control-allow-headers': expect.stringMatching(
          /Authorization.*Content-Type.*Mcp-Protocol-Version.*Mcp-Session-Id/,
        ),
        vary: expect.stringContaining('Origin'),
      },
    });
    expect(asked.headers).not.toHaveProperty('access-control-allow-credentials');
    const answers = [
      await post(server, initialize, { origin }),
      await post(server, initialize, { origin, authorization: 'Bearer wrong' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
    for (const { headers } of answers) {
      expect(headers['access-control-allow-origin']).toBe(origin);
      expect(headers['access-control-expose-headers']).toBe(
        'Mcp-Protocol-Version,Mcp-Session-Id,WWW-Authenticate',
      );
    }
  });

  test.each([
    { allowedOrigins: [], origin: 'http://localhost:6274', statuses: [401, 200] },
    { allowedOrigins: ['panel.example'], origin: 'http://localhost:6274', statuses: [401, 200] },
    { allowedOrigins: ['panel.example'], origin: 'https://films.example', statuses: [403, 403] },
    { allowedOrigins: ['panel.example'], origin: 'null', statuses: [403, 403] },
  ])(
    'of $origin is shown nothing where $allowedOrigins may read',
    async ({ allowedOrigins, origin, statuses }) => {
      const { server } = await start({ allowedOrigins });
      const answers = [await preflight(server, origin), await post(server, initialize, { origin })];
      expect(answers.map(({ status }) => status)).toEqual(statuses);
      expect(answers.flatMap(sharing)).toEqual([]);
    },
  );

  test('is shown nothing but the protocol', async () => {
    const { server } = await start({ allowedOrigins: ['localhost'] });
    expect(sharing(await send(server, '/healthz', { headers: { origin: 'http://localhost' } }))).toEqual([]);
  });
});

describe('requests that are not right', () => {
  test('are answered in the protocol, without a stack', async () => {
    const { server } = await start();
    const answers = [
      await post(server, '{"jsonrpc":'),
      await post(server, ''),
      await post(server, '[]'),
      await post(server, 'null'),
      await post(server, '7'),
      await post(server, { jsonrpc: '1.0', id: 1, method: 'ping' }),
      await post(server, ping),
      await post(server, ping, { 'mcp-session-id': 'nobody' }),
      await post(server, initialize, { accept: 'text/html' }),
      await post(server, initialize, { 'content-type': 'text/plain' }),
      await post(server, initialize, { 'mcp-protocol-version': '2026-07-28' }),
      await send(server, '/mcp', { headers: { authorization: `Bearer ${server.token}` } }),
      await send(server, '/mcp', { method: 'PATCH', headers: { authorization: `Bearer ${server.token}` } }),
      await send(server, '/elsewhere'),
    ];
    for (const { status, body } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(JSON.parse(body)).toMatchObject({ jsonrpc: '2.0', error: { code: expect.any(Number) } });
      expect(body).not.toMatch(/at .*:\d+:\d+|node_modules/);
    }
  });

  test('are refused where they are too long, before they are read', async () => {
    const { server } = await start();
    const answer = await post(server, `{"a":"${'x'.repeat(5 * 1024 * 1024)}"}`);
    expect(answer.status).toBe(413);
  });

  test('are let go of where their headers never end', async () => {
    const { server } = await start();
    const socket = connectSocket(Number(new URL(server.origin).port), '127.0.0.1');
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
      socket.write(`GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-long: ${'x'.repeat(20_000)}`);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 431/);
  });
});

describe('sessions', () => {
  test('end when their client says so', async () => {
    const { server } = await start();
    const id = await openSession(server);
    const headers = { 'mcp-session-id': id };
    expect((await post(server, ping, headers)).status).toBe(200);
    const ended = await send(server, '/mcp', {
      method: 'DELETE',
      headers: { authorization: `Bearer ${server.token}`, ...headers },
    });
    expect(ended.status).toBe(200);
    expect((await post(server, ping, headers)).status).toBe(404);
  });

  test('end when nobody has used them for long enough', async () => {
    const clock = createFakeClock();
    const { server } = await start({ clock, sessionIdleTimeoutMs: 60_000 });
    const idle = await openSession(server);
    const used = await openSession(server);
    await clock.advance(45_000);
    expect((await post(server, ping, { 'mcp-session-id': used })).status).toBe(200);
    await clock.advance(30_000);
    expect((await post(server, ping, { 'mcp-session-id': used })).status).toBe(200);
    expect((await post(server, ping, { 'mcp-session-id': idle })).status).toBe(404);
  });

  test('stay while their client listens', async () => {
    const clock = createFakeClock();
    const { server } = await start({ clock, sessionIdleTimeoutMs: 60_000 });
    const id = await openSession(server);
    const headers = {
      authorization: `Bearer ${server.token}`,
      accept: 'text/event-stream',
      'mcp-session-id': id,
    };
    const listening = new AbortController();
    const stream = await fetch(server.url, { headers, signal: listening.signal });
    expect(stream.status).toBe(200);
    await clock.advance(120_000);
    expect((await post(server, ping, { 'mcp-session-id': id })).status).toBe(200);
    listening.abort();
  });

  test('make room for others, the one unused for longest first, and no more than are allowed', async () => {
    const { server } = await start({ maxSessions: 2 });
    const first = await openSession(server);
    const second = await openSession(server);
    await post(server, ping, { 'mcp-session-id': first });
    await openSession(server);
    expect((await post(server, ping, { 'mcp-session-id': first })).status).toBe(200);
    expect((await post(server, ping, { 'mcp-session-id': second })).status).toBe(404);
  });
});
