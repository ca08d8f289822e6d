import { rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from '@modelcontextprotocol/client';
import { AppBridge } from '@modelcontextprotocol/ext-apps/app-bridge';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { panelMimeType, panelUri } from '../../../src/mcp/panel.js';
import { connectHost, type HostContext, type ToolResult } from '../../../src/panel/host.js';
import { connectHostClient } from '../../support/panel-server.js';
import { createPanelStudio, type PanelStudio } from '../../support/panel-studio.js';

let studio: PanelStudio;
const clients: Client[] = [];
beforeEach(async () => {
  studio = await createPanelStudio();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await studio.remove();
});

const connect = async (options?: Parameters<typeof connectHostClient>[1]): Promise<Client> => {
  const client = await connectHostClient(studio, options);
  clients.push(client);
  return client;
};

const startFilm = async (): Promise<string> =>
  (await studio.createFilm({ subject: 'Cats', script: 'Cats purr.' })).id;

describe.each([
  ['2025', 'legacy'],
  ['2026', { pin: '2026-07-28' }],
] as const)('to a client of the %s era', (_era, mode) => {
  test('a tool that only the panel calls is listed where panels are shown, and nowhere else', async () => {
    const names = async (shows: boolean) =>
      (await (await connect({ shows, mode })).listTools()).tools.map(({ name }) => name);
    const all = await names(true);
    expect(all).toContain('read_video_bytes');
    expect(await names(false)).toEqual(all.filter((name) => name !== 'read_video_bytes'));
  });

  test('the tools that return a task name the panel, which is one page without any domain', async () => {
    const client = await connect({ mode });
    const { tools } = await client.listTools();
    const shown = tools.filter(({ _meta }) => _meta?.['ui/resourceUri'] === panelUri);
    expect(shown.map(({ name }) => name).sort()).toEqual([
      'create_video',
      'get_generation_status',
      'wait_for_video',
    ]);
    expect(shown.map(({ _meta }) => _meta?.['ui'])).toEqual(shown.map(() => ({ resourceUri: panelUri })));

    const page = z
      .looseObject({ contents: z.tuple([z.looseObject({ mimeType: z.string(), text: z.string() })]) })
      .parse(await client.readResource({ uri: panelUri })).contents[0];
    expect(page).toMatchObject({ mimeType: panelMimeType, _meta: { ui: { csp: {} } } });
    expect(page.text).toMatch(/^<!doctype html>/);
    expect(page.text).not.toMatch(/(?:src|href)\s*=\s*["']?(?:https?:)?\/\/|@import|\beval\(|new Function/);
    expect(Buffer.byteLength(page.text)).toBeLessThan(100_000);
  });
});

describe('the protocol of the panel, against the bridge that hosts use', () => {
  /** The two ends of what is `postMessage` in a browser. */
  const join = async (client: Client) => {
    const [hostEnd, panelEnd] = InMemoryTransport.createLinkedPair();
    const bridge = new AppBridge(
      client,
      { name: 'a host', version: '1.0.0' },
      { serverTools: {}, updateModelContext: {} },
      { hostContext: z.any().parse({ theme: 'dark', styles: { variables: { '--font-sans': 'Inter' } } }) },
    );
    const told: string[] = [];
    bridge.onupdatemodelcontext = async ({ content }) => {
      told.push(JSON.stringify(content));
      return {};
    };
    const initialized = new Promise<void>((resolve) => {
      bridge.oninitialized = () => resolve();
    });
    await bridge.connect(hostEnd);
    const results: ToolResult[] = [];
    const contexts: HostContext[] = [];
    let tornDown = false;
    const { host, receive } = connectHost((message) => void panelEnd.send(z.any().parse(message)), {
      onToolInput: () => undefined,
      onToolResult: (result) => results.push(result),
      onToolCancelled: () => undefined,
      onContext: (changes) => contexts.push(changes),
      onTeardown: () => {
        tornDown = true;
      },
    });
    panelEnd.onmessage = receive;
    await panelEnd.start();
    await initialized;
    return { bridge, host: await host, results, contexts, told, isTornDown: () => tornDown };
  };

  test('brings the result of a call to the panel, and the calls of the panel to the server', async () => {
    const client = await connect();
    const { bridge, host, results, told } = await join(client);
    expect(host.context).toMatchObject({ theme: 'dark', styles: { variables: { '--font-sans': 'Inter' } } });

    const args = { video_subject: 'Cats', video_script: 'Cats purr.' };
    const result = await client.callTool({ name: 'create_video', arguments: args });
    await bridge.sendToolResult(z.any().parse(result));
    expect(results).toMatchObject([{ structuredContent: { task_id: 'task-000001' } }]);

    studio.advance('task-000001', { stage: 'voice', progress: 0.2 });
    const status = await host.callTool('get_generation_status', { task_id: 'task-000001' });
    expect(status.structuredContent).toMatchObject({ status: 'running', stage: 'voice' });
    const refused = await host.callTool('get_generation_status', { task_id: 'task-999999' });
    expect(refused._meta?.['reelwright/error']).toMatchObject({ code: 'NOT_FOUND' });
    host.tellModel('the person cancelled it');
    await host.callTool('get_generation_status', { task_id: 'task-000001' });
    expect(told.join()).toContain('the person cancelled it');
  });

  test('hears of a change of theme, and of its end', async () => {
    const { bridge, contexts, isTornDown } = await join(await connect());
    await bridge.sendHostContextChange({ theme: 'light' });
    expect(contexts).toEqual([{ theme: 'light' }]);
    await bridge.teardownResource({});
    expect(isTornDown()).toBe(true);
  });
});

describe('reading the bytes of a video', () => {
  const read = async (args: Record<string, unknown>) => {
    const client = clients[0] ?? (await connect());
    const result = await client.callTool({ name: 'read_video_bytes', arguments: args });
    const structured = z
      .object({ data: z.string(), length_bytes: z.number(), total_bytes: z.number() })
      .safeParse(result.structuredContent).data;
    return { isError: result.isError === true, text: JSON.stringify(result.content), structured };
  };

  test('gives any part of a finished film, and no more than there is', async () => {
    const id = await startFilm();
    studio.succeed(id, studio.film);
    const { structured: whole } = await read({ task_id: id });
    expect(whole).toMatchObject({ total_bytes: studio.film.sizeBytes, length_bytes: studio.film.sizeBytes });
    const bytes = Buffer.from(whole?.data ?? '', 'base64');
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
    const { structured: part } = await read({ task_id: id, offset_bytes: 4, length_bytes: 4 });
    expect(part?.data).toBe(Buffer.from('ftyp').toString('base64'));
    const { structured: end } = await read({ task_id: id, offset_bytes: bytes.length - 3 });
    expect(end?.length_bytes).toBe(3);
  });

  test('refuses what is not finished, is behind the end, or is more than hosts carry', async () => {
    const id = await startFilm();
    expect((await read({ task_id: id })).text).toContain('NOT_FOUND');
    studio.succeed(id, studio.film);
    expect((await read({ task_id: id, offset_bytes: studio.film.sizeBytes })).text).toContain(
      'INPUT_INVALID',
    );
    expect((await read({ task_id: id, length_bytes: 524_289 })).text).toContain('INPUT_INVALID');
    expect((await read({ task_id: id, offset_bytes: -1 })).text).toContain('INPUT_INVALID');
    expect((await read({ task_id: '../../etc/passwd' })).text).toContain('INPUT_INVALID');
  });

  test('refuses a file that took the place of the film, and a film of a kind that is none', async () => {
    const id = await startFilm();
    studio.succeed(id, studio.film);
    await truncate(studio.film.videoFile, 100);
    expect((await read({ task_id: id })).text).toContain('no longer what it was');
    await rm(studio.film.videoFile);
    expect((await read({ task_id: id })).text).toContain('no longer what it was');
    await symlink('/etc/hostname', studio.film.videoFile);
    expect((await read({ task_id: id })).text).toContain('no longer what it was');

    const other = await startFilm();
    const file = `${studio.film.videoFile}.txt`;
    await writeFile(file, 'secret');
    studio.succeed(other, { ...studio.film, videoFile: file, sizeBytes: 6 });
    expect((await read({ task_id: other })).text).not.toContain('secret');
  });
});
