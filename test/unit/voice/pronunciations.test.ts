import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitWords } from '../../../src/script/words.js';
import { toSpokenWords } from '../../../src/voice/normalise/spoken-words.js';
import { pronouncedText } from '../../../src/voice/pronounced-text.js';
import {
  findPronunciations,
  type Pronunciation,
  parsePronunciation,
  pronunciationSchema,
  pronunciationsIn,
} from '../../../src/voice/pronunciations.js';
import { ipaSymbols } from '../../../src/voice/providers/kokoro/phonemes.js';
import { element, writeSsml } from '../../../src/voice/ssml.js';

const en = 'en-US';
const wordsFor = (text: string, pronunciation: Pronunciation, language = en): string[] => {
  const words = splitWords(text, language);
  return findPronunciations(words, [pronunciation], language).map(({ from, to }) =>
    words
      .slice(from, to)
      .map((word) => word.text)
      .join(' '),
  );
};
const say = (text: string, ...told: readonly string[]): string =>
  toSpokenWords(splitWords(text, en), en, told.map(parsePronunciation))
    .map((word) => word.text + word.after)
    .join(' ');

describe('a word with a pronunciation of its own', () => {
  test('is found whole, whatever marks stand around it, and never inside another', () => {
    expect(
      wordsFor('“Nguyen,” said Nguyen-Smith; (Nguyen) Nguyens.', { word: 'Nguyen', say: 'nwin' }),
    ).toEqual(['“Nguyen,”', '(Nguyen)']);
  });

  test('in lower case stands for every case, with a capital for its own', () => {
    expect(wordsFor('GIF gif Gif', { word: 'gif', say: 'jif' })).toHaveLength(3);
    expect(wordsFor('I polish Polish tables.', { word: 'Polish', say: 'pole ish' })).toEqual(['Polish']);
  });

  test('may be a few words, and the longest one counts', () => {
    const told = [parsePronunciation('New=noo'), parsePronunciation('New Orleans=nawlins')];
    const words = splitWords('New Orleans is New.', en);
    expect(findPronunciations(words, told, en).map(({ from, to }) => [from, to])).toEqual([
      [0, 2],
      [3, 4],
    ]);
  });

  test.each([
    ['Łódź jest', 'łódź', 'pl-PL', ['Łódź']],
    ['Γειά σου', 'σου', 'el-GR', ['σου']],
    ['मैं दिल्ली में', 'दिल्ली', 'hi-IN', ['दिल्ली']],
    ['cafe\u0301 noir', 'café', 'fr-FR', ['cafe\u0301']],
  ])('is found in %j', (text, word, language, found) => {
    expect(wordsFor(text, { word, say: 'x' }, language)).toEqual(found);
  });

  test('does not turn up where no such word is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(wordsFor(text.replaceAll(/q/giu, ''), { word: 'qqq', say: 'x' })).toEqual([]);
      }),
    );
  });

  test('is said as told, with its mark and its genitive, and the script word it belongs to', () => {
    expect(say("Nguyen's cat, Nguyen.", 'Nguyen=nwin')).toBe("nwin's cat, nwin.");
    const spoken = toSpokenWords(splitWords('In New Orleans, yes', en), en, [
      parsePronunciation('New Orleans=naw luns'),
    ]);
    expect(spoken.map(({ text, scriptIndex, after }) => [text, scriptIndex, after])).toEqual([
      ['In', 0, ''],
      ['naw', 1, ''],
      ['luns', 2, ','],
      ['yes', 3, ''],
    ]);
  });

  test('goes before the rules of the language', () => {
    expect(say('The GPU ran SQL.', 'SQL=sequel', 'gpu=gee pee you')).toBe('The gee pee you ran sequel.');
  });

  test('is sounded by phonetic signs where an engine takes them, and read where it does not', () => {
    const [word] = toSpokenWords(splitWords('Ghibli.', en), en, [parsePronunciation('Ghibli=/ˈdʒɪbli/')]);
    expect(word).toMatchObject({ text: 'Ghibli', ipa: 'ˈdʒɪbli', after: '.' });
    expect(ipaSymbols('ˈdʒɪbli', 'american')).toBe('ˈʤɪbli');
    expect(ipaSymbols("'goʊt", 'american')).toBe('ˈɡOt');
  });
});

describe('what concerns a text', () => {
  test('is only what it has words for, so that other scenes stay as they are', () => {
    const told = ['Nguyen=nwin', 'Ghibli=jibly'].map(parsePronunciation);
    expect(pronunciationsIn('A film by Ghibli.', told, en)).toEqual([told[1]]);
    expect(pronunciationsIn('Nothing here.', told, en)).toEqual([]);
  });
});

describe('a pronunciation as it is written', () => {
  test.each(['Nguyen', '=nwin', 'Nguyen=', 'Nguyen=<b>', 'Nguyen=/<x>/', '…=dots'])('refuses %j', (text) => {
    expect(() => parsePronunciation(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });

  test('needs a respelling or phonetic signs', () => {
    expect(pronunciationSchema.safeParse({ word: 'x' }).success).toBe(false);
    expect(pronunciationSchema.safeParse({ word: 'x', ipa: 'ɛks' }).success).toBe(true);
  });
});

describe('a text as markup', () => {
  const ssml = (text: string, ...told: readonly string[]): string =>
    writeSsml(
      element(
        'p',
        {},
        ...pronouncedText({ text, language: en, pronunciations: told.map(parsePronunciation) }),
      ),
    );

  test('has words told in phoneme or sub, their marks outside', () => {
    expect(ssml('“Ghibli,” by Nguyen’s & co.', 'Ghibli=/ˈdʒɪbli/', 'Nguyen=nwin')).toBe(
      '<p>“<phoneme alphabet="ipa" ph="ˈdʒɪbli">Ghibli</phoneme>,” by <sub alias="nwin">Nguyen</sub>’s &amp; co.</p>',
    );
  });

  test('is the text itself where nothing is told', () => {
    expect(ssml('Two  spaces stay.')).toBe('<p>Two  spaces stay.</p>');
  });

  test('keeps every word of the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Ghibli', 'New', 'Orleans,', '(a', 'b)', 'c.')), (words) => {
        const text = words.join(' ');
        const bare = ssml(text, 'Ghibli=jibly', 'New Orleans=nawlins').replaceAll(/<[^>]+>/gu, '');
        expect(bare).toBe(text);
      }),
    );
  });
});
