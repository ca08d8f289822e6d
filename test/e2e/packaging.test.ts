import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { initializeParams, startStdioProcess } from '../support/stdio-process.js';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const mcpb = join(root, 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js');
const timeoutMs = 300_000;

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-packaging-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  HOME: directory,
  REELWRIGHT_HOME: join(directory, 'data'),
  // Nothing is compiled, so that the test takes seconds; the first film of a new user is tried by hand.
  npm_config_ignore_scripts: 'true',
  npm_config_cache: process.env['npm_config_cache'] ?? join(process.env['HOME'] ?? '', '.npm'),
  npm_config_userconfig: join(process.env['HOME'] ?? '', '.npmrc'),
});

const listTools = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<string[]> => {
  const server = startStdioProcess(args, env);
  try {
    await server.request('initialize', initializeParams);
    server.notify('notifications/initialized');
    const answer = z
      .looseObject({ result: z.looseObject({ tools: z.array(z.looseObject({ name: z.string() })) }) })
      .parse(await server.request('tools/list'));
    return answer.result.tools.map(({ name }) => name);
  } finally {
    server.endInput();
    await server.exited;
  }
};

describe('the packed tarball', () => {
  test(
    'runs through npx in an empty directory, and serves its tools',
    async () => {
      await run('npm', ['pack', '--ignore-scripts', '--pack-destination', directory], { cwd: root });
      const tarball = (await readdir(directory)).find((name) => name.endsWith('.tgz')) ?? '';
      const empty = await mkdtemp(join(directory, 'empty-'));
      const npx = ['--yes', `--package=${join(directory, tarball)}`, 'reelwright', '--version'];
      const { stdout } = await run('npx', npx, { cwd: empty, env: environment() });
      const { version } = z
        .looseObject({ version: z.string() })
        .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
      expect(stdout.trim()).toBe(version);
      expect(await readdir(empty)).toEqual([]);
    },
    timeoutMs,
  );
});

describe('the one-click bundle', () => {
  test(
    'packs, is read by the official tool, and starts the way a host starts it',
    async () => {
      const packed = await run(process.execPath, [join(root, 'scripts/pack-bundle.js'), directory], {
        cwd: root,
        env: environment(),
      });
      const file = packed.stdout.trim().split('\n').at(-1) ?? '';
      const info = await run(process.execPath, [mcpb, 'info', file]);
      expect(info.stdout).toContain('.mcpb');
      expect((await stat(file)).size).toBeLessThan(100 * 2 ** 20);

      const unpacked = join(directory, 'unpacked');
      await run(process.execPath, [mcpb, 'unpack', file, unpacked]);
      const manifest = z
        .looseObject({
          tools: z.array(z.looseObject({ name: z.string() })),
          compatibility: z.looseObject({ platforms: z.array(z.string()) }),
          server: z.looseObject({ mcp_config: z.looseObject({ args: z.array(z.string()) }) }),
        })
        .parse(JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8')));
      expect(manifest.compatibility.platforms).toEqual([process.platform]);
      const args = manifest.server.mcp_config.args.map((one) => one.replaceAll(/\$\{__dirname\}/g, unpacked));
      expect(await listTools(args, environment())).toEqual(manifest.tools.map(({ name }) => name));
    },
    timeoutMs,
  );
});
