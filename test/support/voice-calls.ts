import { silentLogger } from '../../src/observability/logger.js';
import { joinWords, splitWords } from '../../src/script/words.js';
import type { Speech, TimedWord, VoiceCallContext } from '../../src/voice/voice.js';

export const voiceContext = (signal: AbortSignal = new AbortController().signal): VoiceCallContext => ({
  signal,
  logger: silentLogger,
  workDirectory: '/nonexistent',
});

/** What is wrong with word times, in words; empty when nothing is. */
export const faultsOf = (words: readonly TimedWord[], text: string, durationSec: number): string[] => {
  const faults: string[] = [];
  const expected = splitWords(text, 'en-US');
  if (joinWords(words) !== joinWords(expected) || words.length !== expected.length) {
    faults.push('the words are not those of the script');
  }
  let lastSec = 0;
  for (const word of words) {
    if (word.startSec < lastSec - 1e-9 || word.endSec <= word.startSec) {
      faults.push(`${word.text} runs from ${word.startSec} to ${word.endSec} after ${lastSec}`);
    }
    lastSec = word.endSec;
  }
  return lastSec > durationSec + 1e-9 ? [...faults, `${lastSec} is past the end`] : faults;
};

export const durationOf = (speech: Speech): number => speech.samples.length / speech.sampleRateHz;

export const loudnessOf = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
