import { findSound } from './find-sound.js';
import type { Speech } from './voice.js';
import { fitTimes } from './word-times.js';

/** Air kept before the first and after the last sound: less clips breath and release, more drags between scenes. */
const leadSec = 0.06;
const tailSec = 0.12;

/** Cuts the silence at both ends of speech and moves its word times along. Silent speech is returned as it is. */
export const trimSpeech = (speech: Speech): Speech => {
  const { samples, sampleRateHz } = speech;
  const sound = findSound(samples, sampleRateHz);
  if (sound === undefined) {
    return speech;
  }
  const from = Math.max(0, sound.from - Math.round(leadSec * sampleRateHz));
  const to = Math.min(samples.length, sound.to + Math.round(tailSec * sampleRateHz));
  const cutSec = from / sampleRateHz;
  const times = fitTimes(
    speech.words.map(({ startSec, endSec }) => ({
      startSec: Math.max(0, startSec - cutSec),
      endSec: Math.max(0, endSec - cutSec),
    })),
    (to - from) / sampleRateHz,
  );
  return {
    ...speech,
    samples: samples.slice(from, to),
    words: speech.words.map((word, index) => ({ ...word, ...times[index] })),
  };
};
