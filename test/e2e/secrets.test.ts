import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listConfigLeaves } from '../../src/config/leaves.js';
import { configSchema } from '../../src/config/schema.js';
import { type FakeServer, startFakeServer } from '../fakes/fake-server.js';
import { type CommandOutcome, createDesk, type Desk, runCommandLine } from '../support/command-line.js';

const minutes = 60_000;

/** With characters that URLs spell otherwise, and a mark that nothing else can hold. */
const plantedFor = (name: string): string => `planted/${name}+0x7E57=`;
const leaves = listConfigLeaves(configSchema);
const planted = leaves.filter(({ secret }) => secret).map(({ key }) => plantedFor(key));
const keyOfEndpoint = plantedFor('script.endpoints.key');

const spellings = [...planted, keyOfEndpoint].flatMap((key) => [
  key,
  encodeURIComponent(key),
  JSON.stringify(key).slice(1, -1),
  Buffer.from(key).toString('base64').replace(/=+$/, ''),
]);

let fake: FakeServer;
let desk: Desk;
let outcomes: CommandOutcome[];

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
  REELWRIGHT_LOG_LEVEL: 'trace',
});

const filesBelow = async (directory: string): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const keysIn = (text: string): string[] => spellings.filter((spelling) => text.includes(spelling));

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
  ]) {
    outcomes.push(await runCommandLine(desk, words));
  }
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
      expect(keysIn(stdout)).toEqual([]);
      expect(keysIn(stderr)).toEqual([]);
    }
  });

  test('are in no file of the data directory and in no film folder', async () => {
    const files = await filesBelow(desk.directory);
    const texts = await Promise.all(files.map((file) => readFile(file, 'latin1')));
    // The words of the script are found, so a key would be.
    expect(texts.some((text) => text.includes('sixteen hours'))).toBe(true);
    expect(files.filter((_file, index) => keysIn(texts[index] ?? '').length > 0)).toEqual([]);
  });

  test('are in no complaint about the configuration itself', async () => {
    const outcome = await runCommandLine(desk, ['config'], { env: { REELWRIGHT_LOG_LEVEL: 'loud' } });
    expect(outcome.exitCode).not.toBe(0);
    const tooLong = 'planted-and-too-long'.repeat(400);
    const refused = await runCommandLine(desk, ['config'], { env: { REELWRIGHT_SCRIPT_KEY: tooLong } });
    expect(refused.exitCode).not.toBe(0);
    for (const { stdout, stderr } of [outcome, refused]) {
      expect(keysIn(`${stdout}${stderr}`)).toEqual([]);
      expect(`${stdout}${stderr}`).not.toContain('planted-and-too-long');
    }
  });
});
