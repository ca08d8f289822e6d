import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { prompts } from '../../prompts/index.js';
import { resources } from '../../resources/index.js';
import { tools } from '../../tools/index.js';
import { testFfmpeg } from '../support/ffmpeg.js';
import {
  type CallOptions,
  clientKinds,
  connectOverStdio,
  type ServerCommand,
  type TestClient,
  type ToolCallResult,
} from '../support/mcp-clients.js';
import {
  initializeParams,
  type StdioProcess,
  startStdioProcess,
  timeToExit,
} from '../support/stdio-process.js';

const main = resolve(import.meta.dirname, '../../dist/src/main.js');
const script = 'Your cat is a small engine.\n\nIt purrs at twenty-five beats a second.';

let directory = '';
let command: ServerCommand = { args: [], env: {} };
const clients: TestClient[] = [];
const processes: StdioProcess[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-e2e-'));
  command = {
    args: [main],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      REELWRIGHT_HOME: join(directory, 'data'),
      REELWRIGHT_OUTPUT_DIRECTORY: join(directory, 'films'),
      REELWRIGHT_FFMPEG_PATH: (await testFfmpeg()).path,
      // What ships with the package, so that nothing is downloaded.
      REELWRIGHT_VOICE_PROVIDERS: 'flite',
      REELWRIGHT_PACKS_INSTALL: 'never',
    },
  };
}, 120_000);

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  for (const one of processes.splice(0)) {
    one.signal('SIGKILL');
    await one.exited;
  }
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const start = (): StdioProcess => {
  const server = startStdioProcess(command.args, command.env);
  processes.push(server);
  return server;
};

const initialize = async (server: StdioProcess): Promise<void> => {
  await server.request('initialize', initializeParams);
  server.notify('notifications/initialized');
};

/** Waits as a model would: again and again, until the task has ended. */
const waitUntilEnded = async (
  client: TestClient,
  id: string,
  options?: CallOptions,
): Promise<ToolCallResult> => {
  for (;;) {
    const result = await client.callTool('wait_for_video', { task_id: id, timeout_sec: 20 }, options);
    if (!['queued', 'running'].includes(String(result.structured['status']))) {
      return result;
    }
  }
};

const taskSchema = z.object({
  result: z.object({ structuredContent: z.object({ task_id: z.string(), status: z.string() }) }),
});

const untilRunning = async (server: StdioProcess, id: string): Promise<void> => {
  for (;;) {
    const status = await server.request('tools/call', {
      name: 'wait_for_video',
      arguments: { task_id: id, timeout_sec: 0.2 },
    });
    if (taskSchema.parse(status).result.structuredContent.status !== 'queued') {
      return;
    }
  }
};

/** Command lines of processes that name a path; on systems without /proc none are found. */
const processesNaming = async (path: string): Promise<string[]> => {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(path));
};

const finishedSchema = z.object({
  status: z.literal('succeeded'),
  progress: z.literal(1),
  result_urls: z.tuple([z.url()]).rest(z.url()),
  video: z.object({ file: z.string(), duration_sec: z.number(), size_bytes: z.number() }),
});

describe.each(clientKinds)('the built server and the client of the %s', (kind) => {
  const connect = async (): Promise<TestClient> => {
    const client = await connectOverStdio(kind, command);
    clients.push(client);
    return client;
  };

  test('lists its tools, resources and prompts', async () => {
    const client = await connect();
    expect(client.instructions).toContain('create_video');
    expect((await client.listTools()).map(({ name }) => name)).toEqual(
      tools.filter(({ panel }) => panel !== 'only').map(({ name }) => name),
    );
    expect(await client.listResourceUris()).toEqual(
      resources.flatMap((resource) => ('uri' in resource ? [resource.uri] : [])),
    );
    expect(await client.listPrompts()).toEqual(prompts.map(({ name }) => name));
  });

  test('tells a model without a script to write one', async () => {
    const client = await connect();
    const result = await client.callTool('create_video', { video_subject: 'Why cats purr' });
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(/^SCRIPT_NEEDED: .*\nWhat to do: Write the narration yourself/);
  });

  test('makes a film from two sentences', async () => {
    const client = await connect();
    const created = await client.callTool('create_video', {
      video_subject: 'Why cats purr',
      video_script: script,
      bgm_type: 'none',
    });
    expect(created.text).toContain('wait_for_video');
    const id = String(created.structured['task_id']);

    const progress: number[] = [];
    const ended = await waitUntilEnded(client, id, { onProgress: (told) => progress.push(told.progress) });
    const { video, result_urls: urls } = finishedSchema.parse(ended.structured);
    expect(fileURLToPath(urls[0])).toBe(video.file);
    expect((await stat(video.file)).size).toBe(video.size_bytes);
    expect(video.duration_sec).toBeGreaterThan(2);
    expect(ended.text).toContain(video.file);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);

    expect(ended.linkUris).toEqual([`reelwright://videos/${id}`]);
    expect(await client.readResource(`reelwright://videos/${id}`)).toMatchObject({
      task_id: id,
      video_file: video.file,
      review: { passed: true },
    });
    expect(await client.readResource(`reelwright://tasks/${id}`)).toMatchObject({ id, state: 'succeeded' });
    expect(await client.completeId('reelwright://videos/{id}', id)).toEqual([id]);
  }, 180_000);

  test('says so where there is no such task', async () => {
    const client = await connect();
    const result = await client.callTool('get_generation_status', { task_id: 'task-nothing' });
    expect(result).toMatchObject({ isError: true, meta: { 'reelwright/error': { code: 'NOT_FOUND' } } });
    await expect(client.readResource('reelwright://videos/task-nothing')).rejects.toMatchObject({
      code: -32602,
    });
  });
});

