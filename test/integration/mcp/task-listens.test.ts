// Word of tasks, sent to clients of the 2026 era that listen for it; https://github.com/modelcontextprotocol/ext-tasks.
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  InMemoryTransport,
  type JSONRPCMessage,
  PROTOCOL_VERSION_META_KEY,
  SUBSCRIPTION_ID_META_KEY,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { resources } from '../../../resources/index.js';
import { createFilmTaskBoard } from '../../../src/mcp/film-tasks.js';
import { followTaskListens } from '../../../src/mcp/follow-task-listens.js';
import { createResourceUpdates } from '../../../src/mcp/resource-updates.js';
import { createMcpServer } from '../../../src/mcp/server.js';
import { type McpServerParts, toReadContext } from '../../../src/mcp/server-parts.js';
import { createTaskUpdates } from '../../../src/mcp/task-updates.js';
import { silentLogger } from '../../../src/observability/logger.js';
import { tools } from '../../../tools/index.js';
import { until } from '../../support/fake-clock.js';
import { createFakeStudio } from '../../support/fake-studio.js';
import { startHttpServer } from '../../support/http-server.js';

type Message = Record<string, unknown>;
/** A connection as bytes go over it; `stop` takes a listen back. */
type Wire = {
  readonly received: Message[];
  send(message: Message): void;
  stop(id: number): void;
};

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const extension = 'io.modelcontextprotocol/tasks';
const listen = (notifications: Message, extensions: Message = { [extension]: {} }): Message => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'subscriptions/listen',
  params: {
    notifications,
    _meta: {
      [PROTOCOL_VERSION_META_KEY]: '2026-07-28',
      [CLIENT_INFO_META_KEY]: { name: 'reelwright-tests', version: '1.0.0' },
      [CLIENT_CAPABILITIES_META_KEY]: { extensions },
    },
  },
});

const createBoth = (parts: McpServerParts) => {
  const read = toReadContext(parts);
  return {
    updates: createResourceUpdates({ resources, read, logger: silentLogger }),
    taskUpdates: createTaskUpdates(createFilmTaskBoard(tools, read), silentLogger),
  };
};

const connectors: Record<string, (parts: McpServerParts) => Promise<Wire>> = {
  'standard input and output': async (parts) => {
    const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
    const received: Message[] = [];
    const { updates, taskUpdates } = createBoth(parts);
    const handle = serveStdio(() => createMcpServer(parts, { updates }), { transport: serverSide });
    followTaskListens(serverSide, taskUpdates);
    clientSide.onmessage = (message) => received.push({ ...message });
    await clientSide.start();
    closing.push(() => handle.close());
    const send = (message: Message): void => {
      clientSide.send(message as JSONRPCMessage).catch(() => undefined);
    };
    const stop = (requestId: number): void =>
      send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } });
    return { received, send, stop };
  },
  HTTP: async (parts) => {
    const server = await startHttpServer(
      (connection) => createMcpServer(parts, connection),
      createBoth(parts),
    );
    const received: Message[] = [];
    const abort = new AbortController();
    closing.push(() => server.close());
    const read = async (message: Message): Promise<void> => {
      const response = await fetch(server.url, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${server.token}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': String(message['method']),
        },
        body: JSON.stringify(message),
        signal: abort.signal,
      });
      if (response.headers.get('content-type') !== 'text/event-stream') {
        received.push(JSON.parse(await response.text()));
        return;
      }
      let rest = '';
      for await (const bytes of response.body ?? []) {
        const frames = `${rest}${new TextDecoder().decode(bytes)}`.split('\n\n');
        rest = frames.pop() ?? '';
        const lines = frames.flatMap((frame) => /^data: (.*)$/m.exec(frame)?.[1] ?? []);
        received.push(...lines.map((line) => JSON.parse(line)));
      }
    };
    return {
      received,
      send: (message) => {
        read(message).catch(() => undefined);
      },
      stop: () => abort.abort(),
    };
  },
};

