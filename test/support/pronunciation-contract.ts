import { expect, test } from '@jest/globals';
import type { Speech } from '../../src/voice/voice.js';
import { durationOf, faultsOf } from './voice-calls.js';

/** With what to be respelled, a word, two in a row, and one that phonetic signs alone tell how to say. */
export const respelledRequest = {
  text: 'Mr. Nguyen’s lamp, in New York — twice.',
  language: 'en-US',
  rate: 1,
  pronunciations: [
    { word: 'Nguyen', say: 'nwin' },
    { word: 'New York', say: 'noo yawk' },
    { word: 'lamp', ipa: 'læmp' },
  ],
};

/** The fakes hum every word, 0.35 s after the one before; a dash is none. */
const startOf = (index: number): number => 0.2 + 0.35 * index;

/**
 * What every voice of a service does with pronunciations: respellings are in what it is sent, captions keep the words of
 * the script, and their times are those of what was said for them.
 *
 * @param speak Speaks `respelledRequest`; `sent` is everything that the service was told.
 * @param toleranceSec How far off a word may be; for services that tell no times.
 */
export const testPronunciations = (
  name: string,
  speak: () => Promise<{ readonly speech: Speech; readonly sent: string }>,
  toleranceSec = 0.02,
): void => {
  test(`${name} says words as it is told, and times the words of the script`, async () => {
    const { speech, sent } = await speak();
    expect(sent).toMatch(/\bnwin\b/u);
    expect(sent).toMatch(/\bnoo yawk\b/u);
    expect(sent).toMatch(/\blamp\b/u);
    expect(faultsOf(speech.words, respelledRequest.text, durationOf(speech))).toEqual([]);
    const late = speech.words.filter(
      ({ text, startSec }, index) =>
        /\p{L}/u.test(text) && Math.abs(startSec - startOf(index)) > toleranceSec,
    );
    expect(late).toEqual([]);
  });
};
