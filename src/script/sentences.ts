import { segmentsOf } from './segments.js';
import { stopWordsOf } from './stop-words.js';

/** After these a name or a number follows, never a new sentence. */
const alwaysJoined = new Set(
  (
    'mr mrs ms mx dr prof st gen sen rep gov lt col sgt capt cmdr adm maj rev hon pres messrs mme mlle ' +
    'vs e.g i.e cf approx ca viz fig figs vol nos pp sec ch ed eds al hr fr frau herr sr sra srta dra dña d ' +
    'bzw usw z.b d.h u.a o.ä ggf evtl ing dipl sog sig sig.ra dott dott.ssa ing avv p.ej ej núm pág mevr dhr bijv т.е т.к г ул им'
  ).split(' '),
);
/** These may end a sentence: the next word decides. */
const sometimesJoined = new Set(
  (
    'jr sr inc ltd co corp bros no mt ft dept univ est jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'a.m p.m u.s u.k u.n e.u d.c b.c a.d ph.d m.d b.a m.a'
  ).split(' '),
);
/** Languages that write ordinals as a number and a full stop. */
const dottedOrdinals = new Set([
  'de',
  'da',
  'nb',
  'nn',
  'no',
  'fi',
  'cs',
  'sk',
  'pl',
  'hu',
  'hr',
  'sl',
  'et',
  'is',
  'lv',
  'tr',
]);

type Neighbours = { before: string; after: string; language: string };

const startsSentence = (after: string, language: string): boolean => {
  const first = /^["'“‘«(]*([\p{L}'’]+)/u.exec(after)?.[1] ?? '';
  return stopWordsOf(language).has(first.toLowerCase());
};

/** Whether the full stop at the end of `before` belongs to an abbreviation, an initial or an ordinal. */
const isInnerFullStop = ({ before, after, language }: Neighbours): boolean => {
  const token = /([\p{L}\p{N}.]+)\.["'”’»)]*$/u.exec(before)?.[1]?.toLowerCase();
  if (token === undefined) {
    return false;
  }
  if (alwaysJoined.has(token)) {
    return true;
  }
  if (token === 'no' || token === 'nr') {
    return /^\p{N}/u.test(after);
  }
  if (sometimesJoined.has(token) || /^(?:\p{L}\.)+\p{L}$/u.test(token)) {
    return !startsSentence(after, language);
  }
  if (/^\p{L}$/u.test(token)) {
    return /(?:^|[\s.(“"])\p{Lu}\.$/u.test(before) && !startsSentence(after, language);
  }
  const ordinal = /^\p{N}{1,2}$/u.test(token) && dottedOrdinals.has(language);
  return ordinal && !startsSentence(after, language);
};

const belongsTogether = (neighbours: Neighbours): boolean => {
  const { before, after } = neighbours;
  return (
    !/[\p{L}\p{N}]/u.test(after) ||
    !/[\p{L}\p{N}]/u.test(before) ||
    /^["'“‘«(]*\p{Ll}/u.test(after) ||
    /(?:\.{2,}|…)["'”’»)]*$/u.test(before) ||
    isInnerFullStop(neighbours)
  );
};

/**
 * Cuts a paragraph into sentences. `Intl.Segmenter` finds the borders; those after abbreviations, initials,
 * ordinals and ellipses, and those before a small letter, are taken back.
 *
 * @param language BCP 47 tag.
 */
export const splitSentences = (paragraph: string, language: string): string[] => {
  const base = language.toLowerCase().split('-')[0] ?? '';
  const sentences: string[] = [];
  // Of the sentence so far. It may be made of very many segments, so it is cut out once, at its end.
  let start = 0;
  let end = 0;
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  for (const { segment, index } of segmentsOf(paragraph, segmenter)) {
    const { length } = segment.trimEnd();
    if (length === 0) {
      continue;
    }
    const before = paragraph.slice(Math.max(start, end - 60), end);
    if (end > start && !belongsTogether({ before, after: segment.slice(0, 60), language: base })) {
      sentences.push(paragraph.slice(start, end).trimStart());
      start = index;
    }
    end = index + length;
  }
  const rest = paragraph.slice(start, end).trim();
  return rest === '' ? sentences : [...sentences, rest];
};
