import { phraseText, splitClauses, splitSentences } from './clauses.js';
import { englishVerbs } from './english-verbs.js';
import { negations } from './function-words.js';
import { bestRun, type Limits, type RunInSentence, unspaced } from './phrase.js';
import { capitalised } from './plain-text.js';
import { bareWord, type WordProfile, wordProfile } from './word-profile.js';

/** Of the signs of a sentence, how many a phrase from it may have at most. */
const largestShare = 0.65;
/** A clause of so many words fills a caption line of its own. */
const captionWords = 4;

const limitsFor = (text: string): Limits =>
  unspaced.test(text)
    ? {
        minWords: 1,
        maxWords: 10,
        maxCharacters: /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u.test(text) ? 24 : 12,
      }
    : { minWords: 1, maxWords: 5, maxCharacters: 44 };

/**
 * What a scene is about in one to five words: a part of a sentence, never all that it says, since its captions show
 * every word at the same moment. Deterministic.
 *
 * @param options.holding a word, in lower case, that must be in it
 * @returns `undefined` where nothing shorter than a sentence reads as a phrase: the card then does without
 */
export const keyPhrase = (
  text: string,
  language: string,
  { holding }: { readonly holding?: string | undefined } = {},
): string | undefined => {
  const profile = wordProfile(language);
  const found = bestRun(text, language, {
    avoid: new Set(),
    limits: limitsFor(text),
    judge: (run) => judge(run, profile),
    ...(holding === undefined ? {} : { holding }),
  });
  const phrase = found === undefined ? undefined : capitalised(found.text, language);
  return phrase === undefined || repeatsSentence(phrase, text, language) ? undefined : phrase;
};

/** Whether a text has a sentence, or a clause that fills a caption, with no other words than these. */
export const repeatsSentence = (phrase: string, text: string, language: string): boolean => {
  const said = wordsOf(phrase, language);
  return splitSentences(text, language).some((sentence) => {
    const clauses = splitClauses(sentence, language).map((clause) => wordsOf(phraseText(clause), language));
    return [clauses.flat(), ...clauses.filter(({ length }) => length >= captionWords)].some(
      (words) => words.join(' ') === said.join(' '),
    );
  });
};

const wordsOf = (text: string, language: string): string[] =>
  splitClauses(text, language).flatMap((clause) => clause.map((word) => bareWord(word.text)));

/** Say when, not what: "next time", "one day", "every morning". */
const spansOfTime = new Set(
  'next last first time times day days night nights morning moment minute hour week month year years'.split(
    ' ',
  ),
);

const judge = (run: RunInSentence, profile: WordProfile): number | undefined => {
  const { words, before, clause, sentence } = run;
  const content = words.filter(profile.isContent);
  const telling = content.length;
  const holdsAll = (whole: readonly string[]): boolean => telling === whole.filter(profile.isContent).length;
  const isCaption = clause.length >= captionWords && holdsAll(clause);
  const share = words.join('').length / sentence.join('').length;
  const turned = before.some((word) => negations.has(word) || word.endsWith("n't"));
  const saysWhenOnly = profile.english && content.every((word) => spansOfTime.has(word));
  if (saysWhenOnly || turned || isCaption || holdsAll(sentence) || share > largestShare) {
    return undefined;
  }
  const edge = edges(run, profile);
  return edge === undefined
    ? undefined
    : edge - (words.length === 1 ? 0.3 : 0) - (clause.length === 1 ? 1.5 : 0);
};

/** What a phrase loses or gains by where it was cut; `undefined` where a verb would be left without its object. */
const edges = (run: RunInSentence, profile: WordProfile): number | undefined => {
  const { words, before, clause } = run;
  const last = words.at(-1) ?? '';
  const after = clause[before.length + words.length];
  if (after !== undefined && profile.english && (englishVerbs.has(last) || last.endsWith("n't"))) {
    return undefined;
  }
  return opening(run, profile) + closing(run, profile);
};

/** "under | two bulges of water": what follows a preposition, an article or a verb is a thing. */
const opening = ({ words, before }: RunInSentence, profile: WordProfile): number => {
  const [first = ''] = words;
  const last = before.at(-1) ?? '';
  const follows = words.length > 1 && last !== '' && !profile.isContent(last) && !profile.joins(last) ? 1 : 0;
  if (!profile.english) {
    return follows - (profile.isContent(first) ? 0 : 1.2);
  }
  const isObject = before.length > 1 && englishVerbs.has(last) ? 1.6 : 0;
  const dangling = before.length > 0 && profile.leads(first) ? 1.2 : 0;
  const isVerb = before.length > 0 && englishVerbs.has(first) ? 0.8 : 0;
  return follows + isObject - dangling - isVerb;
};

/** "the moon | pulls": so is what stands before a verb; "coffee wakes you" is half a sentence. */
const closing = ({ words, before, clause }: RunInSentence, profile: WordProfile): number => {
  const last = words.at(-1) ?? '';
  if (!profile.english) {
    return /^\p{Script=Hiragana}+$/u.test(last) ? -1.2 : 0;
  }
  const after = clause[before.length + words.length] ?? '';
  const isSubject = before.length === 0 && englishVerbs.has(after) ? 2.2 : 0;
  const holdsVerb = words.slice(1).some((word) => englishVerbs.has(word)) ? 1.6 : 0;
  return isSubject - holdsVerb - (profile.isContent(last) ? 0 : 0.8);
};
