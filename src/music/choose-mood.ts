import { createRandom, pick } from './compose/random.js';
import { moodThemes } from './mood-words.js';
import { type Mood, moods } from './music.js';

/** What suits most films; the others are for those whose words ask for them. */
const unasked = ['calm', 'warm', 'curious', 'upbeat', 'lofi'] as const satisfies readonly Mood[];

/** Fewer words than this, and a share of the script less than this, are chance. */
const leastWords = 2;
const leastShare = 0.012;
/** Short beginnings are whole words: `war` is not in `warm`. */
const shortTheme = 4;

const asksFor = (word: string, theme: string): boolean =>
  theme.length <= shortTheme ? word === theme || word === `${theme}s` : word.startsWith(theme);

/** The mood that the most words of a text ask for; undefined where too few do. */
const moodOfWords = (text: string): Mood | undefined => {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = moods.map((mood) => ({
    mood,
    count: words.filter((word) => moodThemes[mood].some((theme) => asksFor(word, theme))).length,
  }));
  const [best, second] = counts.toSorted((a, b) => b.count - a.count);
  const isPlain =
    best !== undefined &&
    best.count >= leastWords &&
    best.count / words.length >= leastShare &&
    best.count > (second?.count ?? 0);
  return isPlain ? best.mood : undefined;
};

/**
 * The mood of a film that leaves the choice to us: the one its words ask for, else one by the seed. Always the same
 * for the same film.
 */
export const chooseMood = (seed: number, text = ''): Mood =>
  moodOfWords(text) ?? pick(createRandom(`mood/${seed}`), unasked);
