import { phraseText, splitSentences } from './clauses.js';
import { essentialPhrase } from './phrase.js';
import { capitalised } from './plain-text.js';
import { bareWord, type WordProfile, wordProfile } from './word-profile.js';

export type FoundList = { readonly heading: string | undefined; readonly items: readonly string[] };

const minItems = 3;
const maxItems = 5;
const maxItemCharacters = 28;

/** The first enumeration of three to five short things: after a colon or dash, or strung together by commas. */
export const findList = (text: string, language: string): FoundList | undefined => {
  for (const sentence of splitSentences(text, language)) {
    const found =
      announcedList(sentence, language) ?? (isEnglish(language) ? inlineList(sentence, language) : undefined);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
};

const isEnglish = (language: string): boolean => wordProfile(language).english;

const tidyItems = (items: readonly string[], language: string): string[] | undefined => {
  const tidy = items
    .map((item) => item.trim().replace(/^(?:and|or|even|plus|also|&)\s+/iu, ''))
    .map((item) => capitalised(phraseText([{ text: item, spaceBefore: false }]), language));
  const short = tidy.every(
    (item) => item !== '' && item.split(' ').length <= 4 && [...item].length <= maxItemCharacters,
  );
  return short && tidy.length >= minItems && tidy.length <= maxItems ? tidy : undefined;
};

/** "anything: letters, pictures, even music" */
const announcedList = (sentence: string, language: string): FoundList | undefined => {
  for (const separator of [...sentence.matchAll(/:\s|\s[—–-]\s|—|：/gu)].reverse()) {
    const lead = sentence.slice(0, separator.index);
    const rest = sentence.slice(separator.index + separator[0].length);
    const between = isEnglish(language) ? /,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/u : /[,،、，]\s*/u;
    const items = tidyItems(rest.split(between), language);
    if (items !== undefined) {
      return { heading: headingOf(lead, items, language), items };
    }
  }
  return undefined;
};

/** "every phone, every film and every game": the middle items tell how many words the outer ones have. */
const inlineList = (sentence: string, language: string): FoundList | undefined => {
  const parts = sentence.split(/,\s+/u);
  for (let from = 0; from + 1 < parts.length; from += 1) {
    for (let to = Math.min(parts.length - 1, from + maxItems - 1); to > from; to -= 1) {
      const found = readRun(parts.slice(from, to + 1), language);
      if (found !== undefined) {
        return found;
      }
    }
  }
  return undefined;
};

const readRun = (parts: readonly string[], language: string): FoundList | undefined => {
  const [lead = '', ...others] = parts;
  const tail = others.pop() ?? '';
  const joined = /^(?:(.+?)\s+)?(?:and|or)\s+(.+)$/u.exec(tail);
  if (joined === null) {
    return undefined;
  }
  const middle = [...others, ...(joined[1] === undefined ? [] : [joined[1]])];
  const size = middle[0]?.split(' ').length ?? 0;
  if (size === 0 || size > 3 || middle.some((item) => Math.abs(item.split(' ').length - size) > 1)) {
    return undefined;
  }
  const leadWords = lead.split(' ');
  const tailWords = (joined[2] ?? '').split(' ');
  const first = leadWords.slice(-size).join(' ');
  const last = tailWords.slice(0, size).join(' ');
  const profile = wordProfile(language);
  const run = [first, ...middle, last];
  const items = tidyItems(run, language);
  if (items === undefined || leadWords.length < size || !run.every((item) => isThing(item, profile))) {
    return undefined;
  }
  const around = `${leadWords.slice(0, -size).join(' ')}. ${tailWords.slice(size).join(' ')}`;
  return { heading: headingOf(around, items, language), items };
};

/** "Then oil" and "is called" are pieces of a sentence, no items of a list. */
const isThing = (item: string, profile: WordProfile): boolean => {
  const words = item.split(' ').map(bareWord);
  return profile.mayBegin(words[0] ?? '') && profile.isContent(words.at(-1) ?? '');
};

const headingOf = (text: string, items: readonly string[], language: string): string | undefined => {
  const shown = new Set(items.flatMap((item) => item.split(' ').map(bareWord)));
  const profile = wordProfile(language);
  const meaningful = text
    .split(/\s+/u)
    .filter((word) => profile.isContent(bareWord(word)) && bareWord(word) !== '');
  if (meaningful.length === 0) {
    return undefined;
  }
  const heading = essentialPhrase(text, language, shown);
  return [...heading].length < 4 ? undefined : heading;
};
