import { splitSentences } from './clauses.js';

export type FoundQuote = { readonly words: string; readonly speaker: string | undefined };

const quoted = /(?:[“„]([^“”„]+)[”“]|"([^"]+)"|«([^«»]+)»|「([^「」]+)」|『([^『』]+)』)/gu;
const maxWords = 16;
const maxCharacters = 96;

const name = "(\\p{Lu}[\\p{L}'’.-]*(?:\\s+\\p{Lu}[\\p{L}'’.-]*){0,2})";
const saying =
  '(?:said|says|wrote|writes|asked|asks|replied|called|declared|told|noted|answered|argued|warned|insisted|explained)';
const speakerBefore = new RegExp(`${name}\\s+(?:once\\s+)?${saying}\\b[^"“”]{0,24}$`, 'u');
const sayingAfter = new RegExp(`^[,\\s]*${saying}\\s+${name}`, 'u');
const speakerAfter = new RegExp(`^[,\\s]*${name}\\s+(?:once\\s+)?${saying}\\b`, 'u');
const notNames = new Set([
  'He',
  'She',
  'They',
  'It',
  'I',
  'We',
  'You',
  'One',
  'People',
  'The',
  'But',
  'And',
  'As',
  'So',
]);

/** The first passage in quotation marks that is long enough to stand on a card, never altered, only its first sentence where it is long. */
export const findQuote = (text: string, language: string): FoundQuote | undefined => {
  for (const match of text.matchAll(quoted)) {
    const inside = match.slice(1).find((group) => group !== undefined) ?? '';
    const words = fitting(inside.trim(), language);
    if (words !== undefined) {
      return { words, speaker: findSpeaker(text, match.index, match[0].length) };
    }
  }
  return undefined;
};

const fitting = (inside: string, language: string): string | undefined => {
  const candidates = [inside, splitSentences(inside, language)[0] ?? ''];
  return candidates
    .map((candidate) => candidate.replace(/[,;:\s]+$/u, ''))
    .find((candidate) => {
      const wordCount = candidate.split(/\s+/u).length;
      const long = [...candidate].length;
      const enough = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]/u.test(candidate)
        ? long >= 6
        : wordCount >= 3;
      return enough && wordCount <= maxWords && long <= maxCharacters;
    });
};

const findSpeaker = (text: string, start: number, length: number): string | undefined => {
  const before = text.slice(Math.max(0, start - 120), start);
  const after = text.slice(start + length, start + length + 120);
  const found =
    sayingAfter.exec(after)?.[1] ?? speakerAfter.exec(after)?.[1] ?? speakerBefore.exec(before)?.[1];
  const speaker = found?.replace(/[.,'’]+$/u, '');
  return speaker === undefined || notNames.has(speaker.split(' ')[0] ?? '') ? undefined : speaker;
};
