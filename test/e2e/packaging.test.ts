import { execFile } from 'node:child_process';
import { access, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { testFfmpeg } from '../support/ffmpeg.js';
import { protocolTools } from '../support/protocol-tools.js';
import { initializeParams, startStdioProcess } from '../support/stdio-process.js';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const mcpb = join(root, 'node_modules/@anthropic-ai/mcpb/dist/cli/cli.js');
const mcpbLibrary = pathToFileURL(join(root, 'node_modules/@anthropic-ai/mcpb/dist/shared/config.js')).href;
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

type Command = { readonly command: string; readonly args: string[]; readonly env: Record<string, string> };

/** What a host starts, by the bundle's own library, for a person who filled in no field of its form. */
const startedByHost = async (bundle: string): Promise<Command> => {
  const script = `
    import { readFileSync } from 'node:fs';
    import { getMcpConfigForManifest } from ${JSON.stringify(mcpbLibrary)};
    const extensionPath = ${JSON.stringify(bundle)};
    const manifest = JSON.parse(readFileSync(extensionPath + '/manifest.json', 'utf8'));
    const systemDirs = { HOME: ${JSON.stringify(directory)} };
    const started = await getMcpConfigForManifest(
      { manifest, extensionPath, systemDirs, userConfig: {}, pathSeparator: '/' });
    console.log(JSON.stringify(started));`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script]);
  return z
    .object({ command: z.string(), args: z.array(z.string()), env: z.record(z.string(), z.string()) })
    .parse(JSON.parse(stdout));
};

const answers = z.looseObject({
  result: z.looseObject({
    tools: z.array(z.looseObject({ name: z.string() })).optional(),
    structuredContent: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** Lists the tools of a server and makes a film with it. */
const useServer = async (args: readonly string[], env: NodeJS.ProcessEnv, node: string) => {
  const server = startStdioProcess(args, env, node);
  const call = async (name: string, input: Record<string, unknown>) => {
    const answer = await server.request('tools/call', { name, arguments: input });
    return answers.parse(answer).result.structuredContent ?? {};
  };
  try {
    await server.request('initialize', initializeParams);
    server.notify('notifications/initialized');
    const { tools = [] } = answers.parse(await server.request('tools/list')).result;
    const film = await call('create_video', {
      video_subject: 'Bees',
      video_script: 'Bees dance to tell the way.',
      bgm_type: 'none',
    });
    let made = film;
    do {
      made = await call('wait_for_video', { task_id: film['task_id'] });
    } while (made['status'] === 'queued' || made['status'] === 'running');
    return { tools: tools.map(({ name }) => name), made, said: server.stderr() };
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
    'packs, is read by the official tool, and makes a film the way a host starts it, on the SQLite of its Node',
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
        })
        .parse(JSON.parse(await readFile(join(unpacked, 'manifest.json'), 'utf8')));
      expect(manifest.compatibility.platforms).toEqual([process.platform]);
      await expect(access(join(unpacked, 'node_modules/better-sqlite3'))).rejects.toThrow();
      const started = await startedByHost(unpacked);
      const films = join(directory, 'films');
      const env = {
        ...started.env,
        HOME: directory,
        REELWRIGHT_HOME: join(directory, 'data'),
        REELWRIGHT_OUTPUT_DIRECTORY: films,
        REELWRIGHT_FFMPEG_PATH: (await testFfmpeg()).path,
        REELWRIGHT_VOICE_PROVIDERS: 'flite',
        REELWRIGHT_PACKS_INSTALL: 'never',
      };
      const { tools, made, said } = await useServer(started.args, env, protocolTools.node);
      expect(tools).toEqual(manifest.tools.map(({ name }) => name));
      expect(said).not.toContain('Warning');
      expect(made).toMatchObject({ status: 'succeeded', video: { scene_count: 1 } });
      expect((await readdir(films)).filter((name) => name.endsWith('.mp4'))).toHaveLength(1);
    },
    timeoutMs,
  );
});
