import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainText, webAddress } from '../../../src/footage/clean-metadata.js';

describe('words of a source', () => {
  test('lose their markup and keep their text', () => {
    expect(plainText('<a href="//x" title="User:Jo">Jo Bloggs</a>, <i>Paris</i>', 100)).toBe(
      'Jo Bloggs, Paris',
    );
    expect(plainText('Tom &amp; Jerry &lt;3', 100)).toBe('Tom & Jerry <3');
  });

  test('lose scripts with all that is in them', () => {
    expect(plainText('before<script>alert("no")</script><style>a{}</style> after', 100)).toBe('before after');
  });

  test('lose characters that cannot be seen or turn a line around', () => {
    expect(plainText('a\u0000b\u202Ec\u200Bd\ne', 100)).toBe('a b c d e');
  });

  test('are cut between characters, never within one', () => {
    expect(plainText('🐙'.repeat(50), 5)).toBe('🐙🐙🐙🐙…');
  });

  test('of whatever kind become one short line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.integer({ min: 2, max: 60 }),
        (foreign, length) => {
          const text = plainText(foreign, length);
          expect([...text].length).toBeLessThanOrEqual(length);
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(text).toBe(text.trim());
        },
      ),
    );
  });

  test('of a megabyte are not read to their end', () => {
    expect(plainText('<b>'.repeat(400_000), 10)).toBe('');
  });
});

describe('addresses of a source', () => {
  test.each([
    ['https://a.example/b c', 'https://a.example/b%20c'],
    ['//upload.wikimedia.org/x.jpg', 'https://upload.wikimedia.org/x.jpg'],
    ['http://a.example/', 'http://a.example/'],
  ])('%s can be used', (given, expected) => {
    expect(webAddress(given)).toBe(expected);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,<script>',
    'file:///etc/passwd',
    'https://user:password@a.example/',
    'ftp://a.example/',
    'nonsense',
    '',
    `https://a.example/${'x'.repeat(3_000)}`,
  ])('%s cannot', (given) => {
    expect(webAddress(given)).toBeUndefined();
  });
});
