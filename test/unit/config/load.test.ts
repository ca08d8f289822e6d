import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { loadConfig, resolveLayers } from '../../../src/config/load.js';
import type { Surroundings } from '../../../src/config/places.js';
import { defaultInputRoots } from '../../../src/config/places.js';
import { Secret, secretSchema } from '../../../src/config/secret.js';
import { voiceOrder } from '../../../src/config/sections/voice.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-config-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const surroundings = (env: Record<string, string> = {}): Surroundings => ({
  platform: 'linux',
  env: { REELWRIGHT_HOME: directory, ...env },
  homeDirectory: '/home/ada',
  currentDirectory: '/work',
});

const originOf = (loaded: Awaited<ReturnType<typeof loadConfig>>, key: string) =>
  loaded.entries.find((entry) => entry.leaf.key === key)?.origin;

describe('loading the configuration', () => {
  test('works with nothing configured at all', async () => {
    const { config } = await loadConfig(new Map(), { ...surroundings(), env: {} });
    expect(config.home).toBe('/home/ada/.local/share/reelwright');
    expect(config.output.directory).toBe('/home/ada/Videos/Reelwright');
    expect(voiceOrder(config.voice)).toEqual(['kokoro', 'flite', 'espeak']);
  });

  test('lets the file win over defaults, the environment over the file, and flags over all', async () => {
    await writeFile(
      join(directory, 'config.toml'),
      '[render]\nconcurrency = 3\nframesPerSec = 25\n[log]\nlevel = "error"\n',
    );
    const loaded = await loadConfig(
      new Map([['log.level', 'debug']]),
      surroundings({ REELWRIGHT_RENDER_FRAMES_PER_SEC: '60', REELWRIGHT_LOG_LEVEL: 'info' }),
    );
    expect(loaded.config.render).toEqual({ concurrency: 3, framesPerSec: 60 });
    expect(loaded.config.log.level).toBe('debug');
    expect(originOf(loaded, 'render.concurrency')).toBe('file');
    expect(originOf(loaded, 'render.framesPerSec')).toBe('environment');
    expect(originOf(loaded, 'log.level')).toBe('flag');
    expect(originOf(loaded, 'packs.install')).toBe('default');
  });

  test('reports every problem at once, with its key and where it came from', async () => {
    await writeFile(join(directory, 'config.toml'), '[render]\nconcurrency = 999\nspeed = 1\n');
    const failure = loadConfig(
      new Map([['log.level', 'loud']]),
      surroundings({ REELWRIGHT_PACKS_INSTALL: 'maybe' }),
    );
    await expect(failure).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    for (const problem of [
      'render.concurrency (from file)',
      'render.speed (from file)',
      'packs.install (from environment)',
      'log.level (from flag)',
    ]) {
      await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining(problem) });
    }
  });

  test('takes the empty fields of a host as nothing, however the host passes them', async () => {
    const loaded = await loadConfig(
      new Map(),
      surroundings({
        REELWRIGHT_SCRIPT_BASE_URL: `\${user_config.script_base_url}`,
        REELWRIGHT_SCRIPT_KEY: `\${user_config.script_key}`,
        REELWRIGHT_OUTPUT_DIRECTORY: '',
      }),
    );
    expect(loaded.config.script.baseUrl).toBeUndefined();
    expect(loaded.config.script.key).toBeUndefined();
    expect(originOf(loaded, 'output.directory')).toBe('default');
  });

  test('takes a list from the environment and makes paths absolute', async () => {
    const { config } = await loadConfig(
      new Map([['output.directory', 'films']]),
      surroundings({ REELWRIGHT_VOICE_PROVIDERS: 'flite', REELWRIGHT_INPUT_ROOTS: '~/docs, /srv' }),
    );
    expect(config.voice.providers).toEqual(['flite']);
    expect(config.input.roots).toEqual(['/home/ada/docs', '/srv']);
    expect(config.output.directory).toBe('/work/films');
  });

  test.each([
    ['/work/project', ['/home/ada', '/work/project']],
    ['/home/ada/films', ['/home/ada', '/home/ada/films']],
    ['/home/ada', ['/home/ada']],
    ['/home', ['/home/ada']],
    ['/', ['/home/ada']],
  ])('an assistant of a server started in %s may name files in %j', (currentDirectory, roots) => {
    const surroundings = {
      platform: 'linux',
      env: {},
      homeDirectory: '/home/ada',
      currentDirectory,
    } as const;
    expect(defaultInputRoots(surroundings)).toEqual(roots);
  });

  test('names the line of a TOML mistake', async () => {
    await writeFile(join(directory, 'config.toml'), '[render]\nconcurrency = = 1\n');
    await expect(loadConfig(new Map(), surroundings())).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('line 2'),
    });
  });

  test('refuses a file that does not exist when it was named', async () => {
    const named = surroundings({ REELWRIGHT_CONFIG: join(directory, 'missing.toml') });
    await expect(loadConfig(new Map(), named)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('treats __proto__ as an unknown key', async () => {
    await writeFile(join(directory, 'config.toml'), '[render.__proto__]\npolluted = 1\n');
    await loadConfig(new Map(), surroundings()).catch(() => undefined);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('a secret', () => {
  const schema = z.strictObject({ openai: z.strictObject({ key: secretSchema() }) });

  test('is redacted in the printed entries and in every way of printing it', () => {
    const { value, entries } = resolveLayers(schema, [
      { origin: 'environment', values: new Map([['openai.key', 'sk-very-secret']]) },
    ]);
    const secret = value.openai.key;
    expect(secret.reveal()).toBe('sk-very-secret');
    const printed = [entries, secret, { secret }].map(
      (one) => `${JSON.stringify(one)} ${inspect(one)} ${one}`,
    );
    expect(printed.join(' ')).not.toContain('very-secret');
    expect(entries[0]?.shown).toBe('[redacted]');
  });

  test('never equals its text by accident', () => {
    expect(`${new Secret('x')}`).toBe('[redacted]');
  });
});

describe('the language models of the configuration', () => {
  const shownOf = (loaded: Awaited<ReturnType<typeof loadConfig>>, key: string) =>
    loaded.entries.find((entry) => entry.leaf.key === key)?.shown;

  test('can be several, as tables, and are shown without their keys', async () => {
    await writeFile(
      join(directory, 'config.toml'),
      '[[script.endpoints]]\nname = "one"\npreset = "groq"\nkey = "gsk-planted"\nweight = 3\n[[script.endpoints]]\nname = "two"\nbaseUrl = "http://127.0.0.1:8080/v1"\n',
    );
    const loaded = await loadConfig(new Map(), surroundings());
    expect(loaded.config.script.endpoints.map(({ name, weight }) => [name, weight])).toEqual([
      ['one', 3],
      ['two', 1],
    ]);
    expect(loaded.config.script.endpoints[0]?.key?.reveal()).toBe('gsk-planted');
    expect(shownOf(loaded, 'script.endpoints')).toContain('"preset":"groq","key":"[redacted]"');
    expect(JSON.stringify(loaded) + inspect(loaded, { depth: 9 })).not.toContain('planted');
  });

  test('can come from the environment alone, several of them as JSON', async () => {
    const { config } = await loadConfig(
      new Map(),
      surroundings({
        REELWRIGHT_SCRIPT_BASE_URL: 'http://127.0.0.1:11434/v1',
        REELWRIGHT_SCRIPT_MODEL: 'qwen3',
        REELWRIGHT_SCRIPT_ENDPOINTS: '[{"name":"one","preset":"ollama"}]',
      }),
    );
    expect(config.script).toMatchObject({ baseUrl: 'http://127.0.0.1:11434/v1', model: 'qwen3' });
    expect(config.script.endpoints).toHaveLength(1);
  });

  test('take the usual key of a preset only where the preset is named', async () => {
    const env = { OPENAI_API_KEY: 'sk-usual', GROQ_API_KEY: 'gsk-usual' };
    expect((await loadConfig(new Map(), surroundings(env))).config.script.key).toBeUndefined();
    const named = { ...env, REELWRIGHT_SCRIPT_PRESET: 'openai' };
    expect((await loadConfig(new Map(), surroundings(named))).config.script.key?.reveal()).toBe('sk-usual');
    const own = { ...named, REELWRIGHT_SCRIPT_KEY: 'sk-own' };
    expect((await loadConfig(new Map(), surroundings(own))).config.script.key?.reveal()).toBe('sk-own');
    const several = { ...env, REELWRIGHT_SCRIPT_ENDPOINTS: '[{"name":"one","preset":"groq"}]' };
    const { config } = await loadConfig(new Map(), surroundings(several));
    expect(config.script.endpoints[0]?.key?.reveal()).toBe('gsk-usual');
  });

  test.each([
    ['REELWRIGHT_SCRIPT_ENDPOINTS', 'nonsense', 'script.endpoints'],
    ['REELWRIGHT_SCRIPT_ENDPOINTS', '[{"name":"one"}]', 'preset or baseUrl'],
    [
      'REELWRIGHT_SCRIPT_ENDPOINTS',
      '[{"name":"a","preset":"ollama"},{"name":"a","preset":"groq"}]',
      'one name',
    ],
    ['REELWRIGHT_SCRIPT_PRESET', 'azure', 'azure needs baseUrl'],
    ['REELWRIGHT_SCRIPT_BASE_URL', 'file:///etc/passwd', 'script.baseUrl'],
    ['REELWRIGHT_SCRIPT_BASE_URL', 'https://me:secret@example.org/v1', 'script.baseUrl'],
  ])('are refused when wrong: %s=%s', async (variable, value, words) => {
    const failure = loadConfig(new Map(), surroundings({ [variable]: value }));
    await expect(failure).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: expect.stringContaining(words),
    });
  });
});
