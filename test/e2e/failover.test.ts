import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type MisbehaviourName, misbehaviourNames } from '../fakes/misbehaviours.js';
import {
  type ProviderKind,
  plantedKeys,
  providerKinds,
  shortAnswer,
  startAllProviders,
} from '../support/all-providers.js';
import { type CommandOutcome, createDesk, runCommandLine } from '../support/command-line.js';
import { type FilmReport, readReport } from '../support/film-report.js';
import { realMedia } from '../support/online-sources.js';
import { filesBelow, filesWithKeys, keysIn } from '../support/planted-keys.js';
import { temporaryDirectories } from '../support/temporary-directory.js';
import { eventually } from '../support/voice-log.js';

const minutes = 60_000;
/** A film waits mostly for providers that are silent, so several are made side by side. */
const atOnce = 4;
/** Far less than the time for which one silent provider could be waited for. */
const longestSec = 240;

type Trial = {
  readonly title: string;
  readonly kinds: readonly ProviderKind[];
  readonly misbehaviour: MisbehaviourName;
  /** For one try of a request; as configured by nobody when absent. */
  readonly timeoutSec?: number;
};

/** What is left of a trial once its desk is gone. */
type Made = {
  readonly outcome: CommandOutcome;
  readonly tookSec: number;
  readonly asked: Readonly<Record<string, number>>;
  readonly credits: string;
  readonly storyboard: string;
  readonly filesWithKeys: readonly string[];
  readonly fileCount: number;
  readonly allSocketsClosed: boolean;
};

const allAtOnce = misbehaviourNames.map(
  (misbehaviour): Trial => ({
    title: misbehaviour,
    kinds: providerKinds,
    misbehaviour,
    timeoutSec: 2,
  }),
);
const kindByKind: readonly Trial[] = [
  { title: 'the first language model', kinds: ['script'], misbehaviour: 'errors without end (500)' },
  { title: 'every voice service', kinds: ['voice'], misbehaviour: 'a refused key (401)' },
  { title: 'every source of pictures', kinds: ['footage'], misbehaviour: 'a page of HTML' },
];
const nobody: Trial = { title: 'nobody', kinds: [], misbehaviour: 'garbage' };

const newDirectory = temporaryDirectories();
const made = new Map<string, Made>();

const makeFilm = async (
  { kinds, misbehaviour, timeoutSec }: Trial,
  media: Awaited<ReturnType<typeof realMedia>>,
): Promise<Made> => {
  const providers = await startAllProviders(media);
  const desk = await createDesk({
    ...providers.env,
    ...(timeoutSec === undefined ? {} : { REELWRIGHT_NET_TIMEOUT_SEC: String(timeoutSec) }),
  });
  try {
    providers.misbehave(kinds, misbehaviour);
    const startedMs = performance.now();
    const outcome = await runCommandLine(desk, [
      ...['make', 'Cats on sofas', '--duration', '5', '--quality', 'draft', '--transition', 'cut'],
      ...['--captions', 'minimal', '--music', 'none', '--json', '--log-level', 'trace'],
    ]);
    const tookSec = (performance.now() - startedMs) / 1_000;
    const films = await filesBelow(desk.films).catch(() => []);
    const textOf = async (ending: string): Promise<string> => {
      const file = films.find((one) => one.endsWith(ending));
      return file === undefined ? '' : readFile(file, 'utf8');
    };
    return {
      ...{ outcome, tookSec, asked: providers.asked() },
      credits: await textOf('.credits.txt'),
      storyboard: await textOf('.storyboard.json'),
      filesWithKeys: await filesWithKeys(desk.directory, plantedKeys),
      fileCount: (await filesBelow(desk.directory)).length,
      allSocketsClosed: await eventually(() => providers.openSockets() === 0, 5_000),
    };
  } finally {
    await providers.close();
    await desk.remove();
  }
};

