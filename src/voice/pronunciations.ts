import * as z from 'zod';
import { InputError } from '../errors/index.js';
import { type ScriptWord, splitWords } from '../script/words.js';
import { peel } from './normalise/peel.js';

const writtenSchema = z.string().trim().min(1).max(80);
const letters = /[\p{L}\p{N}]/u;

/**
 * How a word, or a few words in a row, are said. Written in lower case it stands for every spelling of case; with a
 * capital only for itself, so that `Polish` leaves `polish` alone. What follows `'s` is the word too.
 */
export const pronunciationSchema = z
  .strictObject({
    word: writtenSchema.refine((word) => letters.test(word), 'holds no letter'),
    /** A respelling in the film's own language, such as `nwin` for `Nguyen`. */
    say: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^[\p{L}\p{M}\p{N}\s'’-]+$/u, 'may hold letters, digits, spaces, hyphens and apostrophes')
      .optional(),
    /** In the International Phonetic Alphabet, for voices that take it; the others fall back on `say`. */
    ipa: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .regex(/^[\p{L}\p{M}\p{Lm}ˈˌːˑ.‿\s|‖↗↘ʰ-]+$/u, 'holds signs that are not of the phonetic alphabet')
      .optional(),
  })
  .refine(({ say, ipa }) => say !== undefined || ipa !== undefined, 'needs a respelling or phonetic signs');
export type Pronunciation = z.infer<typeof pronunciationSchema>;

/** A pronunciation and the words it is for: from one script word to another, end exclusive. */
export type FoundPronunciation = {
  readonly from: number;
  readonly to: number;
  readonly pronunciation: Pronunciation;
  /** What clings to the last word and is said after it: `'s` or nothing. */
  readonly suffix: string;
};

/**
 * Reads `word=respelling` or `word=/phonetic signs/`, as the command line and the configuration write it.
 *
 * @throws InputError `INPUT_INVALID`
 */
export const parsePronunciation = (text: string): Pronunciation => {
  const [, word = '', said = ''] = /^([^=]+)=(.+)$/su.exec(text) ?? [];
  const ipa = /^\s*\/(.+)\/\s*$/su.exec(said)?.[1];
  const parsed = pronunciationSchema.safeParse(ipa === undefined ? { word, say: said } : { word, ipa });
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', `"${text.slice(0, 80)}" says not how a word is pronounced.`, {
      hint: `Write it as Nguyen=nwin or Ghibli=/ˈdʒɪbli/: ${parsed.error.issues.map(({ message }) => message).join('; ')}.`,
    });
  }
  return parsed.data;
};

const possessive = /['’]s$/iu;
const fold = (word: string): string => word.normalize('NFC').replaceAll('’', "'");
const isCaseless = (word: string): boolean => word === word.toLowerCase();

const sameWord = (written: string, wanted: string): boolean =>
  isCaseless(wanted) ? written.toLowerCase() === wanted : written === wanted;

/** An entry made ready to be looked for: its words without the marks around them. */
type Entry = { readonly pronunciation: Pronunciation; readonly words: readonly string[] };

const toEntries = (pronunciations: readonly Pronunciation[], language: string): Entry[] =>
  pronunciations
    .map((pronunciation) => ({
      pronunciation,
      words: splitWords(pronunciation.word, language).map(({ text }) => fold(peel(text).core)),
    }))
    .filter(({ words }) => words.length > 0 && words.every((word) => word !== ''))
    // The longest first: "New York" before "New".
    .toSorted((left, right) => right.words.length - left.words.length);

const matchAt = (cores: readonly string[], at: number, { words }: Entry): string | undefined => {
  for (const [offset, wanted] of words.entries()) {
    const core = cores[at + offset] ?? '';
    const isLast = offset === words.length - 1;
    const suffix = isLast && !possessive.test(wanted) ? (possessive.exec(core)?.[0] ?? '') : '';
    if (!sameWord(suffix === '' ? core : core.slice(0, -suffix.length), wanted)) {
      return undefined;
    }
    if (isLast) {
      return suffix;
    }
  }
  return undefined;
};

/**
 * Where in a text pronunciations are wanted: whole words only, whatever marks stand around them, none overlapping.
 * For voices that are sent marked-up text as for those that are sent respellings.
 *
 * @param language BCP 47.
 */
export const findPronunciations = (
  words: readonly ScriptWord[],
  pronunciations: readonly Pronunciation[],
  language: string,
): FoundPronunciation[] => {
  const entries = toEntries(pronunciations, language);
  const cores = words.map(({ text }) => fold(peel(text).core));
  const found: FoundPronunciation[] = [];
  let at = 0;
  while (at < words.length) {
    const match = entries
      .map((entry) => ({ entry, suffix: matchAt(cores, at, entry) }))
      .find(({ suffix }) => suffix !== undefined);
    if (match === undefined) {
      at += 1;
      continue;
    }
    const to = at + match.entry.words.length;
    found.push({
      from: at,
      to,
      pronunciation: match.entry.pronunciation,
      suffix: match.suffix ?? '',
    });
    at = to;
  }
  return found;
};

/** Those that a text has words for, in their order: what the others say does not change how it sounds. */
export const pronunciationsIn = (
  text: string,
  pronunciations: readonly Pronunciation[],
  language: string,
): Pronunciation[] => {
  const found = findPronunciations(splitWords(text, language), pronunciations, language);
  return pronunciations.filter((one) => found.some(({ pronunciation }) => pronunciation === one));
};
