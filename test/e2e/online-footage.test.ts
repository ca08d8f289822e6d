import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { Behaviour } from '../fakes/behaviours.js';
import { type FakeServer, startFakeServer } from '../fakes/fake-server.js';
import {
  commonsRoutes,
  mediaRoutes,
  openverseRoutes,
  pexelsRoutes,
  pixabayRoutes,
} from '../fakes/footage-sources.js';
import { type CommandOutcome, createDesk, type Desk, runCommandLine } from '../support/command-line.js';
import { type FilmReport, readReport } from '../support/film-report.js';
import { realMedia } from '../support/online-sources.js';
import { temporaryDirectories } from '../support/temporary-directory.js';

const minutes = 60_000;
const plantedKey = 'planted-key-77aa';
const scenes = [
  'The small grey cat was sleeping on the old sofa for the whole long afternoon.',
  'And while it slept there, the cat was dreaming of another and much softer sofa.',
];

const newDirectory = temporaryDirectories();
let desk: Desk;
let fakes: readonly FakeServer[];
let pexels: FakeServer;
let outcome: CommandOutcome;
let film: FilmReport;

const make = async (...options: string[]): Promise<CommandOutcome> => {
  const script = join(desk.directory, 'script.txt');
  await writeFile(script, scenes.join('\n\n'));
  return runCommandLine(desk, [
    ...['make', 'Cats', '--script', script, '--quality', 'draft', '--json', '--log-level', 'debug'],
    ...options,
  ]);
};

const everyFile = async (directory: string): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

beforeAll(async () => {
  const media = await realMedia(await newDirectory());
  const files = mediaRoutes(media);
  pexels = await startFakeServer({ ...pexelsRoutes, ...files });
  const pixabay = await startFakeServer({ ...pixabayRoutes, ...files });
  const openverse = await startFakeServer({ ...openverseRoutes, ...files });
  const commons = await startFakeServer({ ...commonsRoutes, ...files });
  fakes = [pexels, pixabay, openverse, commons];
  desk = await createDesk({
    REELWRIGHT_FOOTAGE_PEXELS_KEY: plantedKey,
    REELWRIGHT_FOOTAGE_PEXELS_BASE_URL: pexels.origin,
    REELWRIGHT_FOOTAGE_PIXABAY_KEY: plantedKey,
    REELWRIGHT_FOOTAGE_PIXABAY_BASE_URL: pixabay.origin,
    REELWRIGHT_FOOTAGE_OPENVERSE_BASE_URL: openverse.origin,
    REELWRIGHT_FOOTAGE_COMMONS_BASE_URL: commons.origin,
  });
  // Each source fails in another way, and the files of the last one are broken before they come whole.
  const failing: readonly (readonly [FakeServer, Behaviour])[] = [
    [pexels, { kind: 'status', status: 401 }],
    [pixabay, { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
    [openverse, { kind: 'garbage' }],
  ];
  for (const [fake, behaviour] of failing) {
    fake.misbehaveAlways(behaviour);
  }
  commons.misbehaveNext([{ kind: 'half-body' }], 'GET /files/photo-21/1920px*');
  outcome = await make('--footage-from', 'pexels,pixabay,openverse,commons');
  film = readReport(outcome);
}, 5 * minutes);

afterAll(async () => {
  await desk.remove();
  await Promise.all(fakes.map((fake) => fake.close()));
});

describe('a film whose sources of pictures fail', () => {
  test('is made with what is left, passes its review, and says what failed', () => {
    expect(film.review.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(film.scenes?.map(({ picture }) => picture)).toEqual(['still', 'card']);
    const said = film.degraded.join('\n');
    expect(said).toMatch(/Pexels could not be searched .*PROVIDER_UNAUTHORIZED/);
    expect(said).toMatch(/Pixabay could not be searched .*PROVIDER_RATE_LIMITED/);
    expect(said).toMatch(/Openverse could not be searched .*PROVIDER_ANSWER_INVALID/);
    expect(said).toMatch(/Scene 2 shows a card/);
  });

  test('credits what it shows in the words of the licence', async () => {
    const credits = await readFile(film.creditsFile, 'utf8');
    expect(credits).toMatch(/“Cat sleeping on sofa” by Jo .* is licensed under CC BY 4\.0/);
  });

  test('keeps the keys to itself', async () => {
    expect(outcome.stdout + outcome.stderr).not.toContain(plantedKey);
    for (const file of [...(await everyFile(desk.home)), ...(await everyFile(desk.films))]) {
      expect((await readFile(file)).includes(plantedKey)).toBe(false);
    }
  });

  test(
    'shows pictures of the sources that work again when it is made again, without a word',
    async () => {
      pexels.misbehaveAlways(undefined);
      const again = readReport(await make('--footage-from', 'pexels'));
      expect(again.scenes?.map(({ picture }) => picture)).toEqual(['clip', 'still']);
      expect(again.degraded).toEqual([expect.stringContaining('voice for English is a basic one')]);
      expect(await readFile(again.creditsFile, 'utf8')).toContain('by Joey Farina on Pexels');
    },
    3 * minutes,
  );
});

describe('the command line', () => {
  test('searches footage', async () => {
    pexels.misbehaveAlways(undefined);
    const { exitCode, stdout } = await runCommandLine(desk, [
      'footage',
      'search',
      'cat sofa',
      '--from',
      'pexels',
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('pexels 1448735  a cat sleeping on a sofa');
    expect(stdout).toContain('Pexels License');
  });

  test('shows on the storyboard what online sources have', async () => {
    const script = join(desk.directory, 'script.txt');
    const options = ['--script', script, '--footage-from', 'pexels', '--json'];
    const { exitCode, stdout } = await runCommandLine(desk, ['storyboard', 'Cats', ...options]);
    expect(exitCode).toBe(0);
    const { file } = z.object({ file: z.string() }).parse(JSON.parse(stdout));
    expect((await readFile(file)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  test('says which source is not set up', async () => {
    const { exitCode, stderr } = await make('--footage-from', 'generated');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('footage.generated.baseUrl');
  });

  test('asks the configured sources whether they work', async () => {
    const { stdout } = await runCommandLine(desk, ['doctor', '--online']);
    expect(stdout).toMatch(/✓ pexels \(footage\) answers/);
    expect(stdout).toMatch(/✗ .*pixabay/i);
    expect(stdout).not.toMatch(/openverse/);
  });
});
