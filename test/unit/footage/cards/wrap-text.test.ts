import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wrapText } from '../../../../src/footage/cards/wrap-text.js';

const measure = (text: string): number => [...text].length;

test('fills lines with whole words and ends what is left over in an ellipsis', () => {
  const wrap = (text: string) => wrapText(text, { measure, maxWidth: 12, maxLines: 2 });
  expect(wrap('One two.')).toEqual(['One two.']);
  expect(wrap('One two three, four.')).toEqual(['One two', 'three, four.']);
  expect(wrap('One two three four five six')).toEqual(['One two', 'three four…']);
  expect(wrap('')).toEqual([]);
});

test('breaks between words of scripts without spaces, and anywhere in a word that is too long', () => {
  const lines = wrapText('阿达写下了第一个计算机程序。', { measure, maxWidth: 8, maxLines: 3 });
  expect(lines.join('')).toBe('阿达写下了第一个计算机程序。');
  expect(wrapText('a'.repeat(40), { measure, maxWidth: 8, maxLines: 2 })).toEqual(['aaaaaaa…']);
});

test('never makes more or wider lines than asked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      const lines = wrapText(text, { measure, maxWidth: 10, maxLines: 3 });
      expect(lines.length).toBeLessThanOrEqual(3);
    }),
  );
});
