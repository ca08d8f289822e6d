const latin = /\p{Script=Latin}/u;
const otherLetters = /(?!\p{Script=Latin})\p{L}/u;

const cleanTerm = (term: string): string =>
  term
    .replace(/^[\s"'“”*_`#.)(-]+|[\s"'“”*_`.]+$/gu, '')
    .replace(/\s+/gu, ' ')
    .slice(0, 80)
    .trim();

/** English search words as a model listed them: marks gone, without repeats and without those of other scripts. */
export const cleanTerms = (terms: readonly string[]): string[] => {
  const kept = new Map<string, string>();
  for (const term of terms.map((one) => cleanTerm(one.replace(/^\s*\d{1,2}[.)]\s+/u, '')))) {
    if (latin.test(term) && !otherLetters.test(term) && !kept.has(term.toLowerCase())) {
      kept.set(term.toLowerCase(), term);
    }
  }
  return [...kept.values()];
};
