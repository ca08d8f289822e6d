import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { prompts } from '../../../prompts/index.js';
import { resources } from '../../../resources/index.js';
import { createMcpServer } from '../../../src/mcp/server.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { tools } from '../../../tools/index.js';
import { createFakeStudio } from '../../support/fake-studio.js';
import {
  type CallOptions,
  type ClientKind,
  clientKinds,
  connectInMemory,
  type TestClient,
} from '../../support/mcp-clients.js';

const now = new Date('2026-11-20T10:00:00.000Z');
const script = 'Your cat is a small engine.\n\nIt purrs at twenty-five beats a second.';

const clients: TestClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

const connect = async (kind: ClientKind) => {
  const studio = createFakeStudio(() => now);
  let opened = 0;
  const openStudio = async () => {
    opened += 1;
    return studio;
  };
  const client = await connectInMemory(kind, () =>
    createMcpServer({
      studio: openStudio,
      tools,
      resources,
      prompts,
      version: '9.8.7',
      logger: silentLogger,
      now: () => now,
    }),
  );
  clients.push(client);
  return { client, studio, timesOpened: () => opened };
};

const startFilm = async (client: TestClient): Promise<string> => {
  const { structured } = await client.callTool('create_video', {
    video_subject: 'Why cats purr',
    video_script: script,
  });
  return String(structured['task_id']);
};

