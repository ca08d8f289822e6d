import { segmentsOf } from './segments.js';
import { stopWordsOf } from './stop-words.js';

/** Words of a sentence with their TF-IDF weights, of length 1. */
export type SentenceVector = ReadonlyMap<string, number>;

/** `bees` and `bee` are one word here; rough, and enough to compare. */
const stem = (word: string): string =>
  word.length > 4 ? word.replace(/(?:ies|es|s|ing|ed|en|er|e)$/u, '') : word.replace(/s$/u, '');

const contentWords = (
  sentence: string,
  segmenter: Intl.Segmenter,
  stopWords: ReadonlySet<string>,
): string[] =>
  [...segmentsOf(sentence.toLowerCase(), segmenter)]
    .filter(({ segment, isWordLike }) => isWordLike === true && !stopWords.has(segment))
    .map(({ segment }) => stem(segment))
    .filter((word) => word.length > 1);

export const vectorsOf = (sentences: readonly string[], language: string): SentenceVector[] => {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const stopWords = stopWordsOf(language);
  const words = sentences.map((sentence) => contentWords(sentence, segmenter, stopWords));
  const frequency = new Map<string, number>();
  for (const word of words.flatMap((list) => [...new Set(list)])) {
    frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  return words.map((list) => {
    const weights = new Map<string, number>();
    for (const word of list) {
      const rarity = Math.log(1 + sentences.length / (frequency.get(word) ?? 1));
      weights.set(word, (weights.get(word) ?? 0) + rarity);
    }
    const length = Math.hypot(...weights.values());
    return new Map([...weights].map(([word, weight]) => [word, weight / length]));
  });
};

/** Cosine of two sentences, 0 to 1. */
export const similarity = (a: SentenceVector, b: SentenceVector): number => {
  const [short, long] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [word, weight] of short) {
    sum += weight * (long.get(word) ?? 0);
  }
  return sum;
};

const damping = 0.85;
const rounds = 30;

/**
 * How central each sentence is, 0 to 1: TextRank (Mihalcea and Tarau, "TextRank: Bringing Order into Texts", 2004)
 * over cosine similarity.
 */
export const rankSentences = (vectors: readonly SentenceVector[]): number[] => {
  const links = vectors.map((vector, index) =>
    vectors.flatMap((other, place) => {
      const weight = place === index ? 0 : similarity(vector, other);
      return weight > 0.03 ? [{ place, weight }] : [];
    }),
  );
  const totals = links.map((list) => list.reduce((sum, { weight }) => sum + weight, 0));
  let ranks = vectors.map(() => 1);
  for (let round = 0; round < rounds; round += 1) {
    const next = vectors.map(() => 1 - damping);
    for (const [index, list] of links.entries()) {
      for (const { place, weight } of list) {
        next[place] = (next[place] ?? 0) + (damping * (ranks[index] ?? 0) * weight) / (totals[index] ?? 1);
      }
    }
    ranks = next;
  }
  const most = Math.max(...ranks, Number.MIN_VALUE);
  return ranks.map((rank) => rank / most);
};
