import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listConfigLeaves } from '../../src/config/leaves.js';
import { configSchema } from '../../src/config/schema.js';
import { type FakeServer, startFakeServer } from '../fakes/fake-server.js';
import {
  builtMain,
  type CommandOutcome,
  createDesk,
  type Desk,
  runCommandLine,
} from '../support/command-line.js';
import { filesBelow, filesWithKeys, keysIn, plantedFor } from '../support/planted-keys.js';
import { initializeParams, startStdioProcess } from '../support/stdio-process.js';

const minutes = 60_000;

const leaves = listConfigLeaves(configSchema);
const planted = leaves.filter(({ secret }) => secret).map(({ key }) => plantedFor(key));
const keyOfEndpoint = plantedFor('script.endpoints.key');

const keys = [...planted, keyOfEndpoint];

let fake: FakeServer;
let desk: Desk;
let outcomes: CommandOutcome[];
/** All that a host of the MCP server saw of it. */
let hosted: { readonly answers: readonly string[]; readonly stderr: string };

/** Every secret set, every address pointed at a server that refuses all keys and repeats them. */
const plantedEnvironment = (origin: string): Record<string, string> => ({
  ...Object.fromEntries(
    leaves.filter(({ secret }) => secret).map(({ key, variable }) => [variable, plantedFor(key)]),
  ),
  ...Object.fromEntries(
    leaves.filter(({ key }) => key.endsWith('.baseUrl')).map(({ variable }) => [variable, `${origin}/v1`]),
  ),
  ...Object.fromEntries(
    leaves.filter(({ key }) => key.endsWith('.endpoint')).map(({ variable }) => [variable, origin]),
  ),
  REELWRIGHT_SCRIPT_ENDPOINTS: JSON.stringify([
    { name: 'second', baseUrl: `${origin}/v1`, key: keyOfEndpoint },
  ]),
  REELWRIGHT_VOICE_PROVIDERS: 'azure,openai,elevenlabs,edge,flite',
  REELWRIGHT_VOICE_EDGE_URL: origin.replace('http', 'ws'),
  REELWRIGHT_FOOTAGE_ONLINE: 'always',
  REELWRIGHT_FOOTAGE_PROVIDERS: 'pexels,pixabay,openverse,commons,nasa,archive,generated',
  REELWRIGHT_FOOTAGE_GENERATED_MODEL: 'gpt-image-1',
  REELWRIGHT_LOG_LEVEL: 'trace',
});

/** What a model asks of the server that makes it speak to a provider. */
const calls: readonly (readonly [tool: string, parameters: object])[] = [
  ['list_voices', {}],
  ['synthesize_voice', { text: 'A cat sleeps.' }],
  ['find_footage', { query: 'cat sofa' }],
  ['generate_video_script', { video_subject: 'Cats' }],
  ['generate_video_terms', { video_subject: 'Cats', video_script: 'A cat sleeps on a sofa.' }],
  ['create_video', { video_subject: 'Cats' }],
];

const callTools = async (): Promise<typeof hosted> => {
  const server = startStdioProcess([builtMain], desk.env);
  const answers: string[] = [];
  try {
    await server.request('initialize', initializeParams);
    server.notify('notifications/initialized');
    for (const [name, parameters] of calls) {
      answers.push(JSON.stringify(await server.request('tools/call', { name, arguments: parameters })));
    }
  } finally {
    server.endInput();
    await server.exited;
  }
  return { answers, stderr: server.stderr() };
};

beforeAll(async () => {
  fake = await startFakeServer({});
  fake.misbehaveAlways({ kind: 'status', status: 401 });
  desk = await createDesk(plantedEnvironment(fake.origin));
  const script = join(desk.directory, 'script.txt');
  await writeFile(script, 'A cat sleeps for sixteen hours a day.');
  outcomes = [];
  for (const words of [
    ['config'],
    ['config', '--json'],
    ['doctor', '--online', '--json'],
    ['voices', '--json'],
    ['make', 'Cats', '--script', script, '--quality', 'draft', '--music', 'none', '--json'],
    ['make', 'A topic for a language model', '--quality', 'draft', '--json'],
    ['script', 'A topic for a language model', '--json'],
    ['speak', 'A cat sleeps.'],
    ['footage', 'search', 'cat sofa'],
  ]) {
    outcomes.push(await runCommandLine(desk, words));
  }
  hosted = await callTools();
}, 5 * minutes);

afterAll(async () => {
  await desk.remove();
  await fake.close();
});

describe('keys in the configuration', () => {
  test('are there to be found: every command read them, and a film was made', () => {
    expect(planted.length).toBeGreaterThan(1);
    expect(outcomes[0]?.stdout).toContain('[redacted]');
    expect(outcomes.map(({ exitCode }) => exitCode).slice(0, 2)).toEqual([0, 0]);
    expect(JSON.parse(outcomes[4]?.stdout ?? '{}')).toMatchObject({ ok: true });
  });

  test('are in nothing that is printed or logged, at the most talkative level', () => {
    for (const { stdout, stderr } of outcomes) {
      expect(keysIn(stdout, keys)).toEqual([]);
      expect(keysIn(stderr, keys)).toEqual([]);
    }
  });

  test('are sent to every provider there is, which refuses them', () => {
    const sent = JSON.stringify(
      fake.requests.map(({ url, headers, body }) => [url.href, headers, String(body)]),
    );
    const unused = leaves
      .filter(({ secret }) => secret)
      .map(({ key }) => key)
      .filter((key) => keysIn(sent, [plantedFor(key)]).length === 0);
    // The token is what callers of our own server show.
    expect(unused.filter((key) => !key.startsWith('http.'))).toEqual([]);
  });

  test('are in no answer of a tool, whichever provider it asked', () => {
    expect(hosted.answers).toHaveLength(calls.length);
    expect(hosted.answers.filter((answer) => keysIn(answer, keys).length > 0)).toEqual([]);
    expect(keysIn(hosted.stderr, keys)).toEqual([]);
  });

  test('are in no file of the data directory and in no film folder', async () => {
    const files = await filesBelow(desk.directory);
    const texts = await Promise.all(files.map((file) => readFile(file, 'latin1')));
    // The words of the script are found, so a key would be.
    expect(texts.some((text) => text.includes('sixteen hours'))).toBe(true);
    expect(await filesWithKeys(desk.directory, keys)).toEqual([]);
  });

  test('are in no complaint about the configuration itself', async () => {
    const outcome = await runCommandLine(desk, ['config'], { env: { REELWRIGHT_LOG_LEVEL: 'loud' } });
    expect(outcome.exitCode).not.toBe(0);
    const tooLong = 'planted-and-too-long'.repeat(400);
    const refused = await runCommandLine(desk, ['config'], { env: { REELWRIGHT_SCRIPT_KEY: tooLong } });
    expect(refused.exitCode).not.toBe(0);
    for (const { stdout, stderr } of [outcome, refused]) {
      expect(keysIn(`${stdout}${stderr}`, keys)).toEqual([]);
      expect(`${stdout}${stderr}`).not.toContain('planted-and-too-long');
    }
  });
});
