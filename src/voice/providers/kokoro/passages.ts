import type { SpokenWord } from '../../normalise/spoken-word.js';
import { tokensOf } from './vocabulary.js';

/** A spoken word with its sound. */
export type VoicedWord = SpokenWord & {
  /** Kokoro's symbols; empty for what has no sound. */
  readonly symbols: string;
};

/** Tokens for one call of the model. */
export type Passage = {
  /** Without the two pads. */
  readonly tokens: readonly number[];
  /** For each voiced word in it: where its sound stands in `tokens`, end exclusive. */
  readonly words: readonly { readonly index: number; readonly from: number; readonly to: number }[];
  /** The pause that follows, in seconds. */
  readonly pauseSec: number;
};

const sentenceEnd = /[.!?…]/u;
const clauseEnd = /[,;:—)”]/u;
const pausesSec = { sentence: 0.4, clause: 0.22, word: 0.06 } as const;

type Draft = {
  readonly words: readonly { readonly index: number; readonly tokens: WordTokens }[];
  readonly size: number;
};
type WordTokens = { readonly before: number[]; readonly sound: number[]; readonly after: number[] };

/**
 * Cuts voiced words to passages of at most `limit` tokens: at the last sentence end that fits, else at the
 * last clause end, else between words. A single word longer than the limit is cut short.
 */
export const toPassages = (words: readonly VoicedWord[], limit: number): Passage[] => {
  const passages: Passage[] = [];
  let from = 0;
  while (from < words.length) {
    const to = passageEnd(words, from, limit);
    const draft = draftOf(words, from, to, limit);
    if (draft.size > 0) {
      passages.push(finish(draft, to < words.length ? pauseAfter(words[to - 1]) : 0));
    }
    from = to;
  }
  return passages;
};

/** The end, exclusive, of the passage that starts at `from`. */
const passageEnd = (words: readonly VoicedWord[], from: number, limit: number): number => {
  let size = 0;
  let atSentence = 0;
  let atClause = 0;
  for (let index = from; index < words.length; index += 1) {
    const word = words[index];
    size += word === undefined ? 0 : sizeOf(word);
    if (size > limit) {
      return atSentence || atClause || Math.max(index, from + 1);
    }
    if (sentenceEnd.test(word?.after ?? '')) {
      atSentence = index + 1;
    } else if (clauseEnd.test(word?.after ?? '')) {
      atClause = index + 1;
    }
  }
  return words.length;
};

/** A space, and a full stop that may have to be added, are counted in. */
const sizeOf = (word: VoicedWord): number => {
  const { before, sound, after } = wordTokens(word);
  return before.length + sound.length + Math.max(1, after.length) + 1;
};

const wordTokens = (word: VoicedWord): WordTokens => ({
  before: tokensOf(word.before),
  sound: tokensOf(word.symbols),
  after: tokensOf(word.after),
});

const draftOf = (words: readonly VoicedWord[], from: number, to: number, limit: number): Draft => {
  const kept: { index: number; tokens: WordTokens }[] = [];
  let size = 0;
  for (let index = from; index < to; index += 1) {
    const word = words[index];
    const tokens = word === undefined ? undefined : wordTokens(word);
    if (tokens !== undefined && tokens.sound.length > 0) {
      tokens.sound.splice(Math.max(1, limit - tokens.before.length - tokens.after.length - 2));
      kept.push({ index, tokens });
      size += tokens.sound.length;
    }
  }
  return { words: kept, size };
};

const space = tokensOf(' ');
const fullStop = tokensOf('.');

const finish = (draft: Draft, pauseSec: number): Passage => {
  const tokens: number[] = [];
  const words: { index: number; from: number; to: number }[] = [];
  for (const [order, { index, tokens: parts }] of draft.words.entries()) {
    tokens.push(...(order === 0 ? [] : space), ...parts.before);
    words.push({ index, from: tokens.length, to: tokens.length + parts.sound.length });
    tokens.push(...parts.sound, ...parts.after);
  }
  // Without a mark at its end the model swallows the last sound.
  if (draft.words.at(-1)?.tokens.after.length === 0) {
    tokens.push(...fullStop);
  }
  return { tokens, words, pauseSec };
};

const pauseAfter = (word: VoicedWord | undefined): number => {
  const after = word?.after ?? '';
  if (sentenceEnd.test(after)) {
    return pausesSec.sentence;
  }
  return clauseEnd.test(after) ? pausesSec.clause : pausesSec.word;
};
