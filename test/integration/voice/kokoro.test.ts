import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createKokoroProvider } from '../../../src/voice/providers/kokoro/kokoro.js';
import type { VoiceProvider } from '../../../src/voice/voice.js';
import { testPacks } from '../../support/packs.js';
import { durationOf, faultsOf, loudnessOf, voiceContext } from '../../support/voice-calls.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';
import { createVoiceLog, eventually, isRunning } from '../../support/voice-log.js';

const log = createVoiceLog();
let provider: VoiceProvider;

// Generous: the machine may be busy with other tests.
jest.setTimeout(60_000);

beforeAll(async () => {
  provider = createKokoroProvider({
    packs: testPacks(),
    // Kept between runs: deriving the model takes seconds and its bytes are always the same.
    derivedDirectory: join(tmpdir(), 'reelwright-test-derived'),
    logger: log.logger,
    engineEntry: (await voiceEngineEntries()).kokoro,
  });
  // The first sentence loads, and on a new machine fetches, everything.
  await speak('Ready.');
}, 600_000);

afterAll(() => provider.close());

const speak = (
  text: string,
  overrides: Partial<Parameters<VoiceProvider['speak']>[0]> = {},
  context = voiceContext(),
) => provider.speak({ text, language: 'en-US', voice: 'af_heart', rate: 1, ...overrides }, context);

const faults = async (text: string, overrides: Partial<Parameters<VoiceProvider['speak']>[0]> = {}) => {
  const speech = await speak(text, overrides);
  const isSound = speech.samples.every(Number.isFinite) && loudnessOf(speech.samples) > 0.01;
  return [...faultsOf(speech.words, text, durationOf(speech)), ...(isSound ? [] : ['no sound'])];
};

describe('the neural voice', () => {
  test('speaks a paragraph with every word timed by the engine, at a human pace', async () => {
    const text =
      'In 1843, a young mathematician wrote down the first computer program, for a machine that did not exist.';
    const speech = await speak(text);
    expect(speech.timing).toBe('engine');
    expect(faultsOf(speech.words, text, durationOf(speech))).toEqual([]);
    expect(speech.samples.every(Number.isFinite)).toBe(true);
    expect(text.length / durationOf(speech)).toBeGreaterThan(10);
    expect(text.length / durationOf(speech)).toBeLessThan(20);
  });

  test('times what is long to say longer than what is long to write', async () => {
    const { words } = await speak('It cost $5,250,000 extraordinarily.', { rate: 1.5 });
    const lengthOf = (text: string) => {
      const word = words.find((candidate) => candidate.text === text);
      return (word?.endSec ?? 0) - (word?.startSec ?? 0);
    };
    expect(lengthOf('$5,250,000')).toBeGreaterThan(2 * lengthOf('extraordinarily.'));
  });

  test('speaks twice as fast when told to', async () => {
    const text = 'The engine ran on steam.';
    const plain = durationOf(await speak(text));
    expect(durationOf(await speak(text, { rate: 2 })) / plain).toBeLessThan(0.75);
  });

  test.each([
    ['en-GB', 'bf_emma', 'The machine came late; the program was already there.'],
    ['es-ES', 'ef_dora', '¿Quién escribió el primer programa? Ada, en 1843.'],
    ['fr-FR', 'ff_siwis', "L'idée d'Ada est partout aujourd'hui."],
    ['hi-IN', 'hf_alpha', 'उनके नोट्स मूल लेख से तीन गुना लंबे थे।'],
    ['it-IT', 'if_sara', 'La macchina non fu mai costruita.'],
    ['pt-BR', 'pf_dora', 'A máquina nunca foi construída.'],
  ])('speaks %s', async (language, voice, text) => {
    expect(await faults(text, { language, voice, rate: 2 })).toEqual([]);
  });

  test.each([
    '{\\fs4000}Huge{\\blur100} tags, and \\N forced \\h breaks.',
    'Quotes \' and ", a colon : a semicolon ; brackets [0:v] and commas, like drawtext=textfile=x.',
    '-i file:secret.txt -f lavfi',
    '%{pts} and $(touch owned) and `touch owned` and ../../etc/passwd',
    '\u202Ereversed\u202C by an override, zero\u200Bwidth, and a NUL-like \\u0000 written out.',
    'Emoji 🎬🚀, 100% & <tags> — and a very_long_identifier_that_does_not_break_anywhere_at_all.',
  ])('speaks the hostile text %j', async (text) => {
    expect(await faults(text, { rate: 2 })).toEqual([]);
  });

  test('speaks a text longer than the model takes at once', async () => {
    const text = 'A sentence of quite a few words to say it all. '.repeat(8).trim();
    expect(await faults(text, { rate: 2 })).toEqual([]);
  });

  test('says which languages it speaks when asked for another', async () => {
    await expect(speak('你好', { language: 'zh-CN' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      hint: expect.stringContaining('Hindi'),
    });
  });
});

describe('the process of the engine', () => {
  const long = 'The engine was never built. It would have weighed about fifteen tonnes.';

  test('is one for all sentences', async () => {
    await Promise.all([speak('One.'), speak('Two.')]);
    expect(log.processIds()).toHaveLength(1);
  });

  test('lets go of a caller who gives up, and goes on with the next', async () => {
    const abort = new AbortController();
    const given = speak(long, {}, voiceContext(abort.signal));
    const next = speak('Next.');
    setTimeout(() => abort.abort(), 50);
    await expect(given).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(durationOf(await next)).toBeGreaterThan(0.5);
  });

  test('killed in the middle of a sentence gives an error to try again on, and the next sentence is spoken', async () => {
    const killed = speak(long);
    const processId = log.processIds().at(-1);
    expect(processId).toBeGreaterThan(1);
    setTimeout(() => process.kill(processId ?? Number.NaN, 'SIGKILL'), 300);
    await expect(killed).rejects.toMatchObject({ code: 'PROVIDER_FAILED', retryable: true });
    expect(await faults('It is there again.')).toEqual([]);
    expect(log.processIds()).toHaveLength(2);
  });

  test('is gone after closing, and comes back when needed', async () => {
    await provider.close();
    const gone = log.processIds().at(-1) ?? Number.NaN;
    expect(gone).toBeGreaterThan(1);
    expect(await eventually(() => !isRunning(gone))).toBe(true);
    expect(await faults('Back.')).toEqual([]);
  });
});
