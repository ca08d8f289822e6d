import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { createFliteProvider } from '../../../src/voice/providers/flite/flite.js';
import type { VoiceProvider } from '../../../src/voice/voice.js';
import { durationOf, faultsOf, loudnessOf, voiceContext } from '../../support/voice-calls.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';

let provider: VoiceProvider;

beforeAll(async () => {
  provider = createFliteProvider({ logger: silentLogger, engineEntry: (await voiceEngineEntries()).flite });
});

afterAll(() => provider.close());

const speak = (text: string, overrides: Partial<Parameters<VoiceProvider['speak']>[0]> = {}) =>
  provider.speak({ text, language: 'en-US', voice: 'slt', rate: 1, ...overrides }, voiceContext());

describe('the small voice', () => {
  test.each(['slt', 'rms', 'awb', 'kal16'])('speaks as %s with every word timed', async (voice) => {
    const text = 'In 1843, Dr. Smith wrote the first program: it cost $5.2M — and ran!';
    const speech = await speak(text, { voice });
    expect(faultsOf(speech.words, text, durationOf(speech))).toEqual([]);
    expect(durationOf(speech)).toBeGreaterThan(4);
    expect(durationOf(speech)).toBeLessThan(12);
    expect(loudnessOf(speech.samples)).toBeGreaterThan(0.01);
  });

  test('marks words where they sound: a pause lies between two sentences', async () => {
    const { words } = await speak('It is a loop. Then it ended.');
    const loop = words.find(({ text }) => text === 'loop.');
    const then = words.find(({ text }) => text === 'Then');
    expect((then?.startSec ?? 0) - (loop?.endSec ?? 0)).toBeGreaterThan(0.15);
  });

  test('takes about half the time at twice the rate', async () => {
    const text = 'The engine could compute the numbers.';
    const plain = durationOf(await speak(text));
    const fast = durationOf(await speak(text, { rate: 2 }));
    expect(fast / plain).toBeGreaterThan(0.4);
    expect(fast / plain).toBeLessThan(0.65);
  });

  test('goes on in one process, however many sentences there are', async () => {
    for (let at = 1; at <= 24; at += 1) {
      expect((await speak(`Stop ${at}.`)).words).toHaveLength(2);
    }
  }, 60_000);

  test('says that it speaks English only', async () => {
    await expect(speak('Hola', { language: 'es-ES' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
    });
  });
});
