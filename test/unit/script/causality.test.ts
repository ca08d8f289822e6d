import { describe, expect, test } from '@jest/globals';
import { asksForReason, isCausal, isConclusion } from '../../../src/script/causality.js';

describe('explanations', () => {
  test.each(['Why the sea rises', 'How bees survive the winter', 'The science behind bread'])(
    'are what "%s" asks for',
    (title) => {
      expect(asksForReason(title, 'en-GB')).toBe(true);
    },
  );

  test.each([undefined, 'How to repair a tyre', 'The year 2024 in review', 'The lens that saved ships'])(
    'are not what "%s" asks for',
    (title) => {
      expect(asksForReason(title, 'en')).toBe(false);
    },
  );

  test.each([
    ['It exists because the Earth is pulled.', 'en', true],
    ['A full cycle therefore takes 24 hours.', 'en', true],
    ['No one has been there since 1954.', 'en', false],
    ['Das Meer steigt, weil der Mond zieht.', 'de', true],
    ['La mer monte parce que la Lune tire.', 'fr', true],
    ['The sea rises.', 'xx', false],
  ])('tells whether "%s" says why', (text, language, expected) => {
    expect(isCausal(text, language)).toBe(expected);
  });

  test('are drawn together by a conclusion', () => {
    expect(isConclusion('That is why there are two high tides.')).toBe(true);
    expect(isConclusion('He stayed because it rained.')).toBe(false);
  });
});
