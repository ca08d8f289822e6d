import type { DocumentText } from './document-text.js';

/** `Step 3: Find the hole`, `3. Find the hole`. */
const numbered = /^(?:(?:step|schritt|étape|paso|passo|stap|шаг)\s+)?(?<number>\d{1,2})\s*[.:)–-]\s*\p{L}/iu;
const teaches =
  /^(?:how to|how do (?:i|you)|anleitung|comment|cómo|come|como)\b|\b(?:step by step|recipe|instructions|tutorial)\b/iu;
const orderWord =
  /^(?:first|firstly|to begin|second|secondly|third|thirdly|fourth|fifth|next|then|after that|finally|lastly)\b/iu;
/** Fewer are no list of steps. */
const fewestSteps = 3;

type Place = { readonly block: number; readonly number: number };

/** The first run of numbers that counts up from one. */
const countingUp = (places: readonly Place[]): number[] => {
  const run: number[] = [];
  for (const { block, number } of places) {
    if (number === run.length + 1) {
      run.push(block);
    }
  }
  return run;
};

const numberedHeadings = ({ blocks }: DocumentText): number[] =>
  countingUp(
    blocks.flatMap(({ text, kind }, block) => {
      const number = kind === 'heading' ? numbered.exec(text)?.groups?.['number'] : undefined;
      return number === undefined ? [] : [{ block, number: Number(number) }];
    }),
  );

/** The longest list of items that are sentences: a list of single things is no list of steps. */
const longestList = ({ blocks }: DocumentText): number[] => {
  let longest: number[] = [];
  let run: number[] = [];
  for (const [block, { text, kind }] of blocks.entries()) {
    const isStep = kind === 'item' && text.trim().split(/\s+/u).length >= 3;
    run = isStep ? [...run, block] : [];
    longest = run.length > longest.length ? run : longest;
  }
  return longest;
};

const orderedParagraphs = ({ blocks }: DocumentText): number[] =>
  blocks.flatMap(({ text, kind }, block) => (kind === 'text' && orderWord.test(text) ? [block] : []));

/**
 * The blocks of a document that begin its steps, in order: numbered headings, else in a document that teaches how
 * something is done its longest list, else its paragraphs that begin with `First`, `Next` and the like.
 */
export const stepsOf = (document: DocumentText): number[] => {
  const readers = teaches.test(document.title ?? '')
    ? [numberedHeadings, longestList, orderedParagraphs]
    : [numberedHeadings];
  return readers.map((read) => read(document)).find((steps) => steps.length >= fewestSteps) ?? [];
};
