/** Somebody holds something to be so. */
const belief =
  /\b(?:thought|believed|supposed|assumed|expected|claimed|imagined|suspected|predicted|feared|convinced|reported|rumou?r(?:ed)?|myths?|legend)\b|\b(?:people|many|most|some|scientists|experts|others|we|you|they|everyone|everybody|\p{Ll}+s) (?:often )?(?:think|believe|assume|claim|expect|say)\b/iu;
/** It is not so. */
const verdict =
  /\b(?:wrong|mistaken|false|untrue|not true|incorrect|disproved|disproven|refuted|debunked|nonsense|not so)\b|\b(?:a|an|this|that) (?:mistake|error|myth|misunderstanding|fallacy)\b|\bno evidence\b/iu;
/** `They did not.`, `It never came.`: nothing but the denial. */
const denial =
  /^(?:it|they|he|she|this|that|nothing|none|neither)\b(?: \p{L}+)? (?:not|never|didn[’']t|wasn[’']t|weren[’']t|doesn[’']t|don[’']t|isn[’']t|aren[’']t)(?: \p{L}+){0,3}[.!]$/iu;
const contrast = /^(?:but|however|yet|in fact|in truth|in reality|actually|instead)\b/iu;

/** A refutation comes at most this many sentences after the belief. */
const reach = 3;

const refutes = (text: string, distance: number): boolean =>
  verdict.test(text) || denial.test(text) || (distance === 1 && contrast.test(text));

/**
 * The place of the sentence that refutes what sentence `index` says somebody believes, if one follows soon. A belief
 * that a document refutes must never be told without it. English alone.
 */
export const refutationOf = (index: number, texts: readonly string[]): number | undefined => {
  const text = texts[index] ?? '';
  if (!belief.test(text) || verdict.test(text)) {
    return undefined;
  }
  for (let distance = 1; distance <= reach; distance += 1) {
    const next = texts[index + distance];
    if (next !== undefined && refutes(next, distance)) {
      return index + distance;
    }
  }
  return undefined;
};
