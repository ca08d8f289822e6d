import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitSentences } from '../../../src/script/sentences.js';
import { processorMs } from '../../support/processor-time.js';

describe('splitting into sentences', () => {
  test.each([
    ['Dr. Smith met Mr. J. R. Jones at 3.5 p.m. in the U.S. Navy yard. He left.', 2],
    ['He tried, e.g. Tuesday... Or did he? Yes.', 2],
    ['Wait… What was that?', 1],
    ['"Stop!" he said. Yahoo! is here.', 2],
    ['She lives in the U.S. The end.', 2],
    ['See Fig. 3 and No. 5. It cost $3.50.', 2],
    ['In Note G. She knew.', 2],
    ['Is it? Yes! Good.', 3],
  ])('finds in %j %d', (text, sentences) => {
    expect(splitSentences(text, 'en-US')).toHaveLength(sentences);
  });

  test('knows German ordinals', () => {
    expect(splitSentences('Sie kam am 3. Oktober. Er war 42. Die Stadt z.B. Berlin.', 'de-DE')).toHaveLength(
      3,
    );
  });

  test('knows the marks of scripts without capitals', () => {
    expect(splitSentences('機械はない。彼女は書いた！', 'ja-JP')).toEqual(['機械はない。', '彼女は書いた！']);
    expect(splitSentences('यह एक है। यह दो है।', 'hi-IN')).toHaveLength(2);
  });

  test('loses nothing but white space at the borders', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Dr. ', 'A', ' b. ', '"', '... ', '3', '. ', '! ', 'U.S. ', '。')),
        (parts) => {
          const text = parts.join('');
          expect(splitSentences(text, 'en').join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });

  test('cuts what is made of very many small parts in no time', () => {
    for (const part of ['1. ', 'x\n\n', '```\n']) {
      const startMs = processorMs();
      splitSentences(`a${part.repeat(30_000)}b`, 'en');
      expect(processorMs() - startMs).toBeLessThan(2_500);
    }
  });
});
