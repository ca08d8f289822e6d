import { withoutConnective } from './anaphora.js';
import { asksForReason } from './causality.js';
import { selectSentences } from './choose-sentences.js';
import { isTerminated } from './clean.js';
import type { DocumentText } from './document-text.js';
import { heroOf } from './names.js';
import { linksOf } from './sentence-links.js';
import { vectorsOf } from './sentence-rank.js';
import { estimateSpeechSec } from './speech-length.js';
import { readSentences, type Sentence, scoresOf } from './weigh-sentences.js';

export type CondenseOptions = {
  /** BCP 47. */
  readonly language: string;
  readonly targetSec: number;
};
export type Condensed = { readonly script: string; readonly condensed: boolean };

/** A document this much longer than the target is still used whole. */
const wholeShare = 1.1;

const titleLine = (title: string | undefined): string | undefined => {
  if (title === undefined) {
    return undefined;
  }
  const words = title.split(/\s+/u).length;
  const reads = words <= 16 && title.length >= 6 && title.length <= 120 && !/[|/\\_{}<>=]/u.test(title);
  return reads ? (isTerminated(title) ? title : `${title}.`) : undefined;
};

const asParagraphs = (document: DocumentText): string => {
  const title = titleLine(document.title);
  const paragraphs = document.blocks.map(({ text, kind }) =>
    kind === 'text' || isTerminated(text) ? text : `${text.replace(/[,;:]$/u, '')}.`,
  );
  return [...(title === undefined ? [] : [title]), ...paragraphs].join('\n\n');
};

/** Paragraphs of the chosen sentences. One that lost its predecessor loses the word that tied it there. */
const tellChosen = (
  sentences: readonly Sentence[],
  chosen: ReadonlySet<number>,
  language: string,
): string[] => {
  const paragraphs = new Map<number, string[]>();
  for (const index of [...chosen].toSorted((a, b) => a - b)) {
    const sentence = sentences[index];
    if (sentence !== undefined) {
      const { text, block } = sentence;
      const follows = chosen.has(index - 1) && sentences[index - 1]?.block === block;
      const told = follows ? text : withoutConnective(text, language);
      paragraphs.set(block, [...(paragraphs.get(block) ?? []), told]);
    }
  }
  return [...paragraphs.values()].map((texts) => texts.join(' '));
};

/**
 * Brings a document to a length by leaving sentences out: the rest stay word for word and in order. Sentences are
 * weighed by how central they are (TextRank), where they stand and how well they hook, repetition counts against
 * them, and one that leans on its predecessor comes with it or not at all.
 */
export const condense = (document: DocumentText, options: CondenseOptions): Condensed => {
  const whole = asParagraphs(document);
  if (estimateSpeechSec(whole, options.language) <= options.targetSec * wholeShare) {
    return { script: whole, condensed: false };
  }
  const title = titleLine(document.title);
  const titleSec = title === undefined ? 0 : estimateSpeechSec(title, options.language);
  const opening = title !== undefined && titleSec < options.targetSec * 0.12 ? title : undefined;
  const sentences = readSentences(document, options.language);
  const scores = scoresOf(sentences, document, options.language);
  const hero = heroOf(
    document.title,
    sentences.map(({ text }) => text),
    options.language,
  );
  const links = linksOf(sentences, { language: options.language, hero });
  const explains = asksForReason(document.title, options.language);
  const [titleVector = new Map()] = vectorsOf([document.title ?? ''], options.language);
  const startSec = opening === undefined ? 0 : titleSec;
  const { targetSec } = options;
  const chosen = selectSentences(sentences, { targetSec, scores, links, startSec, titleVector, explains });
  const body = tellChosen(sentences, chosen, options.language);
  if (body.length === 0) {
    return { script: whole, condensed: false };
  }
  return { script: [...(opening === undefined ? [] : [opening]), ...body].join('\n\n'), condensed: true };
};
