// The built server and whoever means it harm: paths that lead elsewhere, and bytes that are no messages.
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { builtMain, createDesk, type Desk } from '../support/command-line.js';
import { until } from '../support/fake-clock.js';
import { initializeParams, type StdioProcess, startStdioProcess } from '../support/stdio-process.js';

const plantedKey = 'planted-0123456789abcdef';
const secretText = 'the text of a file that nobody may read';

let desk: Desk;
let allowed: string;
const processes: StdioProcess[] = [];

beforeAll(async () => {
  desk = await createDesk({ REELWRIGHT_HTTP_TOKEN: plantedKey });
  allowed = join(desk.directory, 'allowed');
  await mkdir(allowed);
  await writeFile(join(desk.directory, 'secret.txt'), `${secretText}.`);
  await symlink(desk.directory, join(allowed, 'way-out'));
}, 120_000);
afterEach(async () => {
  for (const one of processes.splice(0)) {
    one.signal('SIGKILL');
    await one.exited;
  }
});
afterAll(() => desk.remove());

const start = async (): Promise<StdioProcess> => {
  const server = startStdioProcess([builtMain], { ...desk.env, REELWRIGHT_INPUT_ROOTS: allowed });
  processes.push(server);
  await server.request('initialize', initializeParams);
  server.notify('notifications/initialized');
  return server;
};

const toolsSchema = z.object({
  result: z.object({
    tools: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        inputSchema: z.object({ properties: z.record(z.string(), z.unknown()) }),
      }),
    ),
  }),
});

const namesPath = (property: string): boolean => /(^|_)(file|path|directory|uri|url|folder)$/.test(property);

/** Calls as the tool's own description shows them. */
const examplesIn = (description: string): Record<string, unknown>[] =>
  description
    .split('\n')
    .flatMap((line) =>
      line.startsWith('- {') ? [z.record(z.string(), z.unknown()).parse(JSON.parse(line.slice(2)))] : [],
    );

const hostilePaths = (): string[] => [
  join(desk.directory, 'secret.txt'),
  join(allowed, '..', 'secret.txt'),
  join(allowed, 'way-out', 'secret.txt'),
  join(allowed, 'way-out'),
  '../../../../../../etc/passwd',
  '/etc/passwd',
  '/proc/self/environ',
  'file:///etc/passwd',
  '~/.ssh/id_rsa',
  `concat:${join(desk.directory, 'secret.txt')}|/etc/passwd`,
  '-i',
  'nul\u0000byte',
];

test('no tool reads or writes where it may not, or tells of it', async () => {
  const server = await start();
  const { tools } = toolsSchema.parse(await server.request('tools/list')).result;
  let calls = 0;
  for (const { name, description, inputSchema } of tools) {
    const [example = {}] = examplesIn(description);
    for (const property of Object.keys(inputSchema.properties).filter(namesPath)) {
      for (const path of hostilePaths()) {
        const params = { name, arguments: { ...example, [property]: path } };
        const answer = await server.request('tools/call', params);
        calls += 1;
        expect({ name, property, path, answer }).toMatchObject({ answer: { result: { isError: true } } });
      }
    }
  }
  expect(calls).toBeGreaterThan(24);
  const everything = server.lines.join('\n');
  expect(everything).not.toContain(secretText);
  expect(everything).not.toContain(plantedKey);
  expect(everything).not.toContain('root:');
  expect(everything).not.toMatch(/ {4}at .+:\d+:\d+|node_modules/);
}, 60_000);

describe('bytes that are no messages', () => {
  const ping = (id: unknown) => `${JSON.stringify({ jsonrpc: '2.0', id, method: 'ping' })}\n`;

  const isAlive = async (server: StdioProcess): Promise<void> => {
    expect(await server.request('ping')).toMatchObject({ result: {} });
    for (const line of server.lines) {
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    }
  };

  test('are passed over', async () => {
    const server = await start();
    const random = Uint8Array.from({ length: 4_096 }, (_, index) => (index * 7_919) % 251);
    server.sendBytes(random);
    server.sendLine('');
    server.sendLine('\u0000\u0000{"jsonrpc":"2.0","id":5,"method":"ping"}');
    server.sendBytes(Uint8Array.of(0xff, 0xfe, 0xc3, 0x28, 0x0a));
    server.sendLine('['.repeat(100_000));
    server.sendLine(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    server.sendLine(`{"jsonrpc":"2.0","id":6,"method":"${'x'.repeat(1_000_000)}"}`);
    await isAlive(server);
  }, 30_000);

  test('a character cut in two is whole again', async () => {
    const server = await start();
    const message = {
      jsonrpc: '2.0',
      id: 'é😀',
      method: 'tools/call',
      params: { name: 'get_generation_status', arguments: { task_id: 'é😀' } },
    };
    for (const byte of Buffer.from(`${JSON.stringify(message)}\n`)) {
      server.sendBytes(Uint8Array.of(byte));
    }
    await until(() => server.lines.some((line) => JSON.parse(line).id === 'é😀'));
    await isAlive(server);
  }, 30_000);

  test('an id of any type gets its answer or none, and never that of another', async () => {
    const server = await start();
    const good = ['', 'a', 0, -1, 2 ** 31, 9_007_199_254_740_991];
    for (const id of [...good, null, true, 1.5, [1], { a: 1 }]) {
      server.sendBytes(Buffer.from(ping(id)));
    }
    server.sendBytes(Buffer.from('{"jsonrpc":"2.0","id":1e400,"method":"ping"}\n'));
    await isAlive(server);
    await sleep(50);
    const ids = server.lines.map((line) => JSON.parse(line).id);
    expect(ids).toEqual(expect.arrayContaining(good));
  }, 30_000);
});
