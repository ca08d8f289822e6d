/** Words that begin a clause, so that a long sentence may be cut before them. */
const conjunctions: Readonly<Record<string, string>> = {
  en: 'and but or so because which while although though unless until when where whereas after before since that if who',
  es: 'y e pero o porque que cuando mientras aunque donde como si sino',
  fr: 'et mais ou car parce que quand lorsque tandis où qui dont si puis',
  de: 'und aber oder denn weil dass während obwohl wenn als bevor nachdem sondern die der das',
  it: 'e ed ma o perché che quando mentre dove se come quindi',
  pt: 'e mas ou porque que quando enquanto onde se como embora',
  nl: 'en maar of want omdat dat terwijl wanneer toen hoewel die als',
  ru: 'и но а или потому что чтобы когда где который если хотя',
  vi: 'và nhưng hoặc vì mà khi nếu',
};

const strongMark = /[;:；：…]["'”’»)\]」』）]*(?=\s|$)|[；：…]|\s[—–](?=\s)|—(?=[\p{L}"“])/gu;
const weakMark = /[,،]["'”’»)\]]*(?=\s)|[，、]["'”’」』）]*/gu;

type Border = { readonly at: number; readonly cost: number };

const bordersOf = (sentence: string, language: string): Border[] => {
  const borders: Border[] = [];
  const collect = (pattern: RegExp, cost: number) => {
    for (const match of sentence.matchAll(pattern)) {
      borders.push({ at: match.index + match[0].length, cost });
    }
  };
  collect(strongMark, 0);
  collect(weakMark, 0.15);
  const words = conjunctions[language.toLowerCase().split('-')[0] ?? ''];
  if (words !== undefined) {
    collect(new RegExp(`\\s(?=(?:${words.replaceAll(' ', '|')})\\s)`, 'giu'), 0.3);
  }
  return borders;
};

type CutOptions = {
  readonly language: string;
  readonly maxSec: number;
  readonly estimate: (text: string) => number;
};

/** A cut leaves nothing shorter than this on either side, else a scene would be a flash. */
const minPartSec = 1.5;

const cutAt = (sentence: string, at: number): [string, string] => [
  sentence.slice(0, at).trim(),
  sentence.slice(at).trim(),
];

const bestCut = (
  sentence: string,
  borders: readonly Border[],
  options: CutOptions,
): [string, string] | undefined => {
  const total = options.estimate(sentence);
  let best: { at: number; cost: number } | undefined;
  for (const border of borders) {
    // Characters stand in for seconds here: near enough to weigh a border, and cheap for a sentence of pages.
    const share = border.at / sentence.length;
    const cost = Math.abs(share - 0.5) + border.cost;
    const shortest = Math.min(share, 1 - share) * total;
    if (shortest >= minPartSec && (best === undefined || cost < best.cost)) {
      best = { at: border.at, cost };
    }
  }
  return best === undefined ? undefined : cutAt(sentence, best.at);
};

/** Beyond this even a sentence without clauses is cut, between any two words. */
const longestScene = { factor: 2, characters: 1_000 };

/**
 * Cuts a sentence that takes longer than `maxSec` at its clause borders, into parts of like length. One without
 * clauses stays whole up to twice that. The parts, joined by white space where it was, are the sentence.
 */
export const cutLongSentence = (sentence: string, options: CutOptions): string[] => {
  const seconds = options.estimate(sentence);
  if (seconds <= options.maxSec && sentence.length <= longestScene.characters) {
    return [sentence];
  }
  const unbearable =
    seconds > options.maxSec * longestScene.factor || sentence.length > longestScene.characters;
  const cut =
    bestCut(sentence, bordersOf(sentence, options.language), options) ??
    (unbearable ? cutInTheMiddle(sentence, options.language) : undefined);
  return cut === undefined ? [sentence] : cut.flatMap((part) => cutLongSentence(part, options));
};

/** How far from its middle a sentence without clauses may be cut, in characters. */
const middleReach = 60;

/** Between the two words nearest to the middle, else between two characters as people count them. */
const cutInTheMiddle = (sentence: string, language: string): [string, string] | undefined => {
  const from = Math.max(0, Math.floor(sentence.length / 2) - middleReach);
  const nearby = sentence.slice(from, from + 2 * middleReach);
  const spaces = [...nearby.matchAll(/(?<=\S)\s+(?=\S)/gu)].map((match) => match.index + match[0].length);
  const borders = [
    spaces,
    ...(['word', 'grapheme'] as const).map((granularity) =>
      [...new Intl.Segmenter(language, { granularity }).segment(nearby)]
        .slice(1, -1)
        .map(({ index }) => index),
    ),
  ].find((candidates) => candidates.length > 0);
  if (borders === undefined) {
    return undefined;
  }
  const nearest = borders.reduce((best, at) =>
    Math.abs(at - middleReach) < Math.abs(best - middleReach) ? at : best,
  );
  return cutAt(sentence, from + nearest);
};
