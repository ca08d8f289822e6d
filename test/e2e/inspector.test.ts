import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { builtMain, createDesk, type Desk } from '../support/command-line.js';
import { protocolTools } from '../support/protocol-tools.js';

let desk: Desk;
beforeAll(async () => {
  desk = await createDesk();
  const server = { command: process.execPath, args: [builtMain], env: desk.env };
  const mcpServers = {
    legacy: { ...server, protocolEra: 'legacy' },
    modern: { ...server, protocolEra: 'modern' },
  };
  await writeFile(join(desk.directory, 'inspector.json'), JSON.stringify({ mcpServers }));
}, 120_000);
afterAll(() => desk.remove());

const inspect = async (era: string, args: readonly string[]) => {
  const { exitCode, stdout } = await execa(
    protocolTools.node,
    [
      protocolTools.inspector,
      '--cli',
      '--config',
      'inspector.json',
      '--server',
      era,
      '--format',
      'json',
      ...args,
    ],
    {
      cwd: desk.directory,
      env: { HOME: desk.directory, PATH: process.env['PATH'] ?? '', MCP_INSPECTOR_SECRET_STORE: 'memory' },
      extendEnv: false,
      reject: false,
    },
  );
  return { exitCode, answer: JSON.parse(stdout) };
};

describe.each(['legacy', 'modern'])('MCP Inspector over stdio, %s era', (era) => {
  test('lists the tools', async () => {
    const { exitCode, answer } = await inspect(era, ['--method', 'tools/list']);
    expect(exitCode).toBe(0);
    expect(answer.result.tools).toContainEqual(
      expect.objectContaining({ name: 'create_video', title: 'Create video' }),
    );
  }, 60_000);

  test('calls a tool', async () => {
    const args = ['--method', 'tools/call', '--tool-name', 'list_generations', '--tool-arg', 'limit=3'];
    const { exitCode, answer } = await inspect(era, args);
    expect(exitCode).toBe(0);
    expect(answer.result.structuredContent).toEqual({ generations: [] });
  }, 60_000);

  test('sees a failure as a failure', async () => {
    const args = [
      '--method',
      'tools/call',
      '--tool-name',
      'get_generation_status',
      '--tool-arg',
      'task_id=nothing',
    ];
    expect((await inspect(era, args)).exitCode).toBe(5);
  }, 60_000);
});
