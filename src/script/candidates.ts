import type { Link } from './sentence-links.js';
import { type Sentence, unfit } from './weigh-sentences.js';

/** Neighbouring sentences, by their places, that can be told without any other. */
export type Candidate = { readonly members: readonly number[] };

/** A thought is told in at most this many sentences. */
const mostSentences = 8;
/** A sentence that is over sooner is told only together with others. */
const shortestSec = 1.4;

/** The candidates that begin with one sentence, shortest first. */
const candidatesFrom = (
  start: number,
  sentences: readonly Sentence[],
  links: readonly Link[],
): Candidate[] => {
  const found: Candidate[] = [];
  const section = sentences[start]?.section;
  let open = start;
  for (let end = start; end < start + mostSentences; end += 1) {
    const [sentence, link] = [sentences[end], links[end]];
    if (sentence === undefined || link === undefined || unfit(sentence) || link.from < start) {
      break;
    }
    const isNewThought = sentence.block !== sentences[end - 1]?.block && link.from === end && open < end;
    if (end > start && (sentence.section !== section || isNewThought)) {
      break;
    }
    open = Math.max(open, link.to);
    const isFlash = end === start && sentence.seconds < shortestSec;
    if (open <= end && !isFlash) {
      found.push({ members: Array.from({ length: end - start + 1 }, (_, more) => start + more) });
    }
  }
  return found;
};

/** Every run of a few sentences within a paragraph that leans on nothing outside it, by its beginning. */
export const candidatesOf = (sentences: readonly Sentence[], links: readonly Link[]): Candidate[] =>
  sentences.flatMap((_, start) => candidatesFrom(start, sentences, links));
