import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitWords } from '../../../src/script/words.js';
import { timeWordsByMarks } from '../../../src/voice/time-marks.js';
import { faultsOf } from '../../support/voice-calls.js';

/** `word@start-end`, with `_` for a space. */
const marksOf = (line: string) =>
  line.split(' ').map((entry) => {
    const [text = '', times = ''] = entry.split('@');
    const [startSec = 0, endSec = 0] = times.split('-').map(Number);
    return { text: text.replaceAll('_', ' '), startSec, endSec };
  });

const startsOf = (text: string, marks: string, durationSec = 10, language = 'en-US') =>
  timeWordsByMarks(splitWords(text, language), marksOf(marks), durationSec).map(
    (word) => `${word.text} ${word.startSec.toFixed(2)}`,
  );

describe('words by the marks of a service', () => {
  test('get the times of their own marks, punctuation or not', () => {
    expect(startsOf('Hello, world!', 'Hello@1-2 world@2-3')).toEqual(['Hello, 1.00', 'world! 2.00']);
  });

  test('get the time of all marks that a service cut them into', () => {
    expect(startsOf("It didn't re-open.", "It@0-1 did@1-2 n't@2-3 re@3-4 open@4-5")).toEqual([
      'It 0.00',
      "didn't 1.00",
      're-open. 3.00',
    ]);
  });

  test('keep their times around a number that was written out', () => {
    const starts = startsOf(
      'It cost $5.2 million then.',
      'It@0-1 cost@1-2 five@2-3 point@3-4 two@4-5 million@5-6 dollars@6-7 then@7-8',
    );
    expect(starts[1]).toBe('cost 1.00');
    expect(starts.at(-1)).toBe('then. 7.00');
    expect(Number(starts[3]?.split(' ')[1])).toBeCloseTo(5, 0);
  });

  test('share a mark that covers several of them', () => {
    expect(startsOf('New York is big', 'New_York@0-2 is@2-3 big@3-4')).toEqual([
      'New 0.00',
      'York 0.86',
      'is 2.00',
      'big 3.00',
    ]);
  });

  test('are found where a service skips one', () => {
    const starts = startsOf('one two three four', 'one@0-1 three@4-5 four@5-6');
    expect(starts[2]).toBe('three 4.00');
    expect(Number(starts[1]?.split(' ')[1])).toBeGreaterThanOrEqual(1);
  });

  test('are not drawn astray by a word that comes again', () => {
    expect(
      startsOf('the end of the road the end', 'the@0-1 end@1-2 of@2-3 the@3-4 road@4-5 the@5-6 end@6-7'),
    ).toEqual(['the 0.00', 'end 1.00', 'of 2.00', 'the 3.00', 'road 4.00', 'the 5.00', 'end 6.00']);
  });

  test('need no spaces', () => {
    expect(startsOf('今天天气很好。', '今天@0-1 天气@1-2 很好@2-3', 4, 'zh-CN')[1]).toBe('天气 1.00');
  });

  test('share the sound when there are no marks at all', () => {
    expect(faultsOf(timeWordsByMarks(splitWords('a b c', 'en-US'), [], 3), 'a b c', 3)).toEqual([]);
  });

  test('are in order, none empty, inside the sound, whatever the service says', () => {
    const mark = fc.record({
      text: fc.string({ maxLength: 8 }),
      startSec: fc.double({ min: 0, max: 20, noNaN: true }),
      endSec: fc.double({ min: 0, max: 20, noNaN: true }),
    });
    const words = fc.array(fc.stringMatching(/^\S{1,6}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.array(mark, { maxLength: 20 }), (list, marks) => {
        const text = list.join(' ');
        const timed = timeWordsByMarks(splitWords(text, 'en-US'), marks, 10);
        expect(faultsOf(timed, text, 10)).toEqual([]);
      }),
    );
  });
});
