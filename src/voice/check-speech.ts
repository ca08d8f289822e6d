import { ProviderError } from '../errors/index.js';
import { findSound } from './find-sound.js';
import type { SpeakRequest, Speech } from './voice.js';

/** Slower or faster than any voice speaks at its own rate, numbers and pauses allowed for. */
const slowestSecPerCharacter = 0.6;
const fastestSecPerWord = 0.05;
const graceSec = 3;

/** No speech of this text is longer, in seconds. */
export const longestSpeechSec = ({ text, rate }: Pick<SpeakRequest, 'text' | 'rate'>): number =>
  graceSec + (text.length * slowestSecPerCharacter) / rate;

/**
 * Refuses what is not speech: samples that are no numbers, silence, a length that cannot be right. Some
 * engines return these instead of failing, and a film with a silent scene is worse than one with another voice.
 *
 * Throws `ProviderError('VOICE_SILENT')`, retryable.
 */
export const checkSpeech = (speech: Speech, request: SpeakRequest, provider: string): void => {
  const fault = faultOf(speech, request);
  if (fault !== undefined) {
    throw new ProviderError('VOICE_SILENT', `The voice ${request.voice} returned ${fault}.`, {
      provider,
      retryable: true,
      hint: 'Try again, choose another voice, or write the sentence differently.',
    });
  }
};

const faultOf = ({ samples, sampleRateHz, words }: Speech, request: SpeakRequest): string | undefined => {
  if (samples.some((sample) => !Number.isFinite(sample))) {
    return 'samples that are no numbers';
  }
  const sound = findSound(samples, sampleRateHz);
  if (sound === undefined) {
    return 'silence';
  }
  const soundSec = (sound.to - sound.from) / sampleRateHz;
  const spokenWords = words.filter((word) => /[\p{L}\p{N}]/u.test(word.text)).length;
  if (soundSec > longestSpeechSec(request)) {
    return 'far too much sound for its text';
  }
  return soundSec * request.rate < spokenWords * fastestSecPerWord
    ? 'far too little sound for its text'
    : undefined;
};
