import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { keyPhrase, repeatsSentence } from '../../../../src/footage/cards/key-phrase.js';
import { languageScripts } from '../../../support/scripts.js';

describe('the key phrase of a scene', () => {
  test.each([
    ['Caffeine has the same shape.', 'Same shape'],
    ['The Earth spins under two bulges of water.', 'Two bulges of water'],
    ['Coffee wakes you up by lying to your brain.', 'Lying to your brain'],
    ['In Japan, a black cat brings good fortune.', 'Good fortune'],
    ['In 1843, a young mathematician wrote down the first computer program.', 'First computer program'],
    ['Your heart beats 100,000 times a day.', '100,000 times a day'],
    ['Her name was Ada Lovelace.', 'Ada Lovelace'],
    ['Why does it happen twice a day?', 'Twice a day?'],
    ['The engine was never built.', 'The engine'],
    ['Next time you stand at the beach, remember who moves.', 'Remember who moves'],
  ])('of “%s” is “%s”', (sentence, phrase) => {
    expect(keyPhrase(sentence, 'en-US')).toBe(phrase);
  });

  test.each(['A black cat is not bad luck.', "Money can't buy happiness.", 'Nothing stops the tide.'])(
    'does not say the opposite of “%s”',
    (sentence) => {
      expect(keyPhrase(sentence, 'en-US') ?? '').not.toMatch(/luck|happiness|tide/iu);
    },
  );

  test('is none where only the sentence itself would do', () => {
    for (const sentence of ['Stop.', 'Look up.', 'It changed everything.', '…', '']) {
      expect(keyPhrase(sentence, 'en-US')).toBeUndefined();
    }
  });

  test('holds the word that it is asked to hold, or is none', () => {
    const text = 'A giant octopus can slip through a hole no wider than a lemon.';
    expect(keyPhrase(text, 'en-US', { holding: 'lemon' })).toMatch(/lemon$/u);
    expect(keyPhrase(text, 'en-US', { holding: 'teapot' })).toBeUndefined();
  });

  test.each(languageScripts)('is a short part of a sentence in $language', ({ language, text }) => {
    const phrase = keyPhrase(text, language);
    expect(phrase).toBeDefined();
    expect([...(phrase ?? '')].length).toBeLessThanOrEqual(44);
    expect(text.toLowerCase().replace(/\s+/gu, ' ')).toContain((phrase ?? '').toLowerCase());
    expect(repeatsSentence(phrase ?? '', text, language)).toBe(false);
  });

  test('repeats no sentence, whatever the text', () => {
    const word = fc.constantFrom(
      'the',
      'moon',
      'pulls',
      'a',
      'quiet',
      'sea',
      'not',
      'why',
      'of',
      '月',
      'は',
      'никто',
    );
    const sentence = fc
      .tuple(fc.array(word, { minLength: 1, maxLength: 9 }), fc.constantFrom('.', '!', '?', ', and', ':'))
      .map(([words, end]) => words.join(' ') + end);
    const texts = fc.array(sentence, { minLength: 1, maxLength: 5 }).map((sentences) => sentences.join(' '));
    fc.assert(
      fc.property(texts, fc.constantFrom('en-US', 'ja-JP', 'ru-RU', 'ar-SA'), (text, language) => {
        const phrase = keyPhrase(text, language);
        expect(phrase === undefined || !repeatsSentence(phrase, text, language)).toBe(true);
      }),
    );
  });
});
