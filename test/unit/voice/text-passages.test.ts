import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joinWords, type ScriptWord, splitWords } from '../../../src/script/words.js';
import { respell } from '../../../src/voice/respell.js';
import { joinSpeech, speakInPassages, toTextPassages } from '../../../src/voice/text-passages.js';
import type { Speech } from '../../../src/voice/voice.js';
import { faultsOf } from '../../support/voice-calls.js';

const said = (text: string, language: string) => respell(splitWords(text, language), [], language);
const inLetters = (limit: number) => ({ limit, sizeOf: (text: string) => text.length });
const textsOf = (text: string, limit: number): string[] =>
  toTextPassages(said(text, 'en-US'), inLetters(limit)).map((passage) => passage.text);

describe('cutting a text', () => {
  test('ends passages at sentences where it can, else at clauses, else between words', () => {
    expect(textsOf('One two. Three four five. Six.', 20)).toEqual(['One two.', 'Three four five.', 'Six.']);
    expect(textsOf('One two, three four five six', 18)).toEqual(['One two,', 'three four five', 'six']);
    expect(textsOf('“One two.” Three four', 16)).toEqual(['“One two.”', 'Three four']);
  });

  test('leaves a short text whole, and a word longer than the limit', () => {
    expect(textsOf('One two.', 100)).toEqual(['One two.']);
    expect(textsOf('a bbbbbbbbbb c', 5)).toEqual(['a', 'bbbbbbbbbb', 'c']);
  });

  test('cuts scripts without spaces', () => {
    const words = said('今天天气很好。我们去公园。', 'zh-CN');
    expect(toTextPassages(words, inLetters(12)).map(({ text }) => text)).toEqual([
      '今天天气很好。',
      '我们去公园。',
    ]);
  });

  test('loses no word and keeps to the limit, whatever the text', () => {
    const word = fc.stringMatching(/^[a-zéß]{1,9}[.,]?$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 12, max: 60 }),
        (list, limit) => {
          const words = said(list.join(' '), 'en-US');
          const passages = toTextPassages(words, inLetters(limit));
          expect(passages.flatMap((passage) => passage.words)).toEqual(words);
          expect(passages.every(({ text }) => text.length <= limit)).toBe(true);
        },
      ),
    );
  });
});

const rateHz = 1000;
const toneOf = (words: readonly ScriptWord[]): Speech => {
  const samples = new Float32Array(rateHz * (words.length + 2));
  samples.fill(0.5, rateHz, samples.length - rateHz);
  return {
    samples,
    sampleRateHz: rateHz,
    words: words.map((word, index) => ({ ...word, startSec: 1 + index, endSec: 2 + index })),
    timing: 'engine',
  };
};

test('speech in passages is one sound with the times of all words', async () => {
  const text = 'One two. Three four five. Six.';
  const speech = await speakInPassages({ text, language: 'en-US' }, inLetters(20), async (passage) => ({
    ...toneOf(passage.words),
    timing: passage.text === 'Six.' ? 'estimated' : 'engine',
  }));
  expect(joinWords(speech.words)).toBe(text);
  expect(faultsOf(speech.words, text, speech.samples.length / rateHz)).toEqual([]);
  expect(speech.timing).toBe('estimated');
  // Six seconds of tone, a breath at both ends of each, two pauses; not the six seconds of silence around them.
  expect(speech.samples.length / rateHz).toBeCloseTo(6 + 3 * 0.18 + 2 * 0.25, 1);
});

test('one passage is left as it is', () => {
  const speech = toneOf(splitWords('One.', 'en-US'));
  expect(joinSpeech([speech])).toBe(speech);
});
