import { describe, expect, test } from '@jest/globals';
import { linksOf } from '../../../src/script/sentence-links.js';

const placed = (...texts: string[]) => texts.map((text) => ({ text, block: 0, section: 0 }));
const plain = { language: 'en-US', hero: undefined };

describe('what a sentence cannot be told without', () => {
  test('is its subject, for a number that only `it` stands for', () => {
    const sentences = placed('Revenue rose to 842 million euros.', 'It had been 759 million euros.');
    expect(linksOf(sentences, plain)[1]).toEqual({ from: 0, to: 1 });
  });

  test('is the refutation of a belief, and the belief for its refutation', () => {
    const sentences = placed('Experts believed that prices would fall.', 'Shops closed.', 'They were wrong.');
    expect(linksOf(sentences, plain)[0]).toEqual({ from: 0, to: 2 });
    expect(linksOf(sentences, plain)[2]).toEqual({ from: 0, to: 2 });
  });

  test('is the answer, for a question and for what announces it', () => {
    const sentences = placed(
      'Why do bees live long?',
      'Bees are raised differently.',
      'There are two reasons.',
      'Fat.',
    );
    expect(linksOf(sentences, plain).map(({ to }) => to)).toEqual([1, 1, 3, 3]);
  });

  test('is nothing where a pronoun can only mean the hero, and no support over a heading', () => {
    const hero = { name: 'Varga', pronoun: /^she(?= )/iu };
    const sentences = [
      ...placed('Varga was born in 1902.', 'She left Vienna.', 'She compared them daily.'),
      { text: 'They ran well.', block: 1, section: 1 },
    ];
    expect(linksOf(sentences, { ...plain, hero }).map(({ from }) => from)).toEqual([0, 1, 1, -1]);
  });
});