const open = async (transport: string) => {
  const studio = createFakeStudio();
  let ms = 0;
  const wire = await connectors[transport]?.({
    studio: async () => studio,
    ...{ tools, resources, prompts: [], version: '1.0.0', logger: silentLogger },
    // Each look at the clock is seconds after the last: nothing is held back for coming too soon.
    now: () => {
      ms += 5_000;
      return new Date(ms);
    },
  });
  if (wire === undefined) {
    throw new Error('There is no such transport.');
  }
  const film = async () => {
    const { id } = await studio.createFilm({ subject: 'Bees', script: 'Bees dance.' });
    return { id, taskId: `create_video.${id}` };
  };
  return { ...wire, studio, film };
};

describe.each(Object.keys(connectors))('over %s, a client that follows tasks', (transport) => {
  test('hears how one stands, of each change, and of its end with the result, and of no other', async () => {
    const { send, received, studio, film } = await open(transport);
    const [{ id, taskId }, other] = [await film(), await film()];
    send(listen({ taskIds: [taskId, 'create_video.nothing', 'nothing'] }));
    await studio.untilWaitedFor(id);
    await until(() => received.length === 2);
    studio.advance(other.id, { stage: 'voice', progress: 0.1 });
    studio.advance(id, { stage: 'voice', progress: 0.2 });
    await until(() => received.length === 3);
    studio.succeed(id);
    await until(() => received.length === 4);
    const _meta = { [SUBSCRIPTION_ID_META_KEY]: 7 };
    expect(received).toMatchObject([
      {
        method: 'notifications/subscriptions/acknowledged',
        params: { notifications: { taskIds: [taskId] }, _meta },
      },
      { method: 'notifications/tasks', params: { taskId, status: 'working', _meta } },
      {
        method: 'notifications/tasks',
        params: { taskId, status: 'working', statusMessage: expect.stringContaining('20 %') },
      },
      {
        method: 'notifications/tasks',
        params: {
          taskId,
          status: 'completed',
          result: { structuredContent: { status: 'succeeded', task_id: id } },
        },
      },
    ]);
    expect(studio.waitersOf(other.id)).toBe(0);
  });

  test('hears at once of one that has ended already', async () => {
    const { send, received, studio, film } = await open(transport);
    const { id, taskId } = await film();
    await studio.cancelTask(id);
    send(listen({ taskIds: [taskId] }));
    await until(() => received.length === 2);
    expect(received[1]).toMatchObject({ params: { taskId, status: 'cancelled' } });
  });

  test('may listen for documents with the same request, and gets an answer that names both', async () => {
    const { send, received, film } = await open(transport);
    const { taskId } = await film();
    send(listen({ taskIds: [taskId], resourceSubscriptions: ['reelwright://tasks'] }));
    await until(() => received.length >= 1);
    const notifications = { taskIds: [taskId], resourceSubscriptions: ['reelwright://tasks'] };
    expect(received[0]).toMatchObject({ params: { notifications } });
  });

  test('is watched for no longer than it listens', async () => {
    const { send, stop, studio, film } = await open(transport);
    const { id, taskId } = await film();
    send(listen({ taskIds: [taskId] }));
    await studio.untilWaitedFor(id);
    stop(7);
    await until(() => studio.waitersOf(id) === 0);
  });

  test('is promised nothing where there is no such task', async () => {
    const { send, received } = await open(transport);
    send(listen({ taskIds: ['create_video.nothing'] }));
    await until(() => received.length >= 1);
    expect(JSON.stringify(received[0])).toContain('subscriptions/acknowledged');
    expect(JSON.stringify(received)).not.toContain('nothing');
  });

  test('has to say so with the request', async () => {
    const { send, received, film } = await open(transport);
    const { taskId } = await film();
    send(listen({ taskIds: [taskId] }, {}));
    await until(() => received.length === 1);
    expect(received).toMatchObject([
      {
        jsonrpc: '2.0',
        id: 7,
        error: { code: -32_021, data: { requiredCapabilities: { extensions: { [extension]: {} } } } },
      },
    ]);
  });
});
