import type { EmojiIndex, EmojiMatch } from './emoji-index.js';
import { findList } from './find-list.js';
import { findNumber } from './find-number.js';
import { findQuote } from './find-quote.js';
import { keyPhrase, repeatsSentence } from './key-phrase.js';
import { plainText } from './plain-text.js';
import { createRandom, deriveSeed } from './seeded-random.js';
import type { CardSpec, CardStyle } from './spec.js';
import { titleWords } from './title-words.js';
import { bareWord, wordProfile } from './word-profile.js';

export type CardRequest = {
  readonly narration: string;
  readonly title: string;
  /** BCP 47 */
  readonly language: string;
  /** Search words of the scene. English ones find pictures for a narration in any language. */
  readonly terms?: readonly string[];
  readonly sceneIndex: number;
  readonly sceneCount: number;
  readonly seed: number;
  /** Asked for by the storyboard; what the words cannot fill becomes a statement. */
  readonly style?: CardStyle;
  /** Emoji of earlier scenes, not to be shown again. */
  readonly used: ReadonlySet<string>;
  /** Styles of the scenes before this one. */
  readonly previous: readonly CardSpec['style'][];
  /** Style of the scene after this one, where it stands already. */
  readonly next?: CardSpec['style'];
  /** Whether another scene shows the film's title already. */
  readonly titleShown?: boolean;
};

type Option = { readonly spec: CardSpec; readonly fit: number };

/** Fit of each style when it can be filled at all; what is rarer in a script comes first. */
const baseFit = {
  ...{ title: 9, quote: 7, list: 6, number: 4.2, illustration: 3.4, statement: 3.2 },
  ...{ chart: 0, pattern: -5 },
} as const;
/** A picture alone says less than one with words. */
const wordlessMalus = 0.6;
/** Below this an emoji is a guess. */
const minEmojiScore = 0.95;

/**
 * Chooses a card for a scene from its words: pure and repeatable. The card says a short phrase and never a whole
 * sentence of the scene, since captions show every word already.
 */
export const planCard = (request: CardRequest, emojis: EmojiIndex): CardSpec => {
  const options = optionsFor(request, emojis);
  const asked =
    request.style === undefined ? undefined : options.find(({ spec }) => spec.style === request.style);
  if (asked !== undefined) {
    return asked.spec;
  }
  const plain = options.find(({ spec }) => spec.style === 'statement' || spec.style === 'pattern');
  if (request.style !== undefined && plain !== undefined) {
    return plain.spec;
  }
  return bestOption(options, request);
};

/** A scene as its card is planned: by its words, or as it was planned before. */
export type SceneForCard = {
  readonly narration: string;
  readonly terms?: readonly string[];
  readonly style?: CardStyle | undefined;
  /** Stays as it is; the others are planned around it. */
  readonly card?: CardSpec | undefined;
};

/** Plans a whole film, so that pictures do not repeat and styles alternate. */
export const planCards = (
  film: {
    readonly title: string;
    readonly language: string;
    readonly seed: number;
    readonly scenes: readonly SceneForCard[];
  },
  emojis: EmojiIndex,
): CardSpec[] => {
  const { scenes } = film;
  const standing = scenes.flatMap(({ card }) => (card === undefined ? [] : [card]));
  const titleShown = standing.some(({ style }) => style === 'title');
  const used = new Set(standing.flatMap(emojisOf));
  const previous: CardSpec['style'][] = [];
  return scenes.map(({ narration, terms = [], style, card }, sceneIndex) => {
    const next = scenes[sceneIndex + 1]?.card?.style;
    const spec =
      card ??
      planCard(
        {
          ...film,
          ...{ narration, terms, sceneIndex, sceneCount: scenes.length, used, previous, titleShown },
          ...(style === undefined ? {} : { style }),
          ...(next === undefined ? {} : { next }),
        },
        emojis,
      );
    previous.push(spec.style);
    for (const code of emojisOf(spec)) {
      used.add(code);
    }
    return spec;
  });
};

/** The emoji a card shows. */
export const emojisOf = (spec: CardSpec): string[] => {
  if (spec.style === 'illustration') {
    return [spec.emoji];
  }
  return spec.style === 'list' ? spec.items.flatMap(({ emoji }) => (emoji === undefined ? [] : [emoji])) : [];
};

const bestOption = (options: readonly Option[], request: CardRequest): CardSpec => {
  const random = createRandom(deriveSeed('card', request.seed, request.sceneIndex));
  const [last, beforeLast] = request.previous.slice(-2).reverse();
  const scored = options.map(({ spec, fit }) => {
    const jitter = random() * 0.9;
    const isLateTitle = spec.style === 'title' && (request.sceneIndex > 0 || request.titleShown === true);
    const repeated = spec.style === last ? (last === beforeLast ? -20 : -1.6) : 0;
    const anticipated = spec.style === request.next ? -1.6 : 0;
    return { spec, score: fit + jitter + repeated + anticipated + (isLateTitle ? -9 : 0) };
  });
  scored.sort((a, b) => b.score - a.score);
  const [best] = scored;
  return best?.spec ?? { style: 'pattern', language: request.language };
};

