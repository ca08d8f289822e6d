import { describe, expect, test } from '@jest/globals';
import type { SpokenWord } from '../../../../../src/voice/normalise/spoken-word.js';
import { eventTimes, placeWords } from '../../../../../src/voice/providers/espeak/event-times.js';
import { espeakVoiceName, espeakVoices } from '../../../../../src/voice/providers/espeak/voices.js';

const word = (text: string, after = ''): SpokenWord => ({ text, scriptIndex: 0, before: '', after });
const at = (text_position: number, audio_position: number, type = 'word') => ({
  type,
  text_position,
  audio_position,
});

/** 1 kHz, so that a sample is a millisecond: loud but for the given stretch. */
const sound = (durationMs: number, quietFrom = durationMs, quietTo = durationMs) => ({
  samples: Float32Array.from({ length: durationMs }, (_, index) =>
    index >= quietFrom && index < quietTo ? 0 : 0.5,
  ),
  sampleRateHz: 1000,
});

describe('the text that espeak reads', () => {
  test('has each word at the place that is told, counted in characters', () => {
    const placed = placeWords([word('Größe', ','), word('𝒙'), word('zählt', '…')]);
    expect(placed.text).toBe('Größe, 𝒙 zählt,');
    const characters = [...placed.text];
    expect(placed.places.map(({ from, to }) => characters.slice(from, to).join(''))).toEqual([
      'Größe',
      '𝒙',
      'zählt',
    ]);
  });
});

describe('the times of espeak words', () => {
  test('take the first of several events in one word', () => {
    const placed = placeWords([word('In'), word('1843'), word('she')]);
    const events = [at(1, 0), at(4, 100), at(5, 300), at(5, 500), at(9, 700)];
    expect(eventTimes(events, placed, sound(1000))).toEqual([
      { startSec: 0, endSec: 0.1 },
      { startSec: 0.1, endSec: 0.7 },
      { startSec: 0.7, endSec: 1 },
    ]);
  });

  test('end before the pause that follows', () => {
    const placed = placeWords([word('One', '.'), word('Two')]);
    const [first] = eventTimes([at(1, 0), at(6, 800)], placed, sound(1000, 500, 800));
    expect(first?.endSec).toBeCloseTo(0.5, 6);
  });

  test('are missing for words without sound, and other events are none', () => {
    const placed = placeWords([word('One'), word('…'), word('Two')]);
    const events = [at(1, 0, 'sentence'), at(1, 20), at(7, 400)];
    const times = eventTimes(events, placed, sound(1000));
    expect(times[1]).toBeUndefined();
    expect(times[0]).toEqual({ startSec: 0.02, endSec: 0.4 });
  });
});

describe('the voices of espeak', () => {
  test('are two for each of about a hundred languages, under ids of their own', () => {
    const languages = new Set(espeakVoices.map((voice) => voice.language.split('-')[0]));
    expect(languages.size).toBeGreaterThan(95);
    expect(new Set(espeakVoices.map(({ id }) => id)).size).toBe(espeakVoices.length);
    expect(new Set(espeakVoices.map(({ name }) => name)).size).toBeGreaterThan(espeakVoices.length - 5);
    expect(espeakVoices.every((voice) => voice.basic === true)).toBe(true);
  });

  test('have readable names and valid tags', () => {
    for (const { language, name } of espeakVoices) {
      expect(Intl.getCanonicalLocales(language)).toEqual([language]);
      expect(name).toMatch(/, (?:female|male)$/);
    }
    expect(espeakVoices.find(({ id }) => id === 'espeak-de-female')?.name).toBe('German, female');
  });

  test('are known to espeak by its own names', () => {
    expect(espeakVoiceName('espeak-de-male')).toBe('gmw/de');
    expect(espeakVoiceName('espeak-zh-cn-female')).toBe('sit/cmn+f2');
    expect(espeakVoiceName('af_heart')).toBeUndefined();
  });
});
