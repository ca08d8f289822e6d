import { createRequire } from 'node:module';
import * as z from 'zod';
import { isConcrete, ownPictures, vagueWords } from './emoji-rules.js';
import { writtenEmoji } from './plain-text.js';
import { wordProfile } from './word-profile.js';

export type EmojiMatch = {
  /** Hex code points joined by `-`, without variation selectors: `1f419`. */
  readonly code: string;
  readonly score: number;
  /** The word of the text that called for it. */
  readonly word: string;
};

/** Finds a picture for words. */
export type EmojiIndex = {
  /** Fitting emoji, best first; only concrete things. By English words, and emoji written in a text of any language. */
  find(text: string, language: string): EmojiMatch[];
};

const tableSchema = z.record(z.string(), z.array(z.string()));
type Entry = { readonly code: string; readonly weight: number };

/** Reads the keyword table (150 KB), so call it when cards are first planned, not at start-up. */
export const loadEmojiIndex = (): EmojiIndex => {
  const table = tableSchema.parse(createRequire(import.meta.url)('emojilib/dist/emoji-en-US.json'));
  return createEmojiIndex(table);
};

/** @param table emoji to keywords, the emoji's own name first, as emojilib has it */
export const createEmojiIndex = (table: Readonly<Record<string, readonly string[]>>): EmojiIndex => {
  const entries = indexTable(table);
  return {
    find: (text, language) => {
      const found = new Map<string, EmojiMatch>();
      for (const code of writtenEmoji(text).map(codeOf).filter(isConcrete)) {
        found.set(code, { code, score: 5, word: '' });
      }
      for (const word of pictureWords(text, language)) {
        // "Building robots": the verb is no house.
        const doubt = word.endsWith('ing') ? 0.5 : 1;
        for (const { code, weight } of lookUp(entries, word)) {
          const before = found.get(code);
          const score = (before?.score ?? 0) + weight * doubt;
          found.set(code, { code, score, word: before?.word ?? word });
        }
      }
      return [...found.values()].sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
    },
  };
};

const codeOf = (emoji: string): string =>
  [...emoji]
    .map((character) => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0'))
    .filter((part) => part !== 'fe0f')
    .join('-');

const indexTable = (table: Readonly<Record<string, readonly string[]>>): Map<string, Entry[]> => {
  const entries = new Map<string, Entry[]>();
  const add = (key: string, entry: Entry): void => {
    const list = entries.get(key) ?? [];
    if (!list.some(({ code }) => code === entry.code)) {
      list.push(entry);
      entries.set(key, list);
    }
  };
  for (const [emoji, keywords] of Object.entries(table)) {
    const code = codeOf(emoji);
    if (!isConcrete(code)) {
      continue;
    }
    const [name = '', ...others] = keywords;
    const parts = name.toLowerCase().split('_');
    for (const part of parts) {
      add(stem(part), { code, weight: parts.length === 1 ? 3 : 1.3 });
    }
    for (const keyword of others.filter((word) => /^[a-z]{3,}$/iu.test(word))) {
      add(stem(keyword.toLowerCase()), { code, weight: 1 });
    }
  }
  return entries;
};

/** A keyword that many emoji share says little about any one of them. */
const lookUp = (entries: Map<string, Entry[]>, word: string): Entry[] => {
  const own = Object.hasOwn(ownPictures, word) ? ownPictures[word] : ownPictures[stem(word)];
  const listed = entries.get(stem(word)) ?? [];
  const shared = 1 + Math.log2(Math.max(1, listed.length)) / 2;
  const weighted = listed.map(({ code, weight }) => ({
    code,
    weight: weight >= 3 ? weight : weight / shared,
  }));
  if (own === undefined || !isConcrete(own)) {
    return weighted;
  }
  return [{ code: own, weight: 3.2 }, ...weighted.filter(({ code }) => code !== own)];
};

/** Words that may stand for a thing: no function words, no vague ones, no names in mid-sentence. */
const pictureWords = (text: string, language: string): string[] => {
  const profile = wordProfile(language);
  // The keywords are English: a Spanish "bombilla" is no cup of mate, a German "Rat" no rat.
  if (!profile.english) {
    return [];
  }
  const words: string[] = [];
  let atStart = true;
  for (const token of text.match(/[\p{L}\p{M}'’-]+|[.!?:]/gu) ?? []) {
    if (/^[.!?:]$/u.test(token)) {
      atStart = true;
      continue;
    }
    const lower = token.toLowerCase().replace(/['’]s$/u, '');
    const isName = !atStart && token !== lower;
    atStart = false;
    if (!isName && lower.length >= 3 && profile.isContent(lower) && !isVague(lower)) {
      words.push(lower);
    }
  }
  return [...new Set(words)];
};

const isVague = (word: string): boolean => vagueWords.has(word) || vagueWords.has(stem(word));

/** Endings of number and tense come off; enough for nouns, which is what pictures are found by. */
export const stem = (word: string): string => {
  if (word.length > 4 && word.endsWith('ies')) {
    return `${word.slice(0, -3)}y`;
  }
  if (word.length > 4 && /(?:ses|xes|zes|ches|shes)$/u.test(word)) {
    return word.slice(0, -2);
  }
  if (word.length > 3 && word.endsWith('s') && !/(?:ss|us|is)$/u.test(word)) {
    return word.slice(0, -1);
  }
  return word;
};
