import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cue } from '../../../src/captions/cue.js';
import { captionLook } from '../../../src/captions/look.js';
import { planCues } from '../../../src/captions/plan.js';
import { joinWords } from '../../../src/script/words.js';
import type { TimedWord } from '../../../src/voice/voice.js';
import { evenlySpoken, plainMeasure } from '../../support/caption-words.js';
import { adaScript, languageScripts } from '../../support/scripts.js';

const frame = { widthPx: 1080, heightPx: 1920, style: 'karaoke' } as const;
const plan = (words: readonly TimedWord[], durationSec = (words.at(-1)?.endSec ?? 0) + 0.3): Cue[] =>
  planCues({ ...frame, words, durationSec, measure: plainMeasure });
const shown = (cues: readonly Cue[]): string[] => cues.map((cue) => cue.lines.map(joinWords).join(' / '));

const expectLawful = (cues: readonly Cue[], words: readonly TimedWord[], durationSec: number) => {
  expect(cues.flatMap((cue) => cue.lines.flat())).toEqual([...words]);
  let previous = 0;
  for (const cue of cues) {
    expect(cue.lines.every((line) => line.length > 0)).toBe(true);
    expect(cue.startSec).toBeGreaterThanOrEqual(previous);
    expect(cue.endSec).toBeGreaterThan(cue.startSec);
    previous = cue.endSec;
  }
  expect(previous).toBeLessThanOrEqual(durationSec + 1e-9);
};

describe('planning cues', () => {
  test('breaks at the ends of sentences and clauses', () => {
    expect(shown(plan(evenlySpoken('The engine was never built. It would run on steam.')))).toEqual([
      'The engine was / never built.',
      'It would / run on steam.',
    ]);
  });

  test('breaks where the voice pauses', () => {
    const words = evenlySpoken('one two three four').map((word, index) =>
      index < 2 ? word : { ...word, startSec: word.startSec + 0.5, endSec: word.endSec + 0.5 },
    );
    expect(shown(plan(words))).toEqual(['one two', 'three four']);
  });

  test('keeps every line within the measured width', () => {
    const { maxLineWidthPx, fontSizePx } = captionLook(frame);
    for (const cue of plan(evenlySpoken(adaScript))) {
      expect(cue.lines.length).toBeLessThanOrEqual(2);
      for (const line of cue.lines) {
        expect(plainMeasure(joinWords(line)) * fontSizePx).toBeLessThanOrEqual(maxLineWidthPx);
      }
    }
  });

  test('leaves no short word alone', () => {
    const alone = plan(evenlySpoken(adaScript)).filter((cue) => cue.lines.flat().length === 1);
    expect(alone).toEqual([]);
  });

  test('gives a word that is wider than the line a cue of its own', () => {
    expect(shown(plan(evenlySpoken('and a_very_long_identifier_that_never_ends here too')))).toEqual([
      'and',
      'a_very_long_identifier_that_never_ends',
      'here too',
    ]);
  });

  test('stays until the next cue in a short pause, and lingers a little before a long one', () => {
    const words = evenlySpoken('First it speaks. Then it waits a while. Now it goes on.');
    const late = words.map((word, index) =>
      index < 8 ? word : { ...word, startSec: word.startSec + 2, endSec: word.endSec + 2 },
    );
    const cues = plan(late);
    expect(cues[0]?.endSec).toBe(cues[1]?.startSec);
    expect(cues[1]?.endSec).toBeCloseTo((words[7]?.endSec ?? 0) + 0.15);
  });

  test('has no cues where nothing is said', () => {
    expect(plan([])).toEqual([]);
  });

  test.each(languageScripts)('handles $language', ({ language, text }) => {
    const words = evenlySpoken(text, language);
    const durationSec = words.length * 0.3;
    expectLawful(plan(words, durationSec), words, durationSec);
  });

  test('never makes cues that are empty, overlap or leave the scene, whatever the times', () => {
    const word = fc.record({
      text: fc.oneof(
        fc.constantFrom('a', 'it.', 'word,', 'averyveryverylongwordindeed', '字'),
        fc.string({ minLength: 1, maxLength: 8 }),
      ),
      spaceBefore: fc.boolean(),
      startSec: fc.double({ min: 0, max: 20, noNaN: true }),
      endSec: fc.double({ min: 0, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 2, max: 20, noNaN: true }),
        (words, durationSec) => {
          expectLawful(plan(words, durationSec), words, durationSec);
        },
      ),
    );
  });
});
