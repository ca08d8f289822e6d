import { describe, expect, test } from '@jest/globals';
import { dependsOnBefore, withoutConnective } from '../../../src/script/anaphora.js';

describe('sentences that lean on the one before', () => {
  test.each([
    'It rose by 12 percent.',
    'However, prices fell.',
    'About half came from Asia.',
    'More than 40 percent were sold abroad.',
    'Three years later the bridge fell.',
    'The main reason is that cities renew their pipes.',
    'The report was false, as engineers found.',
    'Varga wanted to make one that fitted into a suitcase.',
    'Nobody bought it.',
    'There is a bulge of water on the side that faces it.',
    'Harold Finch, who had seen her clock, heard of it and got her out.',
  ])('%s', (sentence) => {
    expect(dependsOnBefore(sentence, 'en-US')).toBe(true);
  });

  test.each([
    'About half of the revenue came from Asia.',
    'Revenue rose by 11 percent to 842 million euros.',
    'Three years after the war the bridge fell.',
    'The result of the vote is known.',
    'It was in 1843 that the tunnel opened.',
  ])('not: %s', (sentence) => {
    expect(dependsOnBefore(sentence, 'en-US')).toBe(false);
  });

  test('lose the word that tied them there', () => {
    expect(withoutConnective('So the near side is pulled.', 'en-US')).toBe('The near side is pulled.');
    expect(withoutConnective('However, prices fell.', 'en-US')).toBe('Prices fell.');
  });
});
