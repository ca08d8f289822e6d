import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { splitWords } from '../../../src/script/words.js';
import { createVoices, type Voices } from '../../../src/voice/voices.js';
import { localVoices } from '../../support/local-voices.js';
import { testPacks } from '../../support/packs.js';
import { durationOf, faultsOf, voiceContext } from '../../support/voice-calls.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';

let voices: Voices;
const { signal } = new AbortController();

// Generous: the machine may be busy with other tests.
jest.setTimeout(120_000);

beforeAll(async () => {
  voices = createVoices({
    ...localVoices(),
    packs: testPacks(),
    derivedDirectory: join(tmpdir(), 'reelwright-test-derived'),
    logger: silentLogger,
    engineEntries: await voiceEngineEntries(),
  });
});

afterAll(() => voices.close());

const text =
  'In 1843, a young mathematician wrote down the first computer program. It was for a machine that did not exist, and cost $5,000.';
const speak = (words: string, voice: string, language = 'en-US') =>
  voices.speak({ text: words, language, voice, rate: 1 }, voiceContext());

describe('speech that is written down', () => {
  test('has the words that were said, and when', async () => {
    const speech = await speak(text, 'af_heart');
    const heard = await voices.recogniser.recognise(speech, { signal });
    expect(heard.language).toBe('en');
    expect(heard.text).toMatch(/1843, a young mathematician wrote down the first computer program/);
    for (const wanted of speech.words.filter((word) =>
      /mathematician|computer|machine|exist/.test(word.text),
    )) {
      const found = heard.words.find((word) => word.text.startsWith(wanted.text.slice(0, 5)));
      expect(Math.abs((found?.startSec ?? Number.NaN) - wanted.startSec)).toBeLessThan(0.4);
    }
  });

  test('has its numbers in words on request', async () => {
    const speech = await speak('It sold 25 cars in 1960.', 'slt');
    const { text: heard } = await voices.recogniser.recognise(speech, {
      signal,
      language: 'en-US',
      numbersAsWords: true,
    });
    expect(heard).toMatch(/twenty.five/i);
    expect(heard).not.toMatch(/\d/);
  });

  test('is nothing where nobody speaks', async () => {
    const hum = Float32Array.from({ length: 48_000 }, (_, index) => 0.01 * Math.sin(index / 40));
    const heard = await voices.recogniser.recognise({ samples: hum, sampleRateHz: 16_000 }, { signal });
    expect(heard.words.length).toBeLessThan(8);
  });
});

describe('speech that is aligned to its words', () => {
  test('has word starts within 60 ms of the voice’s own in the mean', async () => {
    const speech = await speak(text, 'af_heart');
    const aligned = await voices.aligner.alignWords(
      speech,
      splitWords(text, 'en-US'),
      { language: 'en-US' },
      voiceContext(),
    );
    expect(aligned.timing).toBe('aligned');
    expect(aligned.confidence).toBeGreaterThan(0.4);
    expect(faultsOf(aligned.words, text, durationOf(speech))).toEqual([]);
    const errors = aligned.words.map(({ startSec }, index) =>
      Math.abs(startSec - (speech.words[index]?.startSec ?? Number.NaN)),
    );
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.06);
  });

  test('is estimated in a language that nobody here reads', async () => {
    const speech = await speak('One two three.', 'slt');
    const words = splitWords('いち に さん', 'ja-JP');
    const aligned = await voices.aligner.alignWords(speech, words, { language: 'ja-JP' }, voiceContext());
    expect(aligned).toMatchObject({
      timing: 'estimated',
      words: words.map((word) => expect.objectContaining(word)),
    });
  });
});