const optionsFor = (request: CardRequest, emojis: EmojiIndex): Option[] => {
  const { language } = request;
  const text = plainText(request.narration);
  const headline = keyPhrase(text, language);
  const options: Option[] = [];
  const add = (spec: CardSpec, bonus = 0): void => {
    options.push({ spec, fit: baseFit[spec.style] + bonus });
  };
  add(statementOf(headline, language, emojis));
  const title = titleSpec(request, text);
  if (title !== undefined) {
    add(title);
  }
  const quote = findQuote(text, language);
  if (quote !== undefined) {
    add({ style: 'quote', language, quote: quote.words, ...defined('speaker', quote.speaker) });
  }
  const list = findList(text, language);
  if (list !== undefined) {
    add({
      style: 'list',
      language,
      ...defined('heading', list.heading),
      items: withEmoji(list.items, request, emojis),
    });
  }
  const number = findNumber(text, language);
  if (number !== undefined) {
    const { strength, figure, label, lead } = number;
    add({ style: 'number', language, figure, label, ...defined('lead', lead) }, Math.min(1.8, strength / 2));
  }
  const emoji = bestEmoji(request, emojis, headline ?? '');
  if (emoji !== undefined) {
    const { spec, bonus } = illustrationOf(emoji, { text, language, headline }, emojis);
    add(spec, bonus);
  }
  return options;
};

const statementOf = (headline: string | undefined, language: string, emojis: EmojiIndex): CardSpec =>
  headline === undefined
    ? { style: 'pattern', language }
    : { style: 'statement', language, headline, ...highlightOf(headline, language, emojis) };

/** A picture with the words that call for it: a lemon above words about an octopus is a riddle. */
const illustrationOf = (
  emoji: EmojiMatch,
  words: { readonly text: string; readonly language: string; readonly headline: string | undefined },
  emojis: EmojiIndex,
): { spec: CardSpec; bonus: number } => {
  const { text, language } = words;
  const namedIn = (phrase: string): string | undefined =>
    phrase.split(' ').find((word) => emoji.word !== '' && bareWord(word).replace(/'s$/u, '') === emoji.word);
  const headline =
    words.headline === undefined || namedIn(words.headline) === undefined
      ? (keyPhrase(text, language, { holding: emoji.word }) ?? words.headline)
      : words.headline;
  const bonus = Math.min(1.6, emoji.score / 2.5);
  if (headline === undefined) {
    return { spec: { style: 'illustration', language, emoji: emoji.code }, bonus: bonus - wordlessMalus };
  }
  const named = namedIn(headline);
  const stressed =
    named === undefined || !headline.includes(' ')
      ? highlightOf(headline, language, emojis)
      : { highlight: withoutMarks(named) };
  return { spec: { style: 'illustration', language, emoji: emoji.code, headline, ...stressed }, bonus };
};

const defined = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } => {
  const part: { [K in Key]?: Value } = {};
  if (value !== undefined) {
    part[key] = value;
  }
  return part;
};

/** The film's title, or a phrase of it where the narration says it word for word; on later scenes one of theirs. */
const titleSpec = (request: CardRequest, text: string): CardSpec | undefined => {
  const { language, sceneIndex } = request;
  const whole = plainText(request.title);
  const title = sceneIndex === 0 ? titleWords(whole, language) : undefined;
  const repeats = title !== undefined && repeatsSentence(title.headline, text, language);
  const headline =
    title === undefined ? keyPhrase(text, language) : repeats ? keyPhrase(whole, language) : title.headline;
  return headline === undefined
    ? undefined
    : { style: 'title', language, headline, ...defined('kicker', repeats ? undefined : title?.kicker) };
};

/** What a narration in another language says word for word is a word of that language, whatever it looks like. */
const englishTerms = ({ narration, language, terms = [] }: CardRequest): readonly string[] => {
  if (wordProfile(language).english) {
    return terms;
  }
  const spoken = narration.toLowerCase();
  return terms.filter((term) => !spoken.includes(term.toLowerCase()));
};

const bestEmoji = (request: CardRequest, emojis: EmojiIndex, headline: string): EmojiMatch | undefined => {
  const shown = new Set(emojis.find(headline, request.language).map(({ code }) => code));
  const fromWords = emojis.find(request.narration, request.language);
  const fromTerms = emojis
    .find(englishTerms(request).join('. '), 'en')
    .map((match) => ({ ...match, score: match.score * 0.9 }));
  return [...fromWords, ...fromTerms]
    .filter(({ code, score }) => !request.used.has(code) && score >= minEmojiScore)
    .map((match) => ({ ...match, score: match.score + (shown.has(match.code) ? 1 : 0) }))
    .sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1))[0];
};

/** Either every item has a picture of its own or none has: half a set looks like a mistake. */
const withEmoji = (
  items: readonly string[],
  request: CardRequest,
  emojis: EmojiIndex,
): { text: string; emoji?: string }[] => {
  const taken = new Set(request.used);
  const codes = items.map((item) => {
    const match = emojis
      .find(item, request.language)
      .find(({ code, score }) => score >= 1 && !taken.has(code));
    if (match !== undefined) {
      taken.add(match.code);
    }
    return match?.code;
  });
  const complete = codes.every((code) => code !== undefined);
  return items.map((text, index) => (complete ? { text, ...defined('emoji', codes[index]) } : { text }));
};

/** The word to stress: the thing that has a picture, else the longest telling word, the later of two alike. */
const highlightOf = (headline: string, language: string, emojis: EmojiIndex): { highlight?: string } => {
  const words = headline.split(' ');
  if (words.length < 3) {
    return {};
  }
  const profile = wordProfile(language);
  const pictured = new Set(emojis.find(headline, language).map(({ word }) => word));
  let best: { word: string; weight: number } | undefined;
  for (const word of words) {
    const bare = bareWord(word);
    const weight = [...bare].length + (pictured.has(bare) ? 4 : 0) - (/er$/u.test(bare) ? 2 : 0);
    if (profile.isContent(bare) && weight >= (best?.weight ?? 4)) {
      best = { word, weight };
    }
  }
  return defined('highlight', best === undefined ? undefined : withoutMarks(best.word));
};

const withoutMarks = (word: string): string => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, '');
