import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { createKokoroProvider } from '../../../src/voice/providers/kokoro/kokoro.js';
import type { VoiceProvider } from '../../../src/voice/voice.js';
import { testPacks } from '../../support/packs.js';
import { durationOf, faultsOf, loudnessOf, voiceContext } from '../../support/voice-calls.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';

let provider: VoiceProvider;

beforeAll(async () => {
  provider = createKokoroProvider({
    packs: testPacks(),
    // Kept between runs: deriving the model takes seconds and its bytes are always the same.
    derivedDirectory: join(tmpdir(), 'reelwright-test-derived'),
    logger: silentLogger,
    engineEntry: (await voiceEngineEntries()).kokoro,
  });
});

afterAll(() => provider.close());

const speak = (text: string, overrides: Partial<Parameters<VoiceProvider['speak']>[0]> = {}) =>
  provider.speak({ text, language: 'en-US', voice: 'af_heart', rate: 1, ...overrides }, voiceContext());

describe('the neural voice', () => {
  test('speaks a scene with every word timed by the engine', async () => {
    const text = 'Her name was Ada Lovelace. In 1843 she wrote, for $5.2M, a program.';
    const speech = await speak(text);
    expect(speech.timing).toBe('engine');
    expect(faultsOf(speech.words, text, durationOf(speech))).toEqual([]);
    expect(durationOf(speech)).toBeGreaterThan(4);
    expect(durationOf(speech)).toBeLessThan(12);
    expect(loudnessOf(speech.samples)).toBeGreaterThan(0.01);
  }, 120_000);
});
