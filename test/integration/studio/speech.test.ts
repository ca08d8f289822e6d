import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { createSpeech, type SpeechUses } from '../../../src/studio/speech.js';
import { createVoiceChain } from '../../../src/voice/chain.js';
import { createPitchShifter } from '../../../src/voice/shift-pitch-step.js';
import { createSceneSpeaker } from '../../../src/voice/speak-step.js';
import type { VoiceProvider } from '../../../src/voice/voice.js';
import { decodeWav } from '../../../src/voice/wav.js';
import { createFakeVoice, voiceFailure } from '../../support/fake-voice-provider.js';
import { testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepWorld } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

jest.setTimeout(60_000);

const directories = temporaryDirectories();
let directory: string;
let world: Awaited<ReturnType<typeof createStepWorld>>;

beforeEach(async () => {
  directory = await directories();
  // What a program keeps is closed to requests, so it lies beside what they may name.
  world = await createStepWorld(await directories());
});
afterEach(() => world.store.close());

const speechBy = (...providers: VoiceProvider[]): SpeechUses => {
  const chain = createVoiceChain({ providers, logger: silentLogger });
  const voices = { ...chain, ...createSceneSpeaker(chain, createPitchShifter(testFfmpegLocator())) };
  return createSpeech({
    engine: world.engine,
    film: { artifacts: world.artifacts, ffmpeg: testFfmpegLocator(), voices } as never,
    outputDirectory: join(directory, 'out'),
    inputRoots: [directory],
  });
};

const hummer = (failures?: readonly unknown[]) =>
  createFakeVoice({
    name: 'hummer',
    voices: ['ada en-US female', 'grete de-DE female'],
    ...(failures === undefined ? {} : { failures }),
  });

const loudest = async (file: string): Promise<number> =>
  decodeWav(await readFile(file)).samples.reduce((high, sample) => Math.max(high, Math.abs(sample)), 0);

describe('speaking into a file', () => {
  test('gives a WAVE file as long as it says, named after its words, in the output folder', async () => {
    const speech = await speechBy(hummer()).speak({ text: 'Good morning, Ada.' });
    expect(speech.file).toMatch(/\/out\/Good-morning-Ada-[0-9a-f]{6}\.wav$/);
    const { samples, sampleRateHz } = decodeWav(await readFile(speech.file));
    expect(samples.length / sampleRateHz).toBeCloseTo(speech.durationSec, 2);
    expect(speech.words.map(({ text }) => text)).toEqual(['Good', 'morning,', 'Ada.']);
  });

  test('gives the same file for the same wish, and another for another', async () => {
    const speech = speechBy(hummer());
    const first = await speech.speak({ text: 'Hello.' });
    expect((await speech.speak({ text: 'Hello.' })).file).toBe(first.file);
    expect((await speech.speak({ text: 'Hello.', delivery: { volume: 0.5 } })).file).not.toBe(first.file);
  });

  test('is as loud as it was asked to be', async () => {
    const speech = speechBy(hummer());
    const whole = await loudest((await speech.speak({ text: 'Hello.' })).file);
    const half = await loudest((await speech.speak({ text: 'Hello.', delivery: { volume: 0.5 } })).file);
    expect(half / whole).toBeCloseTo(0.5, 2);
  });

  test.each(['mp3', 'm4a'] as const)('writes %s', async (format) => {
    const speech = await speechBy(hummer()).speak({ text: 'Hello there.', format });
    const ffmpeg = await testFfmpegLocator().get();
    const facts = await ffmpeg.probe(speech.file, new AbortController().signal);
    expect(facts.audio).toBeDefined();
    expect(Math.abs(facts.durationSec - speech.durationSec)).toBeLessThan(0.3);
  });

  test('without words says a sample in the language of the voice', async () => {
    const speech = await speechBy(hummer()).speak({ voice: 'grete' });
    expect(speech).toMatchObject({ language: 'de-DE', voice: 'grete' });
    expect(speech.file).toContain('sample-grete');
  });

  test('tells who stood in', async () => {
    const broken = createFakeVoice({
      name: 'broken',
      voices: ['bea en-US female'],
      failures: [voiceFailure('broken', false)],
    });
    const speech = await speechBy(broken, hummer()).speak({ text: 'Hello.' });
    expect(speech).toMatchObject({ provider: 'hummer', degraded: [expect.stringContaining('broken')] });
  });
});

describe('what cannot be had', () => {
  test('is said, where it is a style that the voice does not have', async () => {
    const { degraded } = await speechBy(hummer()).speak({
      ...{ text: 'Hello.', delivery: { style: 'cheerful' } },
    });
    expect(degraded).toEqual(['The voice ada has no style "cheerful". It has none.']);
  });

  test('is refused, where it is a folder and a file stands in its place', async () => {
    await writeFile(join(directory, 'out'), '');
    await expect(speechBy(hummer()).speak({ text: 'Hello.' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      hint: expect.stringContaining('output.directory'),
    });
  });
});

describe('a file that is named', () => {
  test('is written there, in the format that its name says', async () => {
    const outputFile = join(directory, 'hello.wav');
    expect(await speechBy(hummer()).speak({ text: 'Hello.', outputFile })).toMatchObject({ format: 'wav' });
    expect((await readFile(outputFile)).toString('latin1', 0, 4)).toBe('RIFF');
  });

  test.each([
    ['outside the roots', '/etc/hello.wav', 'PATH_ESCAPE'],
    ['without a format', 'hello.txt', 'INPUT_INVALID'],
  ])('%s is refused', async (_, name, code) => {
    const outputFile = name.startsWith('/') ? name : join(directory, name);
    await expect(speechBy(hummer()).speak({ text: 'Hello.', outputFile })).rejects.toMatchObject({ code });
  });

  test('through a link that leads outside is refused', async () => {
    await symlink('/tmp', join(directory, 'away'));
    const outputFile = join(directory, 'away', 'hello.wav');
    await expect(speechBy(hummer()).speak({ text: 'Hello.', outputFile })).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
  });

  test('that is there already is left alone', async () => {
    const outputFile = join(directory, 'mine.wav');
    await writeFile(outputFile, 'mine');
    await expect(speechBy(hummer()).speak({ text: 'Hello.', outputFile })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    expect(await readFile(outputFile, 'utf8')).toBe('mine');
  });
});

test('speech that takes too long goes on, and the next call finds it done', async () => {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = hummer();
  const speech = speechBy({
    ...slow,
    speak: async (request, context) => {
      await gate;
      return slow.speak(request, context);
    },
  });
  await expect(speech.speak({ text: 'Hello.' }, { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'PROVIDER_TIMEOUT',
    hint: expect.stringContaining('the work goes on'),
  });
  release();
  while ((await world.row('export-speech'))?.state !== 'done') {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await speech.speak({ text: 'Hello.' });
  expect(slow.calls).toHaveLength(1);
});

test('a page of voices says how many there are in all', async () => {
  await mkdir(join(directory, 'out'), { recursive: true });
  const page = await speechBy(hummer()).listVoices({ limit: 1, offset: 1 });
  expect(page).toMatchObject({ total: 2, voices: [{ id: 'grete' }] });
});
