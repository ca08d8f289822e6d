import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitWords } from '../../../../src/script/words.js';
import { toSpokenWords } from '../../../../src/voice/normalise/spoken-words.js';

const spoken = (text: string, language = 'en-US') => toSpokenWords(splitWords(text, language), language);
const said = (text: string, language = 'en-US') =>
  spoken(text, language)
    .map((word) => word.text)
    .join(' ');

describe('English is written out as it is said', () => {
  test.each([
    ['In 1843, a young', 'In eighteen forty three a young'],
    ['by 1905', 'by nineteen oh five'],
    ['in 2000', 'in two thousand'],
    ['in 2007', 'in two thousand seven'],
    ['in 2024', 'in twenty twenty four'],
    ['in 1900', 'in nineteen hundred'],
    ['in 1066', 'in ten sixty six'],
    ['the 1960s', 'the nineteen sixties'],
    ["the '90s", 'the nineties'],
    ['the 1800s', 'the eighteen hundreds'],
    ['1914–1918', 'nineteen fourteen to nineteen eighteen'],
    ['15 tonnes', 'fifteen tonnes'],
    ['1,250,000 people', 'one million two hundred fifty thousand people'],
    ['3.14', 'three point one four'],
    ['.5 seconds', 'point five seconds'],
    ['-5°C', 'minus five degrees Celsius'],
    ['20 °C', 'twenty degrees Celsius'],
    ['007', 'zero zero seven'],
    ['$5.2M', 'five point two million dollars'],
    ['$5.2 million', 'five point two million dollars'],
    ['$1', 'one dollar'],
    ['£3.50', 'three pounds and fifty pence'],
    ['€1,000', 'one thousand euros'],
    ['US$40', 'forty dollars'],
    ['12.5%', 'twelve point five percent'],
    ['50-60%', 'fifty to sixty percent'],
    ['15kg', 'fifteen kilograms'],
    ['1 km', 'one kilometre'],
    ['120 km/h', 'one hundred twenty kilometres per hour'],
    ['1st, 2nd, 3rd, 12th, 21st', 'first second third twelfth twenty first'],
    ['July 4, 1776', 'July fourth seventeen seventy six'],
    ['4 July', 'the fourth of July'],
    ['you may 3 times', 'you may three times'],
    ['3:30 p.m.', 'three thirty P M'],
    ['9:05am', 'nine oh five A M'],
    ['at 7:00', "at seven o'clock"],
    ['at 7:00 pm', 'at seven P M'],
    ['1/2 and 3/4', 'one half and three quarters'],
    ['24/7', 'twenty four seven'],
    ['16:9', 'sixteen to nine'],
    ['Dr. Smith', 'Doctor Smith'],
    ['Mr. and Mrs. Byron', 'Mister and Missis Byron'],
    ['St. Louis', 'Saint Louis'],
    ['Main St. corner', 'Main Street corner'],
    ['No. 5', 'number five'],
    ['cats vs. dogs, etc.', 'cats versus dogs et cetera'],
    ['e.g. this', 'for example this'],
    ['a GPU and two CPUs', "a G P U and two C P U's"],
    ['NASA', 'nasa'],
    ['the U.S. economy', 'the U S economy'],
    ['HTML', 'H T M L'],
    ['ChatGPT', 'chat G P T'],
    ['GPT-4', 'G P T four'],
    ['an MP3 file', 'an M P three file'],
    ['This is NOT it', 'This is not it'],
    ['THIS IS NOT A DRILL', 'this is not a drill'],
    ['Note G', 'Note G'],
    ['Vitamin A.', 'Vitamin A'],
    ['A machine', 'a machine'],
    ['World War II', 'World War two'],
    ['Henry VIII', 'Henry the eighth'],
    ['100% & more', 'one hundred percent and more'],
    ['step-by-step', 'step by step'],
    ['version 2.0.1', 'version two point zero point one'],
    ['visit https://www.example.com/a?b=c now', 'visit example dot com now'],
    ['“Quoted” (aside)', 'Quoted aside'],
    ["Ada's idea, don't", "Ada's idea don't"],
    ['they’ve gone', "they've gone"],
    ['the constructor and valueOf', 'the constructor and valueOf'],
    ['🎬🚀', ''],
    ['#AdaLovelace rocks', 'hashtag Ada Lovelace rocks'],
    ['#1 song', 'number one song'],
    ['on 2024-03-15', 'on March fifteenth twenty twenty four'],
    ['on 3/15/2024', 'on March fifteenth twenty twenty four'],
    ['on 15/03/2024', 'on March fifteenth twenty twenty four'],
    ['on 31/31/2024', 'on thirty one thirty one two thousand twenty four'],
    ['2.5x faster', 'two point five times faster'],
    ['10^6 and 10^-3', 'ten to the power of six and ten to the power of minus three'],
    ['2½ cups', 'two and a half cups'],
    ['25 km² or 1m³', 'twenty five square kilometres or one cubic metre'],
    ['$10-$20', 'ten to twenty dollars'],
    ['$5-10 million', 'five to ten million dollars'],
    ['C$40 and A$1', 'forty Canadian dollars and one Australian dollar'],
    ['99¢', 'ninety nine cents'],
    ['USD 50 or 50 EUR', 'fifty dollars or fifty euros'],
    ['the USD rose', 'the U S D rose'],
    ['call 555-0199', 'call five five five zero one nine nine'],
    ['call +1 555-1234', 'call plus one five five five one two three four'],
    ['(555) 123-4567', 'five five five one two three four five six seven'],
    ['1-800-555-0199', 'one eight zero zero five five five zero one nine nine'],
    ['10-500 people', 'ten to five hundred people'],
    ['p. 12 and pp. 3-4, Ch. 5', 'page twelve and pages three to four chapter five'],
    ['no. 1 in the charts', 'number one in the charts'],
    ['3 in. wide', 'three inches wide'],
    ['3 in a row', 'three in a row'],
    ['Feb 29 or 3 Nov', 'February twenty ninth or the third of November'],
    ['Mon. to Fri.', 'Monday to Friday'],
    ['mid-1990s', 'mid nineteen nineties'],
    ['a Ph.D. in AI', 'a P H D in A I'],
    ['in 2:15:25', 'in two hours fifteen minutes and twenty five seconds'],
    ['in 1:00:01', 'in one hour and one second'],
    ['≥ 3', 'at least three'],
  ])('%j is said %j', (text, expected) => {
    expect(said(text)).toBe(expected);
  });
});

