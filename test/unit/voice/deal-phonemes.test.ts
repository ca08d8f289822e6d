import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dealPhonemes } from '../../../src/voice/deal-phonemes.js';

describe('dealing phonemes out to words', () => {
  test('follows the words pronounced alone, though vowels have changed', () => {
    expect(
      dealPhonemes(
        ['f', 'ɚ', 'ð', 'ə', 'f', 'ˈɜː', 's', 't'],
        [
          ['f', 'ˈɔːɹ'],
          ['ð', 'ˈə'],
          ['f', 'ˈɜː', 's', 't'],
        ],
      ),
    ).toEqual([
      ['f', 'ɚ'],
      ['ð', 'ə'],
      ['f', 'ˈɜː', 's', 't'],
    ]);
  });

  test('gives an extra sound to the word before it', () => {
    expect(
      dealPhonemes(
        ['p', 'ɚ', 'ɹ', 'ʌ', 'v'],
        [
          ['p', 'ɚ'],
          ['ʌ', 'v'],
        ],
      ),
    ).toEqual([
      ['p', 'ɚ', 'ɹ'],
      ['ʌ', 'v'],
    ]);
  });

  test('always returns every sound once and in order, whatever the words', () => {
    const phonemes = fc.array(fc.constantFrom('a', 'e', 't', 's', 'ˈoʊ', 'n'), { maxLength: 12 });
    fc.assert(
      fc.property(phonemes, fc.array(phonemes, { minLength: 1, maxLength: 5 }), (spoken, isolated) => {
        const parts = dealPhonemes(spoken, isolated);
        expect(parts).toHaveLength(isolated.length);
        expect(parts.flat()).toEqual(spoken);
      }),
    );
  });
});
