import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readParagraphs } from '../../../src/script/clean.js';
import { removeInvisible } from '../../../src/script/invisible.js';

const texts = (script: string) => readParagraphs(script).map((paragraph) => paragraph.text);

describe('cleaning a script', () => {
  test('takes Markdown marks off and leaves the words', () => {
    expect(
      texts('# The *secret* life\n\nA **bold** [link](https://example.org) and `code`, ~~gone~~.'),
    ).toEqual(['The secret life.', 'A bold link and code, gone.']);
  });

  test('leaves signs alone that only look like marks', () => {
    const script = '2 * 3 * 4 is 24, snake_case_names stay, C# and #1 too, -5 degrees, [sic] and [0:v].';
    expect(texts(script)).toEqual([script]);
  });

  test('gives headings and list items a full stop, as voices need one', () => {
    expect(texts('## Title\n- first\n- second!\n## 标题')).toEqual(['Title.', 'first.', 'second!', '标题。']);
  });

  test('drops separators, fences and blank lines, and remembers where a scene must begin', () => {
    const paragraphs = readParagraphs('```\nOne.\n```\n---\nTwo.\n***\n');
    expect(paragraphs.map(({ text, breakBefore }) => [text, breakBefore])).toEqual([
      ['One.', false],
      ['Two.', true],
    ]);
  });

  test.each([
    ['Narrator: Welcome.', 'Welcome.'],
    ['**NARRATOR (V.O.):** Welcome.', 'Welcome.'],
    ['Scene 3: Welcome.', 'Welcome.'],
    ['旁白：欢迎。', '欢迎。'],
    ['[soft music] Welcome. [music swells]', 'Welcome.'],
    ['Welcome. (pause) Sit down.', 'Welcome. Sit down.'],
  ])('takes labels and directions off %j', (line, spoken) => {
    expect(texts(line)).toEqual([spoken]);
  });

  test.each([
    'The music (all of it) stopped.',
    'He said [sic] that (music) matters.',
    '(NASA) went on alone.',
    'Warning: this is a sentence.',
    'One thing: music.',
    'It rained (as always).',
  ])('leaves %j whole', (line) => {
    expect(texts(line)).toEqual([line]);
  });

  test.each(['[music]', '(VOICEOVER)', '[00:12]', '(0:00 - 0:05)', '[CUT TO: THE LAB]'])(
    'drops the line %j',
    (line) => {
      expect(texts(`${line}\nWords.`)).toEqual(['Words.']);
    },
  );

  test('joins wrapped lines and parts lines that end as sentences', () => {
    expect(texts('One line that\ngoes on here.')).toEqual(['One line that goes on here.']);
    expect(texts('One.\nTwo!\nThree?')).toEqual(['One.', 'Two!', 'Three?']);
  });

  test('keeps the joiners that Persian and emoji spell with, and drops stray ones', () => {
    expect(removeInvisible('می\u200cخواهم 👩\u200d🚀 a\u200db')).toBe('می\u200cخواهم 👩\u200d🚀 ab');
  });

  test('lets no control, zero-width or direction-changing character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(removeInvisible(text)).not.toMatch(
          /(?!\n)\p{Cc}|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/u,
        );
      }),
    );
  });
});
