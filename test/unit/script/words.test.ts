import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joinWords, splitWords } from '../../../src/script/words.js';

describe('splitting a script into words', () => {
  test('keeps punctuation with its word', () => {
    expect(splitWords('Hello, world! It works.', 'en-US').map((word) => word.text)).toEqual([
      'Hello,',
      'world!',
      'It',
      'works.',
    ]);
  });

  test('cuts Japanese into words, quotes and stops attached', () => {
    const words = splitWords('彼女は「数字は音楽にもなれる」と書きました。', 'ja-JP');
    expect(words.length).toBeGreaterThan(6);
    expect(words.every((word) => !word.spaceBefore)).toBe(true);
    expect(words.some((word) => word.text.startsWith('「'))).toBe(true);
    expect(words.at(-1)?.text.endsWith('。')).toBe(true);
  });

  test('gives the text back, white space folded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const folded = text.split(/\s+/u).filter(Boolean).join(' ');
        expect(joinWords(splitWords(text, 'en'))).toBe(folded);
      }),
    );
  });
});
