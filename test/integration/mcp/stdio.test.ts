import { afterEach, describe, expect, test } from '@jest/globals';
import { compileChild } from '../../support/compile-child.js';
import {
  initializeParams,
  type StdioProcess,
  startStdioProcess,
  timeToExit,
} from '../../support/stdio-process.js';

const child = compileChild('mcp-stdio');
const started: StdioProcess[] = [];

const start = (shutdownMs = 0): StdioProcess => {
  const server = startStdioProcess([child(), String(shutdownMs)], { PATH: process.env['PATH'] });
  started.push(server);
  return server;
};

afterEach(async () => {
  for (const server of started.splice(0)) {
    server.signal('SIGKILL');
    await server.exited;
  }
});

const initialize = async (server: StdioProcess): Promise<void> => {
  await server.request('initialize', initializeParams);
  server.notify('notifications/initialized');
};

describe('the server over stdio', () => {
  test('keeps stdout for the protocol, whatever else is written', async () => {
    const server = start();
    await initialize(server);
    await server.request('tools/call', { name: 'list_generations', arguments: {} });
    for (const line of server.lines) {
      expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
    }
    expect(server.lines).toHaveLength(2);
    expect(server.stderr()).toContain('chatter on the console\na stray write\n');
  });

  test('opens the studio for a tool call and not before', async () => {
    const server = start();
    await initialize(server);
    for (const method of [
      'tools/list',
      'resources/list',
      'resources/templates/list',
      'prompts/list',
      'ping',
    ]) {
      expect(await server.request(method)).toHaveProperty('result');
    }
    expect(server.stderr()).not.toContain('studio opened');
    await server.request('tools/call', { name: 'list_generations', arguments: {} });
    expect(server.stderr()).toContain('studio opened');
  });

  test('survives garbage, and answers what comes after it', async () => {
    const server = start();
    const garbage = [
      '',
      'hello',
      '{"jsonrpc":',
      '[]',
      'null',
      '{"id":1}',
      '\u0000\u0001',
      '{"jsonrpc":"1.0","id":9}',
    ];
    for (const line of garbage) {
      server.sendLine(line);
    }
    await initialize(server);
    server.sendLine('{"jsonrpc":"2.0","id":"x","method":"tools/call","params":7}');
    expect(await server.request('tools/list')).toHaveProperty('result');
  });

  test('shuts down and exits when its input ends', async () => {
    const server = start();
    await initialize(server);
    server.endInput();
    expect(await server.exited).toBe(0);
    expect(server.stderr()).toContain('shutting down\nshut down\n');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('shuts down and exits on %s', async (signal) => {
    const server = start();
    await initialize(server);
    server.signal(signal);
    expect(await server.exited).toBe(0);
    expect(server.stderr()).toContain('shut down\n');
  });

  test('exits all the same where shutting down hangs', async () => {
    const server = start(60_000);
    await initialize(server);
    server.endInput();
    expect(await timeToExit(server, 5_000)).toBeDefined();
    expect(server.stderr()).not.toContain('shut down\n');
  });

  test('abandons a wait in progress when its input ends', async () => {
    const server = start();
    await initialize(server);
    const created = server.request('tools/call', {
      name: 'create_video',
      arguments: { video_subject: 'Cats', video_script: 'Cats purr.' },
    });
    expect(await created).toHaveProperty('result.structuredContent.task_id', 'task-000001');
    const params = { name: 'wait_for_video', arguments: { task_id: 'task-000001' } };
    server.sendLine(JSON.stringify({ jsonrpc: '2.0', id: 99, method: 'tools/call', params }));
    server.endInput();
    expect(await server.exited).toBe(0);
  });

  test('shuts down when nobody reads its output', async () => {
    const server = start();
    await initialize(server);
    server.closeOutput();
    server.sendLine('{"jsonrpc":"2.0","id":7,"method":"tools/list"}');
    expect(await server.exited).toBe(0);
    expect(server.stderr()).toContain('shut down\n');
  });

  test('gives up a connection that sends a line without end', async () => {
    const server = start();
    await initialize(server);
    server.sendLine('x'.repeat(11 * 1024 * 1024));
    expect(await server.exited).toBe(0);
    expect(server.stderr()).toContain('shut down\n');
  });
});
