import { describe, expect, test } from '@jest/globals';
import { findVoices } from '../../../src/voice/find-voices.js';
import { microsoftVoices } from '../../../src/voice/providers/microsoft-voices.js';
import { sampleText } from '../../../src/voice/sample-text.js';

const voices = microsoftVoices({ provider: 'azure' });
const idsOf = (filter: Parameters<typeof findVoices>[1]) => findVoices(voices, filter).map(({ id }) => id);

describe('looking for a voice', () => {
  test('by language finds every region, own speakers before those of many languages', () => {
    const ids = idsOf({ language: 'de' });
    expect(ids.slice(0, 2)).toEqual(['de-DE-KatjaNeural', 'de-DE-ConradNeural']);
    expect(ids).toContain('de-AT-IngridNeural');
    expect(ids.indexOf('en-US-AvaMultilingualNeural')).toBeGreaterThan(ids.indexOf('de-CH-JanNeural'));
  });

  test('by region finds that region only, however it is spelled', () => {
    expect(idsOf({ language: 'de-AT' })).toEqual(['de-AT-IngridNeural', 'de-AT-JonasNeural']);
    expect(idsOf({ language: 'de_at' })).toEqual(idsOf({ language: 'de-AT' }));
  });

  test('finds voices that are plainly machines after those that are not', () => {
    const basic = { ...voices[0], id: 'robot', provider: 'espeak', basic: true } as (typeof voices)[number];
    const ids = findVoices([basic, ...voices], { language: 'en-US' }).map(({ id }) => id);
    expect(ids.indexOf('robot')).toBe(ids.length - 1);
  });

  test('by all that is asked at once', () => {
    expect(idsOf({ language: 'en', gender: 'male', style: 'cheerful' })).toEqual([
      'en-US-GuyNeural',
      'en-GB-RyanNeural',
    ]);
    expect(idsOf({ offline: true })).toEqual([]);
    expect(idsOf({})).toHaveLength(voices.length);
  });
});

test('there is a sample for every language that is listed', () => {
  for (const { language } of voices) {
    expect(sampleText(language)).toMatch(/\p{L}/u);
  }
  expect(sampleText('zh-HK')).not.toBe(sampleText('zh-CN'));
  expect(sampleText('is-IS')).toMatch(/íslenska: 1, 2/i);
});

test('every id is there once, and says its language', () => {
  expect(new Set(voices.map(({ id }) => id)).size).toBe(voices.length);
  expect(voices.every(({ id, language }) => id.startsWith(`${language}-`))).toBe(true);
});
