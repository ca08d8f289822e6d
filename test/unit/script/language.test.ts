import { describe, expect, test } from '@jest/globals';
import { detectLanguage } from '../../../src/script/language.js';
import { estimateSpeechSec } from '../../../src/script/speech-length.js';
import { adaScript, languageScripts } from '../../support/scripts.js';

describe('telling languages apart', () => {
  test.each(languageScripts)('knows $language', ({ language, text }) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test.each([
    ['La máquina nunca se construyó, pero el programa ya estaba allí.', 'es-ES'],
    ["La machine n'a jamais été construite, mais le programme était déjà là.", 'fr-FR'],
    ['La macchina non fu mai costruita, ma il programma era già lì.', 'it-IT'],
    ['A máquina nunca foi construída, mas o programa já estava lá.', 'pt-BR'],
    ['De machine werd nooit gebouwd, maar het programma was er al.', 'nl-NL'],
    ['Maszyna nigdy nie powstała, ale program już był.', 'pl-PL'],
    ['Машину так і не збудували, але програма вже була її.', 'uk-UA'],
    ['這個程式是誰寫的？', 'zh-TW'],
  ])('%j is %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test.each(['', '42', '🎬', 'Ada Lovelace'])(
    'takes %j for English, as nothing speaks against it',
    (text) => {
      expect(detectLanguage(text)).toBe('en-US');
    },
  );
});

describe('estimating speech', () => {
  test('finds about forty seconds in the sample script', () => {
    const seconds = estimateSpeechSec(adaScript, 'en-US');
    expect(seconds).toBeGreaterThan(36);
    expect(seconds).toBeLessThan(46);
  });

  test.each(languageScripts)('finds a sensible length for $language', ({ language, text }) => {
    const seconds = estimateSpeechSec(text, language);
    expect(seconds).toBeGreaterThan(2.5);
    expect(seconds).toBeLessThan(10);
  });

  test('finds no time in a text that says nothing', () => {
    expect(estimateSpeechSec('... — !', 'en-US')).toBe(0);
  });
});
