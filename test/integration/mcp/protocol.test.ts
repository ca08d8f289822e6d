// What a client can do beyond calling and reading: answer questions, subscribe, follow tasks, listen to the log.

import { afterEach, describe, expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';
import { prompts } from '../../../prompts/index.js';
import { resources } from '../../../resources/index.js';
import { followListens } from '../../../src/mcp/follow-listens.js';
import { createResourceUpdates } from '../../../src/mcp/resource-updates.js';
import { createMcpServer } from '../../../src/mcp/server.js';
import { type McpServerParts, toReadContext } from '../../../src/mcp/server-parts.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { tools } from '../../../tools/index.js';
import { until } from '../../support/fake-clock.js';
import { createFakeStudio } from '../../support/fake-studio.js';

const eras = ['2025', '2026'] as const;
type Era = (typeof eras)[number];

const clients: Client[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

const connect = async (era: Era, capabilities: ConstructorParameters<typeof Client>[1] = {}) => {
  let ms = 0;
  const studio = createFakeStudio();
  const parts: McpServerParts = {
    studio: async () => studio,
    voices: async () => [
      { id: 'af_heart', language: 'en-US' },
      { id: 'ff_siwis', language: 'fr-FR' },
    ],
    tools,
    resources,
    prompts,
    version: '9.8.7',
    logger: silentLogger,
    // Each look at the clock is seconds after the last: nothing is held back for coming too soon.
    now: () => {
      ms += 5_000;
      return new Date(ms);
    },
  };
  const updates = createResourceUpdates({ resources, read: toReadContext(parts), logger: silentLogger });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  let server: ReturnType<typeof createMcpServer> | undefined;
  serveStdio(
    () => {
      server = createMcpServer(parts, { updates });
      return server;
    },
    { transport: serverSide },
  );
  followListens(serverSide, updates, () => server);
  const client = new Client(
    { name: 'reelwright-tests', version: '1.0.0' },
    { ...capabilities, versionNegotiation: { mode: era === '2025' ? 'legacy' : { pin: '2026-07-28' } } },
  );
  await client.connect(clientSide);
  clients.push(client);
  return { client, studio };
};

const startFilm = async (client: Client): Promise<string> => {
  const { structuredContent } = await client.callTool({
    name: 'create_video',
    arguments: { video_subject: 'Cats', video_script: 'Cats purr.' },
  });
  return z.object({ task_id: z.string() }).parse(structuredContent).task_id;
};

describe.each(eras)('a client of the %s era', (era) => {
  const withForms = { capabilities: { elicitation: { form: {} } } };
  const askForFilm = { name: 'create_video', arguments: { video_subject: 'Cats' } };

  test('is asked for the narration that is missing', async () => {
    const { client, studio } = await connect(era, withForms);
    const asked: string[] = [];
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      asked.push(params.message);
      return { action: 'accept', content: { narration: 'Cats purr.', seconds: '30' } };
    });
    const { isError } = await client.callTool(askForFilm);
    expect(isError).toBeFalsy();
    expect(asked).toEqual(['What should be said in the video "Cats"?']);
    expect(studio.requests).toMatchObject([{ subject: 'Cats', script: 'Cats purr.' }]);
  });

  test('that leaves the words to the model gets to know how many', async () => {
    const { client, studio } = await connect(era, withForms);
    client.setRequestHandler('elicitation/create', async () => ({
      action: 'accept',
      content: { seconds: '30' },
    }));
    const { isError, content } = await client.callTool(askForFilm);
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toContain('75 words for 30 seconds');
    expect(studio.requests).toEqual([]);
  });

  test.each(['decline', 'cancel'] as const)(
    'whose person answers %s is told to write the narration',
    async (action) => {
      const { client } = await connect(era, withForms);
      client.setRequestHandler('elicitation/create', async () => ({ action }));
      expect(JSON.stringify((await client.callTool(askForFilm)).content)).toContain('SCRIPT_NEEDED');
    },
  );

  test('that cannot show forms is not asked', async () => {
    const { client } = await connect(era);
    expect(JSON.stringify((await client.callTool(askForFilm)).content)).toContain('SCRIPT_NEEDED');
  });

  test('hears of every change of a task it subscribed to, and of no other', async () => {
    const { client, studio } = await connect(era);
    const id = await startFilm(client);
    const other = await startFilm(client);
    const uri = `reelwright://tasks/${id}`;
    const told: string[] = [];
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
      told.push(params.uri);
    });
    if (era === '2025') {
      await client.subscribeResource({ uri });
    } else {
      await client.listen({ resourceSubscriptions: [uri] });
    }
    await studio.untilWaitedFor(id);
    studio.advance(id, { stage: 'voice', progress: 0.2 });
    studio.advance(other, { stage: 'voice', progress: 0.2 });
    await until(() => told.length === 1);
    studio.succeed(id);
    await until(() => told.length === 2);
    expect(told).toEqual([uri, uri]);
    expect(studio.waitersOf(other)).toBe(0);
  });

  test('hears of lists that films appear in and change in, and of a list nothing happens to nothing', async () => {
    const { client, studio } = await connect(era);
    const told: string[] = [];
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
      told.push(params.uri);
    });
    const uris = ['reelwright://tasks', 'reelwright://videos', 'reelwright://styles'];
    if (era === '2025') {
      await Promise.all(uris.map((uri) => client.subscribeResource({ uri })));
    } else {
      await client.listen({ resourceSubscriptions: uris });
    }
    await until(() => studio.changeWaiters() === 2);
    const id = await startFilm(client);
    await until(() => told.length === 1);
    expect(told).toEqual(['reelwright://tasks']);
    await until(() => studio.changeWaiters() === 2);
    studio.succeed(id);
    await until(() => told.length === 3);
    expect(told.toSorted()).toEqual(['reelwright://tasks', 'reelwright://tasks', 'reelwright://videos']);
    await client.close();
    await until(() => studio.changeWaiters() === 0);
  });

  test('that goes away is not watched for any longer', async () => {
    const { client, studio } = await connect(era);
    const id = await startFilm(client);
    const uri = `reelwright://tasks/${id}`;
    await (era === '2025'
      ? client.subscribeResource({ uri })
      : client.listen({ resourceSubscriptions: [uri] }));
    await studio.untilWaitedFor(id);
    await client.close();
    await until(() => studio.waitersOf(id) === 0);
  });

  test('completes voices and languages', async () => {
    const { client } = await connect(era);
    const complete = async (name: string, value: string) =>
      (await client.complete({ ref: { type: 'ref/prompt', name: 'short_video' }, argument: { name, value } }))
        .completion.values;
    expect(await complete('voice', 'ff')).toEqual(['ff_siwis']);
    expect(await complete('language', 'EN')).toEqual(['en-US']);
    expect(await complete('topic', 'c')).toEqual([]);
  });

  test('sees an icon and a title on everything', async () => {
    const { client } = await connect(era);
    const { tools: listedTools } = await client.listTools();
    const listed = [
      ...listedTools,
      ...(await client.listResources()).resources,
      ...(await client.listResourceTemplates()).resourceTemplates,
      ...(await client.listPrompts()).prompts,
    ];
    for (const { name, title, icons } of listed) {
      expect({ name, title, icons: icons?.length }).toEqual({ name, title: expect.any(String), icons: 1 });
    }
  });
});

test('a client of the 2025 era hears the log from the level it chose', async () => {
  const { client } = await connect('2025');
  const lines: unknown[] = [];
  client.setNotificationHandler('notifications/message', ({ params }) => {
    lines.push(params);
  });
  const failing = { name: 'get_generation_status', arguments: { task_id: 'nothing' } };
  await client.callTool(failing);
  await client.setLoggingLevel('error');
  await client.callTool(failing);
  expect(lines).toEqual([]);
  await client.setLoggingLevel('warning');
  await client.callTool(failing);
  expect(lines).toMatchObject([{ level: 'warning', data: expect.stringContaining('NOT_FOUND') }]);
});
