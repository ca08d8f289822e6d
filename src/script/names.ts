/** A capital that only begins a sentence or a phrase. */
const plain =
  '(?:The|An?|In|At|On|By|For|From|With|When|While|But|And|As|If|That|This|Its?|After|Before|Since|Of|To)';
/** `Ellen Brandt`: two words with capitals. */
const pair = new RegExp(`\\b(?!${plain} )\\p{Lu}\\p{Ll}+ (?<name>\\p{Lu}[\\p{Ll}’'-]*\\p{Ll})`, 'gu');
/** `the Lumen, a pump`: what is told at once what it is; not so `of Greenwich, who`. */
const appositive =
  /(?<=\s)(?<!\b(?:of|in|at|from|to|near|by|for) (?:the )?)(?<name>\p{Lu}\p{Ll}{2,}), (?:an?|the|who|which|where)\b/gu;
const capitalised = new RegExp(
  `(?<before>\\b(?!${plain} )\\p{Lu}[\\p{Ll}’'-]* )?\\b(?<name>\\p{Lu}\\p{Ll}{2,})`,
  'gu',
);

/** Names that a document introduces, each with the place of the sentence that does so: `Brandt`, `Lumen`. */
export const introducedNames = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const introduced = new Map<string, number>();
  const heard = new Set<string>();
  for (const [index, text] of texts.entries()) {
    for (const { groups } of [...text.matchAll(pair), ...text.matchAll(appositive)]) {
      const name = groups?.['name'] ?? '';
      if (!heard.has(name) && !introduced.has(name)) {
        introduced.set(name, index);
      }
    }
    for (const [word] of text.matchAll(/\p{Lu}\p{Ll}+/gu)) {
      heard.add(word);
    }
  }
  return introduced;
};

/** The introduced names that a sentence uses alone, as of somebody known, each with the place of its introduction. */
export const bareNamesIn = (
  text: string,
  introduced: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(capitalised)].flatMap(({ groups }) => {
      const name = groups?.['name'] ?? '';
      const place = introduced.get(name);
      return groups?.['before'] === undefined && place !== undefined ? [[name, place] as const] : [];
    }),
  );

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** One pronoun is so much more frequent that it is the hero's. */
const heroShare = 0.65;

/** The person whom a document is about, and the pronouns that mean this person wherever a sentence begins with one. */
export type Hero = { readonly name: string; readonly pronoun: RegExp };

/**
 * The hero of a life: a name of the title that the first sentence has too, and whose pronoun prevails. English alone.
 */
export const heroOf = (
  title: string | undefined,
  texts: readonly string[],
  language: string,
): Hero | undefined => {
  const name = [...(title ?? '').matchAll(/\p{Lu}\p{Ll}{2,}/gu)]
    .map(([word]) => word)
    .findLast((word) => new RegExp(`\\b\\p{Lu}\\p{Ll}+ ${word}\\b`, 'u').test(texts[0] ?? ''));
  if (name === undefined || !/^en\b/iu.test(language)) {
    return undefined;
  }
  const whole = texts.join(' ');
  const female = count(whole, /\b(?:she|her|hers)\b/giu);
  const male = count(whole, /\b(?:he|him|his)\b/giu);
  const share = Math.max(female, male) / Math.max(1, female + male);
  return share < heroShare
    ? undefined
    : { name, pronoun: female > male ? /^(?:she|her)(?=\s)/iu : /^(?:he|his)(?=\s)/iu };
};
