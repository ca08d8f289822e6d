import { stopWordsOf } from './stop-words.js';

const defaultLanguage = 'en-US';
/** More than this tells nothing new. */
const maxSampleLength = 20_000;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const simplified = /[这个们说国学时会对发后过还进经开关见长门问马鸟鱼东车书写几听读语让谁达机关样现电动]/gu;
const traditional = /[這個們說國學時會對發後過還進經開關見長門問馬鳥魚東車書寫幾聽讀語讓誰達機關樣現電動]/gu;

const byScript: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/\p{Script=Hangul}/gu, () => 'ko-KR'],
  [/\p{Script=Han}/gu, (text) => (count(text, traditional) > count(text, simplified) ? 'zh-TW' : 'zh-CN')],
  [
    /\p{Script=Arabic}/gu,
    (text) => {
      if (/[ٹڈڑںے]/u.test(text)) {
        return 'ur-PK';
      }
      return /[پچژگ]/u.test(text) ? 'fa-IR' : 'ar-SA';
    },
  ],
  [/\p{Script=Hebrew}/gu, () => 'he-IL'],
  [/\p{Script=Devanagari}/gu, () => 'hi-IN'],
  [/\p{Script=Thai}/gu, () => 'th-TH'],
  [/\p{Script=Greek}/gu, () => 'el-GR'],
  [/\p{Script=Cyrillic}/gu, (text) => (/[іїєґ]/iu.test(text) ? 'uk-UA' : 'ru-RU')],
];

/** Every language of the Latin script that is told apart, with the letters that no other of them uses. */
const latinLanguages: readonly (readonly [string, RegExp | undefined])[] = [
  ['en-US', undefined],
  ['es-ES', /[ñ¿¡]/giu],
  ['fr-FR', /[œùûèê]|(?<![\p{L}])(?:l|d|qu|c|n|s|j)['’](?=\p{L})/giu],
  ['de-DE', /[ßäöü]/giu],
  ['it-IT', /[ìò]|(?<![\p{L}])(?:dell|all|nell|sull|un|c)['’](?=\p{L})/giu],
  ['pt-BR', /[ãõ]/giu],
  ['nl-NL', /ij|aa|oe/giu],
  ['vi-VN', /[ơưđ\u1ea0-\u1ef9]/giu],
  ['pl-PL', /[ąćęłńśźż]/giu],
  ['sv-SE', /[åäö]/giu],
  ['tr-TR', /[ğşı]/giu],
  ['id-ID', undefined],
];

const latinLanguage = (text: string): string => {
  const words = text.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  let best = { language: defaultLanguage, score: 0 };
  for (const [language, ownLetters] of latinLanguages) {
    const stopWords = stopWordsOf(language);
    const hits = words.filter((word) => stopWords.has(word)).length;
    const letters = ownLetters === undefined ? 0 : count(text, ownLetters);
    const score = hits + letters * (language === 'vi-VN' ? 1 : 0.25);
    if (score > best.score) {
      best = { language, score };
    }
  }
  // One chance hit in a title or a list of names says nothing.
  return best.score >= 1.25 && best.score >= words.length * 0.06 ? best.language : defaultLanguage;
};

/**
 * The language of a text as a BCP 47 tag: by its script, and among the Latin ones by its function words.
 * Where nothing speaks for any, `en-US`.
 */
export const detectLanguage = (text: string): string => {
  const sample = text.slice(0, maxSampleLength);
  const letters = count(sample, /\p{L}/gu);
  if (count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > letters * 0.1) {
    return 'ja-JP';
  }
  let best = { language: '', letters: 0 };
  for (const [pattern, name] of byScript) {
    const own = count(sample, pattern);
    if (own > best.letters) {
      best = { language: name(sample), letters: own };
    }
  }
  // A Han sign or a syllable of Hangul weighs more than a letter, so a third of them is most of the text.
  return best.letters > letters * 0.3 ? best.language : latinLanguage(sample);
};
