import { findSound } from '../../find-sound.js';
import type { Passage } from './passages.js';

export const sampleRateHz = 24_000;

/** The decoder upsamples each frame of the duration predictor to this many samples. */
export const samplesPerFrame = 600;

/**
 * The model's durations place a word later than it is heard. Measured against an independent aligner on 113
 * words of two voices: 94 to 105 ms.
 */
const latenessSec = 0.095;

export type PassageSound = {
  readonly passage: Passage;
  readonly samples: Float32Array;
  /** Frames of each token, the two pads included. */
  readonly frames: ArrayLike<number>;
};

export type WordTime = { readonly index: number; readonly startSec: number; readonly endSec: number };

export type JoinedSound = { readonly samples: Float32Array; readonly times: WordTime[] };

/**
 * Passages one after another as one sound. Each has about 0.3 s of silence before and 0.5 s after, which is cut
 * at the joints and replaced by the pause that the text asks for. Times may overlap a little; the caller settles that.
 */
export const joinPassages = (sounds: readonly PassageSound[]): JoinedSound => {
  const parts: Float32Array[] = [];
  const times: WordTime[] = [];
  let length = 0;
  for (const [order, sound] of sounds.entries()) {
    const { from, to } = keptRange(sound.samples, order > 0, order < sounds.length - 1);
    for (const time of timesIn(sound)) {
      const shiftSec = (length - from) / sampleRateHz;
      times.push({ index: time.index, startSec: time.startSec + shiftSec, endSec: time.endSec + shiftSec });
    }
    const pause = new Float32Array(Math.round(sound.passage.pauseSec * sampleRateHz));
    parts.push(sound.samples.subarray(from, to), pause);
    length += to - from + pause.length;
  }
  const samples = new Float32Array(length);
  let position = 0;
  for (const part of parts) {
    samples.set(part, position);
    position += part.length;
  }
  return { samples, times };
};

const keptRange = (
  samples: Float32Array,
  cutLead: boolean,
  cutTail: boolean,
): { from: number; to: number } => {
  const sound = findSound(samples, sampleRateHz);
  return {
    from: cutLead ? (sound?.from ?? 0) : 0,
    to: cutTail ? (sound?.to ?? samples.length) : samples.length,
  };
};

const timesIn = ({ passage, frames }: PassageSound): WordTime[] => {
  const startsSec: number[] = [];
  let elapsedFrames = 0;
  for (let token = 0; token < frames.length; token += 1) {
    startsSec.push((elapsedFrames * samplesPerFrame) / sampleRateHz);
    elapsedFrames += frames[token] ?? 0;
  }
  // The first pad shifts every token by one.
  const startOf = (token: number): number => Math.max(0, (startsSec[token + 1] ?? 0) - latenessSec);
  return passage.words.map(({ index, from, to }) => ({
    index,
    startSec: startOf(from),
    endSec: startOf(to),
  }));
};
