import { stem } from './cards/emoji-index.js';
import { bareWord, wordProfile } from './cards/word-profile.js';

const telling = wordProfile('en');

/** What cameras and downloads put into names. */
const cameraWords = new Set([
  'img',
  'dsc',
  'mov',
  'vid',
  'video',
  'image',
  'photo',
  'screenshot',
  'clip',
  'final',
  'copy',
]);

/** Scripts that write a word in one or two characters. */
const compact = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Stems of the telling words; `sunsetBeach_02` is "sunset", "beach" and, since names are split at will, "sunsetbeach". */
export const tellingWords = (text: string): string[] =>
  (text.match(/[\p{L}\p{M}]+/gu) ?? [])
    .flatMap((word) => [...new Set([...word.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').split(' '), word])])
    .map((word) => bareWord(word))
    .filter(
      (word) =>
        ([...word].length > 2 || compact.test(word)) && telling.isContent(word) && !cameraWords.has(word),
    )
    .map(stem);
