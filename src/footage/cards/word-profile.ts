import { functionWordsOf } from './function-words.js';

/** What a language's function words are, so that a phrase neither begins nor ends on a loose one. */
export type WordProfile = {
  readonly english: boolean;
  /** Carries meaning: not an article, preposition, auxiliary or pronoun. */
  isContent(word: string): boolean;
  /** Joins clauses: a phrase may well begin after it. */
  joins(word: string): boolean;
  /** Needs the word before it: a phrase should not end there. */
  clings(word: string): boolean;
  /** A preposition: at the head of a phrase it points back to what is cut off. */
  leads(word: string): boolean;
  mayBegin(word: string): boolean;
  mayEnd(word: string): boolean;
};

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const conjunctions = list(
  'and or but nor so yet because although though while whereas if unless until since than that which who whom whose where when as',
);
const prepositions = list(
  'of in on at by for from to with without about into onto over under between through during against among across after before behind beyond near toward towards upon within per via around up down off out like',
);
const determiners = list(
  'a an the this these those its his her their our my your some any each every no such very more most quite just only even almost nearly about another other',
);
const auxiliaries = list(
  'is are was were be been being am has have had do does did will would can could shall should may might must not',
);
const pronouns = list(
  "i you he she it we they me him them us there here what how why one ours mine yours theirs hers it's that's",
);
const fillers = list(
  'also then now still too ever never really already today later once again perhaps maybe however well much many way thing things something anything everything kind lot really got get gets made make makes let lets went go goes come came said says say',
);

const englishEnd = (word: string): boolean =>
  !conjunctions.has(word) &&
  (!prepositions.has(word) || ['around', 'up', 'down', 'out', 'off', 'over'].includes(word)) &&
  !determiners.has(word) &&
  !auxiliaries.has(word) &&
  !['what', 'how', 'why', 'i', 'he', 'she', 'we', 'they', 'there'].includes(word);

const english: WordProfile = {
  english: true,
  isContent: (word) =>
    !conjunctions.has(word) &&
    !prepositions.has(word) &&
    !determiners.has(word) &&
    !auxiliaries.has(word) &&
    !pronouns.has(word) &&
    !fillers.has(word),
  mayBegin: (word) =>
    !conjunctions.has(word) && !auxiliaries.has(word) && !['of', 'than', 'to', 'also', 'then'].includes(word),
  joins: (word) => word === 'how' || (conjunctions.has(word) && word !== 'so' && word !== 'as'),
  clings: (word) => ['of', 'than', 'as'].includes(word),
  leads: (word) => prepositions.has(word),
  mayEnd: englishEnd,
};

/** Languages whose shortest words are mostly articles and prepositions. */
const shortWordsAreLoose = list('de fr es it pt nl sv da nb no fi pl cs sk ro hu ru uk bg sr hr ca el');

/** Their particles follow what they belong to, so that nothing begins with one. */
const postpositional = list('hi ja ko th tr zh');

const generic = (language: string): WordProfile => {
  const loose = shortWordsAreLoose.has(language);
  const functionWords = functionWordsOf(language);
  const isContent = (word: string): boolean =>
    !functionWords.has(word) && (!loose || [...word].length > 3 || /\p{N}/u.test(word));
  return {
    english: false,
    isContent,
    joins: (word) => !isContent(word),
    clings: () => false,
    leads: () => false,
    mayBegin: (word) => !postpositional.has(language) || isContent(word),
    mayEnd: isContent,
  };
};

/** @param language BCP 47 */
export const wordProfile = (language: string): WordProfile => {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  return primary === 'en' ? english : generic(primary);
};

/** A word as the profile knows it: lower case, without the punctuation that clings to it. */
export const bareWord = (word: string): string =>
  word
    .toLowerCase()
    .replace(/\u2019/gu, "'")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}%]+$/gu, '');
