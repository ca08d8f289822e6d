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
    expect(config.voice.providers).toEqual(['kokoro', 'flite', 'espeak']);
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
