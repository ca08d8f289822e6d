import { voiceFault } from './provider-errors.js';
import type { SaidWord } from './respell.js';
import { type SpokenMark, timeWordsByMarks } from './time-marks.js';
import type { Speech } from './voice.js';
import type { Sound } from './wav.js';

/** How far past the sound the last word may end before the sound counts as cut off. */
const toleranceSec = 1;

/**
 * The answer of a service that sets marks, as speech. Throws `ProviderError('PROVIDER_ANSWER_INVALID')` where its sound ends
 * before its words.
 */
export const toMarkedSpeech = (
  provider: string,
  { samples, sampleRateHz }: Sound,
  words: readonly SaidWord[],
  marks: readonly SpokenMark[],
): Speech => {
  const durationSec = samples.length / sampleRateHz;
  if ((marks.at(-1)?.endSec ?? 0) > durationSec + toleranceSec) {
    throw voiceFault(provider, 'PROVIDER_ANSWER_INVALID', { cause: new Error('sound cut off') });
  }
  return { samples, sampleRateHz, words: timeWordsByMarks(words, marks, durationSec), timing: 'engine' };
};