describe.each(clientKinds)('an MCP server and the client of the %s', (kind) => {
  test('lists tools, resources and prompts without opening the studio', async () => {
    const { client, timesOpened } = await connect(kind);

    expect(client.serverVersion).toBe('9.8.7');
    expect(client.instructions).toContain('wait_for_video');
    expect((await client.listTools()).map(({ name }) => name)).toEqual(
      tools.filter(({ panel }) => panel !== 'only').map(({ name }) => name),
    );
    expect(await client.listResourceUris()).toEqual(
      resources.flatMap((resource) => ('uri' in resource ? [resource.uri] : [])),
    );
    expect(await client.listTemplates()).toEqual(
      resources.flatMap((resource) => ('uriTemplate' in resource ? [resource.uriTemplate] : [])),
    );
    expect(await client.listPrompts()).toEqual(prompts.map(({ name }) => name));
    expect(timesOpened()).toBe(0);
  });

  test('makes a film from a script and says where it is', async () => {
    const { client, studio } = await connect(kind);
    const created = await client.callTool('create_video', {
      video_subject: 'Why cats purr',
      video_script: script,
    });
    expect(created.isError).toBe(false);
    expect(created.structured).toEqual({
      task_id: 'task-000001',
      title: 'Why cats purr',
      status: 'queued',
      estimated_completion: '2026-11-20T10:00:30.000Z',
      task_uri: 'reelwright://tasks/task-000001',
    });

    studio.advance('task-000001', { stage: 'shots', progress: 0.42, etaSec: 11.2 });
    const running = await client.callTool('get_generation_status', { task_id: 'task-000001' });
    expect(running.structured).toMatchObject({ status: 'running', progress: 0.42, estimated_remaining: 12 });
    expect(running.text).toBe(
      'It is 42 % done, shots, about 12 s left. Call wait_for_video with task_id task-000001.',
    );

    studio.succeed('task-000001');
    const done = await client.callTool('get_generation_status', { task_id: 'task-000001' });
    expect(done.structured).toMatchObject({
      status: 'succeeded',
      progress: 1,
      estimated_remaining: null,
      finished_at: now.toISOString(),
      video: { duration_sec: 24.6, review_passed: true, scene_count: 4 },
    });
    expect(done.structured['result_urls']).toEqual([
      'file:///home/ana/Videos/Reelwright/why%20cats%20purr.mp4',
      'file:///home/ana/Videos/Reelwright/why%20cats%20purr.srt',
      'file:///home/ana/Videos/Reelwright/why%20cats%20purr.vtt',
    ]);
    expect(done.text).toContain('/home/ana/Videos/Reelwright/why cats purr.mp4');
    expect(done.linkUris).toEqual(['reelwright://videos/task-000001']);
  });

  test('answers create_video without words with how to write them', async () => {
    const { client } = await connect(kind);
    await client.listTools();
    const result = await client.callTool('create_video', { video_subject: 'Why cats purr' });

    expect(result.isError).toBe(true);
    expect(result.text).toMatch(/^SCRIPT_NEEDED: /);
    expect(result.text).toContain('then call create_video with the same parameters');
    expect(result.text).toContain('150 words for 60 seconds');
    expect(result.text).toContain('a blank line between them');
    expect(result.meta['reelwright/error']).toMatchObject({ code: 'SCRIPT_NEEDED', retryable: false });
  });

  test('names what is wrong with the arguments, and what there is', async () => {
    const { client, studio } = await connect(kind);
    const result = await client.callTool('create_video', {
      video_subject: 'Why cats purr',
      video_script: script,
      video_aspect: '3:2',
      colour: 'red',
    });
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(/^INPUT_INVALID: /);
    expect(result.text).toContain('video_aspect');
    expect(result.text).toContain('colour');
    expect(result.text).toContain('This tool takes: video_subject, video_script,');
    expect(studio.requests).toHaveLength(0);
  });

  test('hands a refusal of the studio on, with its hint', async () => {
    const { client } = await connect(kind);
    const result = await client.callTool('create_video', {
      video_subject: 'Why cats purr',
      video_script: script,
      voice_name: 'nobody',
    });
    expect(result.text).toBe(
      'VOICE_UNKNOWN: There is no voice "nobody".\nWhat to do: Use one of af_heart, am_michael.',
    );
    expect(result.isError).toBe(true);
  });

  test('refuses a tool that does not exist', async () => {
    const { client } = await connect(kind);
    await expect(client.callTool('delete_everything', {})).rejects.toThrow('delete_everything');
  });

  test('reports progress while it waits, and returns when the film is done', async () => {
    const { client, studio } = await connect(kind);
    const id = await startFilm(client);
    const seen: string[] = [];
    const next = new EventEmitter();
    const onProgress: CallOptions['onProgress'] = ({ progress, message }) => {
      seen.push(`${progress} ${message}`);
      next.emit('progress');
    };
    const waiting = client.callTool('wait_for_video', { task_id: id }, { onProgress });

    for (const [stage, progress] of [
      ['voice', 0.2],
      ['shots', 0.6],
    ] as const) {
      const told = once(next, 'progress');
      await studio.untilWaitedFor(id);
      studio.advance(id, { stage, progress });
      await told;
    }
    studio.succeed(id);

    expect((await waiting).structured).toMatchObject({ status: 'succeeded', task_id: id });
    expect(seen).toEqual(['0.2 voice, about 30 s left', '0.6 shots, about 30 s left', '1 shots']);
  });

  test('returns from a wait when its time is up, and says to wait again', async () => {
    const { client } = await connect(kind);
    const id = await startFilm(client);
    const result = await client.callTool('wait_for_video', { task_id: id, timeout_sec: 0 });
    expect(result.structured).toMatchObject({ status: 'queued' });
    expect(result.text).toContain(`Call wait_for_video with task_id ${id}`);
  });

  test('stops waiting when the call is cancelled, and the film goes on', async () => {
    const { client, studio } = await connect(kind);
    const id = await startFilm(client);
    const abort = new AbortController();
    const waiting = client.callTool('wait_for_video', { task_id: id }, { signal: abort.signal });
    const outcome = expect(waiting).rejects.toThrow();
    await studio.untilWaitedFor(id);
    abort.abort();
    await outcome;

    // Another call on the same connection is answered after the cancellation has been dealt with.
    const { structured } = await client.callTool('get_generation_status', { task_id: id });
    expect(structured).toMatchObject({ status: 'queued' });
    expect(studio.waitersOf(id)).toBe(0);
  });

  test('cancels a film, once and again', async () => {
    const { client } = await connect(kind);
    const id = await startFilm(client);
    for (let call = 0; call < 2; call += 1) {
      const result = await client.callTool('cancel_generation', { task_id: id });
      expect(result.structured).toMatchObject({ status: 'cancelled' });
    }
  });

  test('tells why a film failed and what to do', async () => {
    const { client, studio } = await connect(kind);
    const id = await startFilm(client);
    studio.fail(id, { code: 'DISK_FULL', message: 'There is no space left.', hint: 'Free some space.' });
    const result = await client.callTool('wait_for_video', { task_id: id });
    expect(result.isError).toBe(false);
    expect(result.structured).toMatchObject({ status: 'failed', error: { code: 'DISK_FULL' }, video: null });
    expect(result.text).toBe(
      `Task ${id} failed with DISK_FULL: There is no space left.\nWhat to do: Free some space.`,
    );
  });

  test('lists films newest first, and only those asked for', async () => {
    const { client, studio } = await connect(kind);
    const first = await startFilm(client);
    const second = await startFilm(client);
    studio.succeed(first);
    const all = await client.callTool('list_generations', {});
    expect(all.structured['generations']).toMatchObject([
      { task_id: second, status: 'queued', video_file: null },
      { task_id: first, status: 'succeeded', video_file: '/home/ana/Videos/Reelwright/why cats purr.mp4' },
    ]);
    const queued = await client.callTool('list_generations', { states: ['queued'] });
    expect(queued.structured['generations']).toMatchObject([{ task_id: second }]);
  });

  test('reads films and tasks as resources', async () => {
    const { client, studio } = await connect(kind);
    const done = await startFilm(client);
    const waiting = await startFilm(client);
    studio.succeed(done);

    expect(await client.readResource(`reelwright://videos/${done}`)).toMatchObject({
      task_id: done,
      video_file: '/home/ana/Videos/Reelwright/why cats purr.mp4',
      credits: [{ kind: 'voice', licence: 'Apache-2.0' }],
      review: { passed: true, frames_per_sec: 30 },
    });
    expect(await client.readResource(`reelwright://tasks/${done}`)).toMatchObject({
      id: done,
      state: 'succeeded',
      video_uri: `reelwright://videos/${done}`,
    });
    expect(await client.readResource('reelwright://tasks')).toMatchObject({
      tasks: [{ id: waiting }, { id: done }],
    });
    expect(await client.readResource('reelwright://videos')).toMatchObject({ videos: [{ id: done }] });
  });

  test('completes the ids of resources', async () => {
    const { client, studio } = await connect(kind);
    const done = await startFilm(client);
    const waiting = await startFilm(client);
    studio.succeed(done);
    expect(await client.completeId('reelwright://videos/{id}', '')).toEqual([done]);
    expect(await client.completeId('reelwright://tasks/{id}', 'task-')).toEqual([waiting, done]);
    expect(await client.completeId('reelwright://tasks/{id}', 'nothing')).toEqual([]);
  });

  test('says that a resource is not there', async () => {
    const { client } = await connect(kind);
    const waiting = await startFilm(client);
    const missing = [
      'reelwright://tasks/task-999999',
      'reelwright://videos/task-999999',
      `reelwright://videos/${waiting}`,
      'reelwright://nothing',
    ];
    for (const uri of missing) {
      await expect(client.readResource(uri)).rejects.toMatchObject({ code: -32602, data: { uri } });
    }
    await expect(client.readResource(`reelwright://videos/${waiting}`)).rejects.toThrow(
      `Read reelwright://tasks/${waiting}`,
    );
  });

  test('gives a prompt that leads to create_video, without opening the studio', async () => {
    const { client, timesOpened } = await connect(kind);
    const text = await client.promptText('short_video', { topic: 'why cats purr', duration_sec: '30' });
    expect(text).toContain('30-second short video about: why cats purr');
    expect(text).toContain('75 words for 30 seconds');
    expect(text).toContain('create_video');
    expect(await client.completePrompt('short_video', 'aspect', '1')).toEqual(['16:9', '1:1']);
    await expect(client.promptText('short_video', { duration_sec: 'soon', tune: 'x' })).rejects.toMatchObject(
      {
        code: -32602,
        message: expect.stringContaining(
          'topic: is missing; duration_sec: whole seconds from 5 to 600; does not have tune',
        ),
      },
    );
    expect(timesOpened()).toBe(0);
  });

  test('shows nothing of a fault of ours but its code and what to do', async () => {
    const broken = await connectInMemory(kind, () =>
      createMcpServer({
        studio: () => Promise.reject(new Error('SELECT failed at /home/ana/.local/secret.db')),
        tools,
        resources,
        prompts,
        version: '9.8.7',
        logger: silentLogger,
      }),
    );
    clients.push(broken);
    const result = await broken.callTool('list_generations', {});
    expect(result.isError).toBe(true);
    expect(result.text).toMatch(/^INTERNAL: Something went wrong inside Reelwright\./);
    await expect(broken.readResource('reelwright://tasks')).rejects.toMatchObject({
      code: -32603,
      message: expect.not.stringContaining('secret'),
    });
  });
});
