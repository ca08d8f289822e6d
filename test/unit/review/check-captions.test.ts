import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ReviewCue } from '../../../src/review/caption-facts.js';
import { checkCaptions, readingScriptOf } from '../../../src/review/check-captions.js';

const cue = (startSec: number, endSec: number, ...lines: string[]): ReviewCue => ({
  startSec,
  endSec,
  lines,
});
const words = 'words that are read with ease';
/** Half a minute of captions that nothing is wrong with. */
const good = Array.from({ length: 15 }, (_, index) => cue(index * 2, index * 2 + 2, words));

const found = (cues: readonly ReviewCue[], durationSec = 30) =>
  checkCaptions(cues, durationSec).findings.map(({ check, stretch }) => [check, stretch?.startSec]);

describe('checking captions', () => {
  test('finds nothing in good ones, and says how fast they are read', () => {
    const { facts, findings } = checkCaptions(good, 30);
    expect(findings).toEqual([]);
    expect(facts).toMatchObject({
      cues: 15,
      script: 'alphabetic',
      charactersPerSec: 14.5,
      wordsPerMinute: 180,
    });
  });

  test('finds one that is never seen, two at a time, a flicker, a gap, and one after the end', () => {
    const with3 = (third: ReviewCue) => [...good.slice(0, 3), third, ...good.slice(4)];
    expect(found([...good.slice(0, 3), cue(6, 6, ''), ...good.slice(3)])).toContainEqual([
      'caption-length',
      6,
    ]);
    expect(found(with3(cue(6, 8.5, words)))).toEqual([['caption-overlap', 8]]);
    expect(found(with3(cue(6, 7.95, words)))).toEqual([['caption-flicker', 7.95]]);
    expect(found([...good.slice(0, 3), ...good.slice(6)])).toEqual([['caption-gap', 6]]);
    expect(found(good, 25)).toEqual([
      ['caption-after-end', 24],
      ['caption-after-end', 26],
      ['caption-after-end', 28],
    ]);
  });

  test('says when, in minutes, seconds and tenths', () => {
    const late = good.map((one) => cue(one.startSec + 61, one.endSec + 61, words));
    const { findings } = checkCaptions([...late.slice(0, 3), ...late.slice(6)], 120);
    expect(findings[0]?.message).toBe('There is no caption from 01:07.0 to 01:13.0.');
  });

  test('finds passages that are too fast to read, but no fast word', () => {
    const fast = `${words} ${words}`.slice(0, 42);
    const passages = good.map((one, index) => (index === 4 ? cue(8, 9, fast, fast) : one));
    expect(found(passages)[0]).toEqual(['reading-speed', 8]);
    const oneWord = Array.from({ length: 60 }, (_, index) =>
      cue(index * 0.4, index * 0.4 + 0.4, index % 5 === 0 ? 'extraordinary' : 'the'),
    );
    expect(found(oneWord)).toEqual([]);
  });

  test('finds long lines by the measure of their script', () => {
    expect(found([cue(0, 4, 'A line of more than forty-two characters, which is long')])).toEqual([
      ['caption-line', 0],
    ]);
    expect(found([cue(0, 4, '灯台の番人は船を数えました、毎晩')])).toEqual([]);
    expect(found([cue(0, 4, '灯台の番人はすべての船を数えました、毎晩')])).toEqual([['caption-line', 0]]);
  });

  test('tells a kind of finding no more than five times, and how often it was', () => {
    const all = Array.from({ length: 12 }, (_, index) => cue(index * 2, index * 2, words));
    const told = checkCaptions(all, 30).findings.filter(({ check }) => check === 'caption-length');
    expect(told).toHaveLength(5);
    expect(told[4]?.message).toContain('7 more times');
  });

  test.each([
    ['Hello there', 'alphabetic'],
    ['Привет, мир', 'alphabetic'],
    ['灯台守は船を数えた', 'japanese'],
    ['守灯塔的人数着船', 'chinese'],
    ['등대지기는 배를 세었다', 'korean'],
    ['كان يعد كل سفينة', 'arabic'],
    ['שומר המגדלור', 'hebrew'],
    ['दीपस्तंभ का रखवाला', 'devanagari'],
    ['ผู้ดูแลประภาคาร', 'thai'],
    ['', 'alphabetic'],
  ])('reads %s as %s', (text, script) => {
    expect(readingScriptOf(text)).toBe(script);
  });

  test('says something finite about captions of whatever times and words', () => {
    const seconds = fc.double({ min: -10, max: 10_000, noNaN: true });
    const anyCue = fc.record({
      startSec: seconds,
      endSec: seconds,
      lines: fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(anyCue, { maxLength: 12 }), (cues) => {
        const { facts, findings } = checkCaptions(cues, 60);
        expect(facts.cues).toBe(cues.length);
        expect(Number.isFinite(facts.charactersPerSec + facts.fastestCharactersPerSec)).toBe(true);
        expect(findings.length).toBeLessThanOrEqual(35);
      }),
      { numRuns: 60, examples: [[[{ startSec: -Number.MIN_VALUE, endSec: 0, lines: ['word'] }]]] },
    );
  });
});