beforeAll(async () => {
  const media = await realMedia(await newDirectory());
  const waiting = [nobody, ...allAtOnce, ...kindByKind];
  const work = async (): Promise<void> => {
    for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift()) {
      made.set(trial.title, await makeFilm(trial, media));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}, 15 * minutes);

afterAll(() => made.clear());

const find = ({ title }: Trial): Made => {
  const found = made.get(title);
  if (found === undefined) {
    throw new Error(`There is no film for ${title}.`);
  }
  return found;
};

const code = '(?:PROVIDER|ANSWER|ADDRESS)_[A-Z_]+';

const expectPassed = ({ outcome, tookSec }: Made): FilmReport => {
  const film = readReport(outcome);
  expect(film.review.passed).toBe(true);
  expect(film.review.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(film.sceneCount).toBe(shortAnswer.scenes.length);
  expect(tookSec).toBeLessThan(longestSec);
  return film;
};

const expectScriptReplaced = (film: FilmReport): void => {
  expect(film.degraded.join('\n')).toMatch(
    new RegExp(`second wrote the script, since others could not \\(first: ${code}\\)`, 'u'),
  );
};

const expectVoicesReplaced = (film: FilmReport, { credits, storyboard }: Made): void => {
  const said = film.degraded.join('\n');
  expect(said).toMatch(/flite \(\w+\) spoke in place of the wanted voice/u);
  for (const service of ['azure', 'openai', 'elevenlabs', 'edge']) {
    expect(said).toMatch(new RegExp(`${service}: ${code}`, 'u'));
  }
  expect(credits).toContain('Flite');
  expect(credits).not.toMatch(/Azure|ElevenLabs|OpenAI|Edge/u);
  expect(storyboard).toContain(shortAnswer.scenes[0].narration);
};

const expectPicturesReplaced = (film: FilmReport, { credits }: Made): void => {
  const said = film.degraded.join('\n');
  const sources = ['Pexels', 'Pixabay', 'Openverse', 'Wikimedia Commons', 'NASA', 'The Internet Archive'];
  for (const source of sources) {
    expect(said).toMatch(new RegExp(`${source} could not be searched for every scene \\(${code}\\)`, 'u'));
  }
  expect(said).toMatch(new RegExp(`from generated pictures could not be used \\(${code}\\)`, 'u'));
  expect(said).toContain('Scenes 1 and 2 show a card');
  expect(film.scenes?.map(({ picture }) => picture)).toEqual(['card', 'card']);
  expect(credits).not.toMatch(/Pexels|Pixabay|Openverse|Commons|NASA|Archive/u);
};

const expectNoKeys = ({ outcome, filesWithKeys: leaks, fileCount }: Made): void => {
  expect(keysIn(outcome.stdout, plantedKeys)).toEqual([]);
  expect(keysIn(outcome.stderr, plantedKeys)).toEqual([]);
  expect(leaks).toEqual([]);
  expect(fileCount).toBeGreaterThan(10);
};

describe('a film from a topic while every provider misbehaves', () => {
  test.each(allAtOnce.map((trial) => [trial.title, trial] as const))(
    'is made, reviewed and honest with %s',
    (_title, trial) => {
      const one = find(trial);
      const film = expectPassed(one);
      expectScriptReplaced(film);
      expectVoicesReplaced(film, one);
      expectPicturesReplaced(film, one);
      expectNoKeys(one);
      expect(one.allSocketsClosed).toBe(true);
      expect(Object.entries(one.asked).filter(([, requests]) => requests === 0)).toEqual([]);
    },
  );
});

describe('a film from a topic', () => {
  test('has its words, voice and pictures from the services when they are well', () => {
    const one = find(nobody);
    const film = expectPassed(one);
    expect(film.degraded).toEqual([]);
    expect(one.credits).toContain('Azure Speech');
    expect(film.scenes?.map(({ picture }) => picture)).not.toContain('card');
    expect(one.asked).toMatchObject({ second: 0, elevenlabs: 0, edge: 0, generated: 0 });
    expectNoKeys(one);
  });

  test.each(kindByKind.map((trial) => [trial.title, trial] as const))(
    'loses nothing else when %s misbehaves',
    (_title, trial) => {
      const one = find(trial);
      const film = expectPassed(one);
      const [kind] = trial.kinds;
      if (kind === 'script') {
        expectScriptReplaced(film);
        expect(film.degraded).toHaveLength(1);
      } else if (kind === 'voice') {
        expectVoicesReplaced(film, one);
        expect(film.degraded).toEqual([expect.anything(), expect.stringContaining('basic')]);
      } else {
        expectPicturesReplaced(film, one);
        expect(one.credits).toContain('Azure Speech');
      }
      expectNoKeys(one);
    },
  );
});
