import { joinWords, splitWords } from '../script/words.js';
import { respell, type SaidWord } from './respell.js';
import { trimSpeech } from './trim.js';
import type { SpeakRequest, Speech } from './voice.js';

/** A part of a text that a service takes in one call. */
export type TextPassage = { readonly words: readonly SaidWord[]; readonly text: string };

export type PassageLimit = {
  readonly limit: number;
  /** How much of the limit a text takes. */
  readonly sizeOf: (text: string) => number;
};

const sentenceEnd = /[.!?…。！？।؟۔]["'”’»)\]]*$/u;
const clauseEnd = /[,;:—–、，；：،]["'”’»)\]]*$/u;

/** The pause heard at a joint, in seconds: passages end at a sentence nearly always. */
const pauseSec = 0.25;

const endOf = (words: readonly SaidWord[], from: number, { limit, sizeOf }: PassageLimit): number => {
  let size = 0;
  let atSentence = 0;
  let atClause = 0;
  for (const [index, word] of words.entries()) {
    if (index < from) {
      continue;
    }
    // The space is counted in.
    size += sizeOf(word.said) + 1;
    if (size > limit) {
      return atSentence || atClause || Math.max(index, from + 1);
    }
    if (sentenceEnd.test(word.text)) {
      atSentence = index + 1;
    } else if (clauseEnd.test(word.text)) {
      atClause = index + 1;
    }
  }
  return words.length;
};

const joinSaid = (words: readonly SaidWord[]): string =>
  joinWords(words.filter(({ said }) => said !== '').map((word) => ({ ...word, text: word.said })));

/** Cuts a text at the last sentence end that fits the limit, else at the last clause end, else between words. */
export const toTextPassages = (words: readonly SaidWord[], limit: PassageLimit): TextPassage[] => {
  const passages: TextPassage[] = [];
  let from = 0;
  while (from < words.length) {
    const to = endOf(words, from, limit);
    const part = words.slice(from, to);
    passages.push({ words: part, text: joinSaid(part) });
    from = to;
  }
  return passages;
};

const timingOrder: readonly Speech['timing'][] = ['engine', 'aligned', 'estimated'];

/** One sound of several, silence at their joints cut to a pause; word times move along. */
export const joinSpeech = (parts: readonly Speech[]): Speech => {
  const [first] = parts;
  if (first === undefined || parts.length === 1) {
    return first ?? { samples: new Float32Array(), sampleRateHz: 24_000, words: [], timing: 'estimated' };
  }
  const { sampleRateHz } = first;
  const trimmed = parts.map(trimSpeech);
  const gap = Math.round(pauseSec * sampleRateHz);
  const length = trimmed.reduce((sum, { samples }) => sum + samples.length, gap * (parts.length - 1));
  const samples = new Float32Array(length);
  const words: Speech['words'][number][] = [];
  let position = 0;
  for (const part of trimmed) {
    const shiftSec = position / sampleRateHz;
    samples.set(part.samples, position);
    for (const word of part.words) {
      words.push({ ...word, startSec: word.startSec + shiftSec, endSec: word.endSec + shiftSec });
    }
    position += part.samples.length + gap;
  }
  const worst = Math.max(...parts.map(({ timing }) => timingOrder.indexOf(timing)));
  const sureness = parts.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]));
  return {
    ...{ samples, sampleRateHz, words, timing: timingOrder[worst] ?? 'estimated' },
    ...(sureness.length === 0 ? {} : { confidence: Math.min(...sureness) }),
  };
};

/**
 * Speaks a text of any length through a service that takes so much at a time. All parts must have one sample rate.
 *
 * @param request Its pronunciations are respelled in what is sent; a service that takes markup has none here.
 */
export const speakInPassages = async (
  { text, language, pronunciations = [] }: Pick<SpeakRequest, 'text' | 'language' | 'pronunciations'>,
  limit: PassageLimit,
  speak: (passage: TextPassage) => Promise<Speech>,
): Promise<Speech> => {
  const parts: Speech[] = [];
  for (const passage of toTextPassages(
    respell(splitWords(text, language), pronunciations, language),
    limit,
  )) {
    parts.push(await speak(passage));
  }
  return joinSpeech(parts);
};