describe('marks of melody', () => {
  test('stay with the last word said for a script word', () => {
    expect(spoken('It was $5, then.').map(({ text, after }) => text + after)).toEqual([
      'It',
      'was',
      'five',
      'dollars,',
      'then.',
    ]);
  });

  test('a dash between spaces closes the word before it', () => {
    expect(spoken('one — two').map(({ text, after }) => text + after)).toEqual(['one—', 'two']);
  });

  test("an abbreviation's stop does not end a sentence, unless a new one follows", () => {
    const marks = (text: string) => spoken(text).map(({ after }) => after);
    expect(marks('Dr. Smith came.')).toEqual(['', '', '.']);
    expect(marks('at 3 p.m. we left')).toEqual(['', '', '', '', '', '']);
    expect(marks('at 3 p.m. Then')).toEqual(['', '', '', '.', '']);
    expect(marks('by J. Smith')).toEqual(['', '', '']);
    expect(marks('It was in Note G. She left.')).toEqual(['', '', '', '', '.', '', '.']);
    expect(marks('10 ft. tall')).toEqual(['', '', '']);
    expect(marks('at Baker St. and')).toEqual(['', '', '', '']);
    expect(marks('by p. 12.')).toEqual(['', '', '.']);
  });

  test('a number that is dialled is said in groups, with a pause between them', () => {
    expect(spoken('call 555-0199 now').map(({ text, after }) => text + after)).toEqual(
      'call five five five, zero one nine nine now'.split(' '),
    );
  });

  test('quotes and brackets stand on their own sides', () => {
    expect(spoken('the “first” (and last)').map(({ before, text, after }) => before + text + after)).toEqual([
      'the',
      '“first”',
      '(and',
      'last)',
    ]);
  });

  test('full-width and Devanagari marks become the ones that voices know', () => {
    expect(spoken('लंबे थे।', 'hi-IN').at(-1)).toMatchObject({ text: 'थे', after: '.' });
  });
});

describe('other languages', () => {
  test('keep their numbers, which the voice reads itself', () => {
    expect(said('¿En 1843, 3,5 kg?', 'es-ES')).toBe('En 1843 3,5 kg');
    expect(said("L'école d'Ada", 'fr-FR')).toBe("L'école d'Ada");
  });
});

describe('every text', () => {
  test('gives spoken words that point at script words in order and hold no marks of their own', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom(
        '$5.2M',
        '3:30',
        'p.m.',
        'Dr.',
        '1843',
        '—',
        '(',
        'GPU',
        '\\N',
        '{a}',
        '[0:v]',
        '\u202E',
        '%',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const words = splitWords(pieces.join(' '), 'en-US');
        let last = 0;
        for (const word of toSpokenWords(words, 'en-US')) {
          expect(word.scriptIndex).toBeGreaterThanOrEqual(last);
          expect(word.scriptIndex).toBeLessThan(words.length);
          expect(word.text).toMatch(/^[\p{L}\p{M}\p{N}']+$/u);
          last = word.scriptIndex;
        }
      }),
    );
  });
});
