import { describe, expect, test } from '@jest/globals';
import { splitWords } from '../../../src/script/words.js';
import { onlyPhonetic, respell } from '../../../src/voice/respell.js';
import { toTextPassages } from '../../../src/voice/text-passages.js';
import { timeWordsByMarks } from '../../../src/voice/time-marks.js';

const language = 'en-US';
const pronunciations = [
  { word: 'nguyen', say: 'nwin' },
  { word: 'New York', say: 'noo yawk' },
  { word: 'H. M. S.', say: 'her' },
  { word: 'Ghibli', ipa: 'ˈdʒɪbli' },
];
const respelled = (text: string) => respell(splitWords(text, language), pronunciations, language);
const sent = (text: string): string | undefined =>
  toTextPassages(respelled(text), { limit: 1_000, sizeOf: ({ length }) => length })[0]?.text;

describe('a respelling', () => {
  test('takes the place of its word, and leaves the marks and the possessive around it', () => {
    expect(sent('“Nguyen,” she said, is (Nguyen’s) name.')).toBe("“nwin,” she said, is (nwin's) name.");
  });

  test('is dealt out to the words it is for, and may say more or less than they are', () => {
    expect(respelled('In New York, now.').map(({ said }) => said)).toEqual(['In', 'noo', 'yawk,', 'now.']);
    expect(sent('The H. M. S. Beagle')).toBe('The her. Beagle');
  });

  test('leaves words alone whose pronunciation is phonetic signs only, and names them', () => {
    expect(sent('Studio Ghibli')).toBe('Studio Ghibli');
    expect(onlyPhonetic(pronunciations)).toEqual(['Ghibli']);
  });

  test('gives its times to the words of the script, as the script writes them', () => {
    const words = respelled('Mr. Nguyen loves New York.');
    const marks = ['Mr', 'nwin', 'loves', 'noo', 'yawk'].map((text, index) => ({
      ...{ text, startSec: index, endSec: index + 0.9 },
    }));
    expect(timeWordsByMarks(words, marks, 5)).toEqual(
      ['Mr.', 'Nguyen', 'loves', 'New', 'York.'].map((text, index) => ({
        ...{ text, spaceBefore: index > 0, startSec: index },
        endSec: expect.closeTo(index + 0.9, 5),
      })),
    );
  });
});
