import { joinWords, splitWords } from '../script/words.js';
import { peel } from './normalise/peel.js';
import { findPronunciations } from './pronunciations.js';
import { element, type SsmlNode } from './ssml.js';
import type { SpeakRequest } from './voice.js';

/** A text as markup: words with a pronunciation of their own stand in `phoneme` or `sub`, their marks outside. */
export const pronouncedText = ({
  text,
  language,
  pronunciations = [],
}: Pick<SpeakRequest, 'text' | 'language' | 'pronunciations'>): SsmlNode[] => {
  const words = splitWords(text, language);
  const found = findPronunciations(words, pronunciations, language);
  if (found.length === 0) {
    return [text];
  }
  const nodes: SsmlNode[] = [];
  let done = 0;
  for (const { from, to, pronunciation, suffix } of found) {
    const whole = joinWords(
      words.slice(from, to).map((word, index) => ({ ...word, spaceBefore: index > 0 })),
    );
    const { before, said, after } = partOf(whole, suffix);
    nodes.push(`${plain(words, done, from)}${before}`, mark(pronunciation, said), after);
    done = to;
  }
  return [...nodes, plain(words, done, words.length)].filter((node) => node !== '');
};

type Words = ReturnType<typeof splitWords>;

/** The words in between, with the spaces at both ends that the text has there. */
const plain = (words: Words, from: number, to: number): string => {
  const part = words.slice(from, to);
  const text = joinWords(part);
  const lead = from > 0 && part[0]?.spaceBefore === true ? ' ' : '';
  const trail = words[to]?.spaceBefore === true ? ' ' : '';
  return lead + text + trail;
};

const mark = ({ say, ipa }: Parameters<typeof findPronunciations>[1][number], said: string): SsmlNode =>
  ipa === undefined
    ? element('sub', { alias: say ?? said }, said)
    : element('phoneme', { alphabet: 'ipa', ph: ipa }, said);

/** What is said, without the marks around it and what clings to it. */
const partOf = (whole: string, suffix: string): { before: string; said: string; after: string } => {
  const first = [...whole].findIndex((sign) => peel(sign).core !== '');
  const before = [...whole].slice(0, Math.max(0, first)).join('');
  const rest = whole.slice(before.length);
  const closing = /[^\p{L}\p{M}\p{N}]*$/u.exec(rest)?.[0] ?? '';
  const end = rest.length - closing.length - suffix.length;
  return { before, said: rest.slice(0, end), after: rest.slice(end) };
};