describe('the built server as a process', () => {
  test('writes nothing to disk before a tool needs it', async () => {
    const home = join(directory, 'untouched');
    const server = startStdioProcess(command.args, { ...command.env, REELWRIGHT_HOME: home });
    processes.push(server);
    await initialize(server);
    for (const method of ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list']) {
      expect(await server.request(method)).toHaveProperty('result');
    }
    await expect(access(home)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('writes protocol to stdout and nothing else, garbage or not', async () => {
    const server = start();
    for (const garbage of ['hello', '{"jsonrpc":', 'null', '[]']) {
      server.sendLine(garbage);
    }
    await initialize(server);
    await server.request('tools/list');
    await server.request('tools/call', { name: 'list_generations', arguments: {} });
    await server.request('tools/call', { name: 'create_video', arguments: { video_subject: 'x', bad: 1 } });
    expect(server.lines).toHaveLength(4);
    for (const line of server.lines) {
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    }
  });

  test('writes protocol to stdout and nothing else, though every library prints', async () => {
    const noisy = resolve(import.meta.dirname, '../support/loaders/register.js');
    const server = startStdioProcess(['--import', noisy, ...command.args], command.env);
    processes.push(server);
    await initialize(server);
    await server.request('tools/list');
    await server.request('tools/call', { name: 'list_generations', arguments: {} });
    await server.request('tools/call', { name: 'get_generation_status', arguments: { task_id: 'nothing' } });
    expect(server.lines).toHaveLength(4);
    for (const line of server.lines) {
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    }
    expect(server.stderr()).toContain('a library is loaded');
    expect(server.stderr()).toContain('a tick of the clock');
  }, 30_000);

  test('loads nothing heavy before a tool needs it, so that it answers at once', async () => {
    const file = join(directory, 'loaded.txt');
    const tracer = resolve(import.meta.dirname, '../support/loaders/trace.js');
    const server = startStdioProcess(['--import', tracer, ...command.args], {
      ...command.env,
      TRACE_FILE: file,
    });
    processes.push(server);
    await initialize(server);
    await server.request('tools/list');
    const loaded = (await readFile(file, 'utf8')).matchAll(
      /node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*node_modules)/g,
    );
    expect([...new Set([...loaded].map(([, name]) => name))].sort()).toEqual([
      '@modelcontextprotocol/core',
      '@modelcontextprotocol/server',
      'pino',
      'smol-toml',
      'zod',
    ]);
  }, 30_000);

  test('exits within 5 s of its host going away in mid-film, and the next process finishes the film', async () => {
    const server = start();
    await initialize(server);
    const created = await server.request('tools/call', {
      name: 'create_video',
      arguments: {
        video_subject: 'Left alone',
        video_script: `${script}\n\nNobody is listening any more.`,
        bgm_type: 'none',
      },
    });
    const { task_id: id } = taskSchema.parse(created).result.structuredContent;
    await untilRunning(server, id);

    server.endInput();
    expect(await timeToExit(server, 10_000)).toBeLessThan(5_000);
    expect(await server.exited).toBe(0);
    expect(await processesNaming(directory)).toEqual([]);

    const [kind] = clientKinds;
    const client = await connectOverStdio(kind, command);
    clients.push(client);
    expect((await waitUntilEnded(client, id)).structured).toMatchObject({ status: 'succeeded' });
  }, 180_000);
});
