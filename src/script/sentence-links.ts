import { dependsOnBefore, withoutConnective } from './anaphora.js';
import type { Hero } from './names.js';
import { refutationOf } from './refutation.js';

/** A sentence and where it stands. */
type Placed = { readonly text: string; readonly block: number; readonly section: number };

/** The places from which and up to which a sentence has to be told so that nothing hangs in the air. */
export type Link = { readonly from: number; readonly to: number };

export const isQuestion = (text: string): boolean => /[?？؟]["”’»]?$/u.test(text);

/** `There are two reasons.`, `The right answer came from Newton.`: what follows belongs to it. */
const announces =
  /[:：]$|\b(?:two|three|four|five|several|many|some) (?:\p{L}+ )?(?:reasons|ways|things|kinds|steps|answers|causes)\b|\b(?:the|another|a|an)(?: \p{L}+)? (?:answer|explanation|solution|reason|remedy|question) (?:came|comes|was found|lay|lies|is simple|was simple)\b|\b(?:a|an|another) (?:\p{L}+ )?(?:question|idea|thought|answer)[.]$/iu;
/** `She compared them with the stars.`: the rest of a sentence after its first word. */
const earlyObject = /^\S+ (?:\p{L}+ ){1,2}(?:it|them|these|those|its|their|him)\b/iu;

const leansBack = (text: string, language: string, hero: Hero | undefined): boolean => {
  const bare = withoutConnective(text, language);
  return hero?.pronoun.test(bare) === true
    ? earlyObject.test(bare) || dependsOnBefore(bare.replace(hero.pronoun, hero.name), language)
    : dependsOnBefore(bare, language);
};

/** Where a sentence that leans back finds its support; `-1` where there is none. */
const supportOf = (index: number, sentences: readonly Placed[]): number => {
  const [own, before] = [sentences[index], sentences[index - 1]];
  return own !== undefined && before?.section === own.section ? index - 1 : -1;
};

type LinkOptions = { readonly language: string; readonly hero: Hero | undefined };

/** Ties between neighbours: support, answers and what was announced. */
const neighbourLink = (
  index: number,
  sentences: readonly Placed[],
  { language, hero }: LinkOptions,
): Link => {
  const [before, own, next] = [sentences[index - 1], sentences[index], sentences[index + 1]];
  const text = own?.text ?? '';
  const awaits = (one: Placed | undefined): boolean =>
    one !== undefined && (isQuestion(one.text) || announces.test(one.text));
  const isAnswer = awaits(before) && before?.block === own?.block;
  const hasAnswer = isQuestion(text) || (awaits(own) && next?.block === own?.block);
  const leans = isAnswer || leansBack(text, language, hero);
  return { from: leans ? supportOf(index, sentences) : index, to: hasAnswer ? index + 1 : index };
};

/**
 * What each sentence cannot be told without: the one it leans on, the answer to a question, what was announced, and
 * for a belief that the document refutes the refutation, and the other way round.
 */
export const linksOf = (sentences: readonly Placed[], options: LinkOptions): Link[] => {
  const links = sentences.map((_, index) => neighbourLink(index, sentences, options));
  const texts = sentences.map(({ text }) => text);
  for (const index of /^en\b/iu.test(options.language) ? texts.keys() : []) {
    const [refuted, belief] = [refutationOf(index, texts), links[index]];
    const refutation = links[refuted ?? -1];
    if (refuted !== undefined && belief !== undefined && refutation !== undefined) {
      links[index] = { ...belief, to: Math.max(belief.to, refuted) };
      links[refuted] = { ...refutation, from: Math.min(refutation.from, index) };
    }
  }
  return links;
};
