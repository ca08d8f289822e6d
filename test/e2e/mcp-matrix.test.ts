import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltHttpServer, startBuiltHttpServer } from '../support/built-http-server.js';
import { builtMain, createDesk, type Desk } from '../support/command-line.js';
import { until } from '../support/fake-clock.js';
import {
  type ClientKind,
  connectOverHttp,
  connectOverStdio,
  type TestClient,
} from '../support/mcp-clients.js';

const script = 'Your cat is a small engine.\n\nIt purrs at twenty-five beats a second.';
const film = { video_subject: 'Why cats purr', video_script: script, bgm_type: 'none' };

let desk: Desk;
/** As hosts of the desktop start a server: without so much as a PATH. */
let env: Record<string, string>;
let http: BuiltHttpServer;
const clients: TestClient[] = [];

beforeAll(async () => {
  desk = await createDesk();
  const { PATH: _, ...rest } = desk.env;
  env = rest;
  http = await startBuiltHttpServer(env);
}, 120_000);
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  http.child.kill('SIGKILL');
  await http.exited;
  await desk.remove();
});

const connect = async (transport: 'stdio' | 'HTTP', kind: ClientKind): Promise<TestClient> => {
  const client = await (transport === 'stdio'
    ? connectOverStdio(kind, { args: [builtMain], env })
    : connectOverHttp(kind, http));
  clients.push(client);
  return client;
};

const cells = (['stdio', 'HTTP'] as const).flatMap((transport) =>
  (['first SDK', 'second SDK, 2025 era', 'second SDK, 2026 era'] as const).map(
    (kind) => [transport, kind] as const,
  ),
);

test.each(cells)(
  'over %s, the client of the %s lists, calls, follows, cancels and reads',
  async (transport, kind) => {
    const client = await connect(transport, kind);
    expect(client.instructions).toContain('create_video');
    expect((await client.listTools()).map(({ name }) => name)).toContain('create_video');

    const { structured, isError } = await client.callTool('create_video', film);
    expect(isError).toBe(false);
    const id = String(structured['task_id']);

    const abort = new AbortController();
    const told: string[] = [];
    const waiting = client.callTool(
      'wait_for_video',
      { task_id: id },
      { signal: abort.signal, onProgress: ({ message }) => told.push(message ?? '') },
    );
    // Awaited only once it has been cancelled; without this it would count as unhandled until then.
    waiting.catch(() => undefined);
    await until(() => told.length > 0, 10_000_000);
    abort.abort();
    await expect(waiting).rejects.toThrow();

    // The wait has ended, and the film has not.
    const still = await client.callTool('get_generation_status', { task_id: id });
    expect(['queued', 'running', 'succeeded']).toContain(still.structured['status']);
    await client.callTool('cancel_generation', { task_id: id });
    await client.callTool('wait_for_video', { task_id: id, timeout_sec: 20 });
    const state = expect.stringMatching(/^(cancelled|succeeded)$/);
    const ended = await client.readResource(`reelwright://tasks/${id}`);
    // First of all, so that a failure says why.
    expect(ended).not.toHaveProperty('error');
    expect(ended).toMatchObject({ id, state });
  },
  90_000,
);

/** Command lines of processes that name a path; on systems without /proc none are found. */
const processesNaming = async (path: string): Promise<string[]> => {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(path));
};

describe('the built server over HTTP', () => {
  test('keeps its token to the owner, and shows it once', async () => {
    const file = join(desk.home, 'http-token');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readFile(file, 'utf8')).trim()).toBe(http.token);
    const second = await startBuiltHttpServer(env);
    second.child.kill('SIGTERM');
    await second.exited;
    expect(second.said.join('\n')).not.toContain(http.token);
    expect(second.said).toContain(`Token: in ${file}`);
  }, 30_000);

  test('refuses an address that others can reach, unless it was said who may come in', async () => {
    const refused = startBuiltHttpServer(env, ['serve', '--host', '0.0.0.0', '--port', '0']);
    await expect(refused).rejects.toThrow(/ended with 2: 0\.0\.0\.0 can be reached from other machines/);
  }, 30_000);

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'ends within 5 s of %s in mid-film, and leaves no ffmpeg',
    async (signal) => {
      // In a data directory of its own: on a shared one the other server goes on with the film, as it should.
      const home = join(desk.directory, `home-${signal}`);
      const server = await startBuiltHttpServer({ ...env, REELWRIGHT_HOME: home });
      const client = await connectOverHttp('second SDK, 2026 era', server);
      clients.push(client);
      const { structured } = await client.callTool('create_video', { ...film, video_subject: signal });
      const told: number[] = [];
      client
        .callTool(
          'wait_for_video',
          { task_id: structured['task_id'] },
          { onProgress: ({ progress }) => told.push(progress) },
        )
        .catch(() => undefined);
      await until(() => told.length > 0, 10_000_000);
      const startedAt = performance.now();
      server.child.kill(signal);
      expect(await server.exited).toBe(0);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      const others = (await processesNaming(home)).filter((line) => line.includes('ffmpeg'));
      expect(others).toEqual([]);
      expect(server.stdout()).toBe('');
    },
    90_000,
  );
});
