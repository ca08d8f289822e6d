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

type Posting = { readonly places: number[]; readonly weights: number[] };

/** Which sentences have a word, and with what weight. */
const postingsOf = (vectors: readonly SentenceVector[]): ReadonlyMap<string, Posting> => {
  const postings = new Map<string, Posting>();
  for (const [place, vector] of vectors.entries()) {
    for (const [word, weight] of vector) {
      const posting = postings.get(word) ?? { places: [], weights: [] };
      posting.places.push(place);
      posting.weights.push(weight);
      postings.set(word, posting);
    }
  }
  return postings;
};

/** The cosines of each sentence with all, row by row; 0 with itself and where they have next to nothing in common. */
const cosineRows = (vectors: readonly SentenceVector[]): Float64Array[] => {
  const postings = postingsOf(vectors);
  return vectors.map((vector, index) => {
    const row = new Float64Array(vectors.length);
    for (const [word, weight] of vector) {
      const { places, weights } = postings.get(word) ?? { places: [], weights: [] };
      for (let entry = 0; entry < places.length; entry += 1) {
        const place = places[entry] ?? 0;
        row[place] = (row[place] ?? 0) + weight * (weights[entry] ?? 0);
      }
    }
    row[index] = 0;
    return row.map((cosine) => (cosine > leastCosine ? cosine : 0));
  });
};

const leastCosine = 0.03;
const damping = 0.85;
const rounds = 30;

/** One round of the walk: each sentence gives its rank to those like it, by likeness. */
const spread = (
  rows: readonly Float64Array[],
  totals: readonly number[],
  ranks: Float64Array,
): Float64Array => {
  const next = new Float64Array(ranks.length).fill(1 - damping);
  for (const [index, row] of rows.entries()) {
    const total = totals[index] ?? 0;
    const share = total === 0 ? 0 : (damping * (ranks[index] ?? 0)) / total;
    for (let place = 0; share > 0 && place < row.length; place += 1) {
      next[place] = (next[place] ?? 0) + share * (row[place] ?? 0);
    }
  }
  return next;
};

/**
 * How central each sentence is, 0 to 1: TextRank (Mihalcea and Tarau, "TextRank: Bringing Order into Texts", 2004)
 * over cosine similarity.
 */
export const rankSentences = (vectors: readonly SentenceVector[]): number[] => {
  const rows = cosineRows(vectors);
  const totals = rows.map((row) => row.reduce((sum, cosine) => sum + cosine, 0));
  let ranks: Float64Array = new Float64Array(vectors.length).fill(1);
  for (let round = 0; round < rounds; round += 1) {
    ranks = spread(rows, totals, ranks);
  }
  const most = ranks.reduce((a, b) => Math.max(a, b), Number.MIN_VALUE);
  return [...ranks].map((rank) => rank / most);
};
