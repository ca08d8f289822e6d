import { countOf } from '../runtime/count-of.js';

/** Plain speech at an unhurried pace: 150 words a minute. */
const wordsPerSec = 2.5;
/** A scene of one to three sentences takes about this long to say. */
const secondsPerScene = 8;

export const defaultDurationSec = 60;

const scenesFor = (durationSec: number): string =>
  `${Math.min(40, Math.max(2, Math.round(durationSec / secondsPerScene)))} or so scenes`;

/** How a narration should be written, for a film of this length. Sentences for a model to follow. */
export const narrationAdvice = (durationSec: number, scenes?: number): string => {
  const words = Math.round((durationSec * wordsPerSec) / 5) * 5;
  const parts = scenes === undefined ? scenesFor(durationSec) : countOf(scenes, 'scene');
  return [
    `Write about ${countOf(words, 'word')} for ${countOf(durationSec, 'second')}, as ${parts} with a blank line between them, each one to three short sentences on one idea.`,
    'Open with a hook: a question, a surprising fact or a bold claim. End on a thought worth keeping.',
    'Write only words to be spoken, as a person would say them: no headings, lists, Markdown, emoji, scene numbers, speaker names or stage directions. Spell out symbols and abbreviations that a voice could stumble over.',
  ].join(' ');
};
