import { countOf } from '../../runtime/count-of.js';
import { filmPerEstimatedSpeech } from '../speech-length.js';
import { fencePolicy, fenceText } from './fence.js';
import type { WriteRequest } from './write-request.js';

const role = [
  'You write the narration of short videos that are spoken by one voice over changing pictures.',
  'Write as a good speaker talks: short sentences, concrete nouns, active verbs, one idea a sentence. No clichés, no filler, no "in this video", no greeting, no call to subscribe.',
  'The first sentence is a hook: a surprising fact, a question that nags, or a bold claim that the rest makes good. The last sentence lands: it closes the thought that the first one opened.',
  'State only what you are sure of. Prefer one telling number to three vague ones.',
].join('\n');

const form = [
  'Every word of "narration" is spoken: no Markdown, headings, lists, emoji, scene numbers, speaker names, stage directions or sound cues. Write symbols and abbreviations out where a voice could stumble.',
  'A scene is one to three sentences that one picture can carry, about five to eight seconds. A paragraph is one or more scenes on one thought.',
  '"terms" are in English whatever the language of the narration: what a camera could show in this scene, concrete, with the subject named in at least one of them.',
  '"social" is in the language of the narration: for each platform a title, a caption and hashtags in its own tone.',
].join('\n');

/**
 * Words a second at the pace of `estimateSpeechSec`, pauses included, for languages whose words are counted;
 * measured with it on prose of each. Others get seconds alone.
 */
const wordsPerSec: Readonly<Record<string, number>> = {
  en: 2.9,
  de: 2.4,
  fr: 2.9,
  es: 2.7,
  it: 2.6,
  pt: 2.7,
  nl: 2.6,
  pl: 2,
  ru: 2,
  sv: 2.5,
  tr: 1.9,
  vi: 3.8,
};
const charactersPerSec: Readonly<Record<string, number>> = { zh: 4.3, ja: 5.6, ko: 5 };

/** Seconds of speech in a film of this length. */
export const speechSecOf = (lengthSec: number): number => lengthSec / filmPerEstimatedSpeech;

const baseOf = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** How much that is in words or characters, such as `about 150 words`. */
const amountOf = (lengthSec: number, language: string): string => {
  const base = baseOf(language);
  const [rate, unit] =
    charactersPerSec[base] === undefined
      ? [wordsPerSec[base], 'words']
      : [charactersPerSec[base], 'characters'];
  const amount =
    rate === undefined ? undefined : Math.max(10, Math.round((speechSecOf(lengthSec) * rate) / 5) * 5);
  return amount === undefined ? '' : `, that is about ${amount} ${unit}`;
};

const languageName = (language: string): string => {
  const name = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(language);
  return name === undefined ? language : `${name} (${language})`;
};

export const systemPrompt = ({ systemPrompt: own }: Pick<WriteRequest, 'systemPrompt'>): string =>
  [own ?? role, form, fencePolicy].join('\n\n');

const optionalLines = ({ tone, audience, hook, instructions }: WriteRequest): string[] => [
  ...(tone === undefined ? [] : [`Tone: ${tone}`]),
  ...(audience === undefined ? [] : [`Audience: ${audience}`]),
  ...(hook === undefined ? [] : [`Open like this: ${hook}`]),
  ...(instructions === undefined ? [] : [`Also: ${instructions}`]),
];

const groundLines = (passages: readonly string[] | undefined): string[] =>
  passages === undefined
    ? []
    : [
        'Take every fact, name and number from the passages below and add none of your own. Retell, do not copy sentence by sentence; choose what a listener would remember, and leave the rest out. In "sources" give the numbers of the passages each scene rests on.',
        fenceText('source', passages.map((text, index) => `[${index + 1}] ${text}`).join('\n')),
      ];

/** What is to be written, as the first message. */
export const scriptTask = (request: WriteRequest): string => {
  const { subject, language, paragraphs, lengthSec, passages, seed } = request;
  return [
    `Write the script of a video about: ${subject}`,
    `Language of the narration, the title and the posts: ${languageName(language)}`,
    `Length: ${countOf(Math.round(lengthSec), 'second')}${amountOf(lengthSec, language)}, all scenes together.`,
    `Paragraphs: ${paragraphs}`,
    ...optionalLines(request),
    // Some services answer the same prompt from a cache.
    ...(seed === 0 ? [] : [`This is take ${seed}: choose an angle that is not the obvious one.`]),
    ...groundLines(passages),
  ].join('\n');
};

/** Asks once more, the problem named. */
export const repairTask = (problem: string): string =>
  `That cannot be used: ${problem} Answer again with the whole JSON object, corrected.`;

export const lengthTask = (speechSec: number, request: WriteRequest): string => {
  const wantedSec = speechSecOf(request.lengthSec);
  const share = Math.round(Math.abs(wantedSec / speechSec - 1) * 100);
  const change =
    speechSec > wantedSec ? 'shorter: cut what matters least' : 'longer: add substance, not filler';
  return `Spoken, that takes about ${countOf(Math.round(speechSec), 'second')}, and it must take ${Math.round(wantedSec)}${amountOf(request.lengthSec, request.language)}. Answer again with the whole JSON object, its narration about ${share} % ${change}.`;
};

export const termsTask = (subject: string, script: string, amount: number): string =>
  [
    `Give exactly ${amount} search terms for stock footage that goes with the script below, in the order in which it needs them.`,
    'Each is in English, one to three words, and something a camera can show. Name the subject in as many of them as reads naturally.',
    fenceText('subject', subject),
    fenceText('script', script),
  ].join('\n');

export const termsSystem = `You choose stock footage for short videos.\n\n${fencePolicy}`;
