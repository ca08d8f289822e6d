import { describe, expect, test } from '@jest/globals';
import { createFontBook } from '../../../../src/footage/cards/fonts.js';

const has = (characters: string) => (point: number) => characters.includes(String.fromCodePoint(point));
const latin = { family: 'latin', bold: true, covers: has('abcdefghijklmnopqrstuvwxyz123 ') };
const thin = { family: 'thin', bold: false, covers: has('שלום') };
const bold = { family: 'bold', bold: true, covers: has('שלום') };

describe('choosing a font for a text', () => {
  const book = createFontBook(() => [latin], [thin, bold]);

  test('takes the bundled font where it has every letter', () => {
    expect(book.match('headline', 'abc')).toEqual({ families: '"latin"', text: 'abc', bundled: true });
  });

  test('takes a bold face of a pack for headlines and a light one for small lines', () => {
    expect(book.match('headline', 'שלום')?.families).toBe('"bold"');
    expect(book.match('body', 'שלום')?.families).toBe('"thin"');
  });

  test('pairs two fonts for a text in two scripts', () => {
    expect(book.match('headline', 'abc שלום')?.families).toBe('"latin", "bold"');
  });

  test('leaves out symbols that no font has, and refuses letters that no font has', () => {
    expect(book.match('headline', 'abc ☃')?.text).toBe('abc');
    expect(book.match('headline', 'abc ж')).toBeUndefined();
    expect(book.match('headline', '☃')).toBeUndefined();
  });
});
