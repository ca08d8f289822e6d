import { splitWords } from '../../src/script/words.js';
import type { TimedWord } from '../../src/voice/voice.js';

/** Words of a text, spoken one after another at an even pace. */
export const evenlySpoken = (text: string, language = 'en-US', wordSec = 0.3): TimedWord[] =>
  splitWords(text, language).map((word, index) => ({
    ...word,
    startSec: index * wordSec,
    endSec: (index + 1) * wordSec - 0.02,
  }));

/** Every character 0.6 em wide. */
export const plainMeasure = (text: string): number => [...text].length * 0.6;
