import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { breakLines, breakWord } from '../../../../src/footage/cards/line-breaking.js';
import { splitWords } from '../../../../src/script/words.js';

/** Every character a unit wide. */
const widthOf = (text: string): number => [...text].length;
const lines = (text: string, width: number): string[] | undefined =>
  breakLines(splitWords(text, 'en'), width, widthOf);

describe('breaking lines', () => {
  test('evens the lines out instead of filling the first', () => {
    expect(lines('one two three four five six', 20)).toEqual(['one two three', 'four five six']);
  });

  test('leaves no short word alone at the end where that can be avoided', () => {
    expect(lines('anything goes now', 14)).toEqual(['anything', 'goes now']);
  });

  test('gives up when a word is wider than a line', () => {
    expect(lines('a dampfmaschinenrechenanlage', 12)).toBeUndefined();
  });

  test('keeps every word in order, within the width, on as few lines as can be', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 }), {
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 9, max: 30 }), (list, width) => {
        const broken = lines(list.join(' '), width) ?? [];
        expect(broken.join(' ')).toBe(list.join(' '));
        expect(Math.max(...broken.map(widthOf))).toBeLessThanOrEqual(width);
        const total = widthOf(list.join(' '));
        expect(broken.length).toBeGreaterThanOrEqual(Math.ceil(total / (width + 1)));
      }),
    );
  });

  test('cuts a long word by characters that belong together', () => {
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
    expect(breakWord(`ab${family}cd`, 5, widthOf)).toEqual(['ab', family, 'cd']);
  });
});
