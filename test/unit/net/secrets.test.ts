import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createScrub, shownUrl } from '../../../src/net/secrets.js';

describe('scrubbing', () => {
  test('leaves no spelling of a secret in any text', () => {
    const secret = fc.string({ minLength: 6, maxLength: 40 }).filter((text) => text.trim().length > 5);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
        const scrub = createScrub([value]);
        const spellings = [value, encodeURIComponent(value), Buffer.from(value).toString('base64')];
        for (const spelling of spellings) {
          expect(scrub(`${before} ${spelling} ${after}`).includes(spelling)).toBe(
            // A text may happen to hold the mark itself.
            '[redacted]'.includes(spelling),
          );
        }
      }),
    );
  });

  test('finds the secret inside an authorization', () => {
    expect(createScrub(['Bearer sk-12345'])('The key sk-12345 is wrong, Bearer holder.')).toBe(
      'The key [redacted] is wrong, Bearer holder.',
    );
  });

  test('makes no holes for values too short to be secrets', () => {
    expect(createScrub(['a', ''])('a banana')).toBe('a banana');
  });
});

describe('a URL that is shown', () => {
  test('has lost what is named like a credential or was given as one', () => {
    const url = 'https://me:pw@api.example/v1?q=sea&key=k1&api_key=k2&access_token=k3&mine=k4#part';
    expect(shownUrl(url, ['mine'])).toBe('https://api.example/v1?q=sea');
  });
});
