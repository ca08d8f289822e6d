import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { createEspeakProvider } from '../../../src/voice/providers/espeak/espeak.js';
import { espeakVoices } from '../../../src/voice/providers/espeak/voices.js';
import type { VoiceProvider } from '../../../src/voice/voice.js';
import { testPacks } from '../../support/packs.js';
import { durationOf, faultsOf, loudnessOf, voiceContext } from '../../support/voice-calls.js';
import { voiceEngineEntries } from '../../support/voice-engines.js';

let provider: VoiceProvider;

jest.setTimeout(60_000);

beforeAll(async () => {
  provider = createEspeakProvider({
    packs: testPacks(),
    logger: silentLogger,
    engineEntry: (await voiceEngineEntries()).espeak,
  });
});

afterAll(() => provider.close());

const speak = (text: string, language: string, gender = 'male', rate = 1) => {
  const voice = espeakVoices.find((one) => one.language === language && one.gender === gender)?.id ?? '';
  return provider.speak({ text, language, voice, rate }, voiceContext());
};

const peakOf = (samples: Float32Array): number =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

describe('the voice for a hundred languages', () => {
  test.each([
    ['de', 'Größe zählt: 1843 kostete das Buch 12,50 € — und heute?'],
    ['ar', 'في عام 1843 كتبت أول برنامج حاسوب، ولم تُبنَ الآلة.'],
    ['ru', 'В 1843 году она написала первую программу.'],
    ['el', 'Η μηχανή δεν κατασκευάστηκε ποτέ.'],
    ['ko', '그 기계는 결코 만들어지지 않았다.'],
    ['vi', 'Cỗ máy chưa bao giờ được chế tạo.'],
    ['pl', 'Maszyna nigdy nie powstała; kosztowała 5%.'],
    ['en-US', 'In 1843, Dr. Smith paid $5.2M.'],
  ])('speaks %s with every word timed, loud and unclipped', async (language, text) => {
    const speech = await speak(text, language);
    expect(faultsOf(speech.words, text, durationOf(speech))).toEqual([]);
    expect(loudnessOf(speech.samples)).toBeGreaterThan(0.03);
    expect(peakOf(speech.samples)).toBeLessThan(0.9);
    expect(text.length / durationOf(speech)).toBeGreaterThan(5);
    expect(text.length / durationOf(speech)).toBeLessThan(25);
  });

  test('speaks Chinese, whose words have no spaces', async () => {
    const speech = await speak('你好世界，这是一个测试。', 'zh-CN');
    expect(speech.words.map(({ text }) => text).join('')).toBe('你好世界，这是一个测试。');
    expect(durationOf(speech)).toBeGreaterThan(1.5);
  });

  test('has a voice that works behind every name it lists', async () => {
    const faulty: string[] = [];
    for (const { id, language, gender } of espeakVoices) {
      const peak = peakOf((await speak('10 20 30', language, gender, 2)).samples);
      if (peak < 0.1 || peak > 0.9) {
        faulty.push(`${id}: ${peak}`);
      }
    }
    expect(faulty).toEqual([]);
  });

  test('sounds otherwise as a woman than as a man', async () => {
    const [male, female] = [await speak('Guten Tag.', 'de'), await speak('Guten Tag.', 'de', 'female')];
    expect(crossings(female.samples)).not.toBe(crossings(male.samples));
  });

  test('takes about half the time at twice the rate', async () => {
    const text = 'Die Maschine wurde niemals gebaut.';
    const ratio =
      durationOf(await speak(text, 'de', 'male', 2)) / durationOf(await speak(text, 'de', 'male'));
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(0.7);
  });

  test('says so when a voice is not one of its own', async () => {
    await expect(
      provider.speak({ text: 'Hola', language: 'es-ES', voice: 'slt', rate: 1 }, voiceContext()),
    ).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });
});

/** How often the wave changes its sign: a rough measure of pitch and colour. */
const crossings = (samples: Float32Array): number =>
  samples.reduce(
    (count, sample, index) => count + (sample >= 0 !== (samples[index - 1] ?? 0) >= 0 ? 1 : 0),
    0,
  );
