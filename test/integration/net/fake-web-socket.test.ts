import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import {
  type FakeWebSocketServer,
  type SocketBehaviour,
  startFakeWebSocket,
} from '../../fakes/fake-web-socket.js';

let fake: FakeWebSocketServer | undefined;

afterEach(async () => {
  await fake?.close();
});

type Seen = { status?: number; date?: string; frames: string[]; code?: number };

/** Connects, says one thing, and tells how it ended, or what it had seen after 150 ms. */
const talk = async (behaviour: SocketBehaviour | undefined): Promise<Seen> => {
  const server = await startFakeWebSocket((conversation) => {
    conversation.onMessage((message) => {
      for (const part of ['one', 'two', 'three']) {
        conversation.send(`${part} ${String(message)}`);
      }
      conversation.close(1000);
    });
  });
  fake = server;
  if (behaviour !== undefined) {
    server.misbehave(behaviour);
  }
  const seen: Seen = { frames: [] };
  const socket = new WebSocket(`${server.url}/speak?id=7`);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, 150);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    socket.on('unexpected-response', (_request, response) => {
      seen.status = response.statusCode ?? 0;
      seen.date = response.headers.date ?? '';
      end();
    });
    socket.on('open', () => socket.send('please'));
    socket.on('message', (data) => seen.frames.push(String(data).slice(0, 20)));
    socket.on('close', (code) => {
      seen.code = code;
      end();
    });
    socket.on('error', () => undefined);
  });
  socket.terminate();
  expect(server.attempts[0]?.url.search).toBe('?id=7');
  return seen;
};

const whole = ['one please', 'two please', 'three please'];

describe('the fake WebSocket server', () => {
  test('converses as its script says', async () => {
    expect(await talk(undefined)).toEqual({ frames: whole, code: 1000 });
    expect(fake?.received).toEqual(['please']);
  });

  test('refuses with the time it was told', async () => {
    const date = 'Thu, 01 Jan 2026 12:00:00 GMT';
    const seen = await talk({ kind: 'refuse', status: 403, headers: { Date: date } });
    expect(seen).toMatchObject({ status: 403, date, frames: [] });
  });

  test.each([
    [{ kind: 'hang-before-upgrade' }, { frames: [] }],
    [{ kind: 'silence' }, { frames: [] }],
    [{ kind: 'hang-after', frames: 1 }, { frames: ['one please'] }],
    [
      { kind: 'close-after', frames: 2 },
      { frames: ['one please', 'two please'], code: 1011 },
    ],
    [
      { kind: 'reset-after', frames: 1 },
      { frames: ['one please'], code: 1006 },
    ],
  ] as const)('does %j', async (behaviour, expected) => {
    expect(await talk(behaviour)).toEqual(expected);
  });

  test('says what means nothing, or does not stop', async () => {
    expect((await talk({ kind: 'garbage' })).frames).toHaveLength(3);
    await fake?.close();
    expect((await talk({ kind: 'endless' })).frames.length).toBeGreaterThan(3);
  });
});
