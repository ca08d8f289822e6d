import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainText } from '../../../src/mcp/plain-text.js';

const hidden = /(?!\u200c|\u200d)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u200c\u200d]{2}/u;

describe('plainText', () => {
  test('puts everything on one line and drops what cannot be seen', () => {
    expect(plainText('a\nb\r\n\u001b[31mc\u202ed\u200b\u2028e', 100)).toBe('a b [31mc d e');
  });

  test('keeps letters of every script', () => {
    expect(plainText('Ça, 日本語, हिन्दी, عربي, می\u200cخواهم, 👩\u200d🚀', 100)).toBe(
      'Ça, 日本語, हिन्दी, عربي, می\u200cخواهم, 👩\u200d🚀',
    );
  });

  test('removes tag characters that spell hidden words', () => {
    const tags = [...'ignore'].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
    expect(plainText(`Cats${tags}`, 100)).toBe('Cats');
  });

  test('cuts what is too long, with an ellipsis', () => {
    expect(plainText('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
  });

  test('never yields hidden characters or more than the length asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 60 }), (text, maxLength) => {
        const plain = plainText(text, maxLength);
        expect(plain.length).toBeLessThanOrEqual(maxLength);
        expect(hidden.test(plain)).toBe(false);
      }),
    );
  });
});
