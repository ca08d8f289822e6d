import type { Sound } from '../../src/voice/wav.js';

const frameSec = 0.04;
const hopSec = 0.03;
const [lowestHz, highestHz] = [60, 400];
/** Frames that resemble themselves less are no voice. */
const leastLikeness = 0.8;
const leastPower = 1e-5;

/** How much a frame resembles the sound `lag` samples later, -1 to 1. */
const likeness = (samples: Float32Array, at: number, length: number, lag: number): number => {
  let [product, here, there] = [0, 0, 0];
  for (let index = at; index < at + length; index += 1) {
    const [one, other] = [samples[index] ?? 0, samples[index + lag] ?? 0];
    product += one * other;
    here += one * one;
    there += other * other;
  }
  return here / length < leastPower ? 0 : product / Math.sqrt(here * there + 1e-12);
};

/** The first peak nearly as high as the highest: at twice the period the sound resembles itself as well. */
const periodOf = (likenesses: readonly number[], from: number): number | undefined => {
  const highest = Math.max(...likenesses);
  const at = likenesses.findIndex(
    (value, index) =>
      value > 0.93 * highest &&
      value >= (likenesses[index - 1] ?? 0) &&
      value >= (likenesses[index + 1] ?? 0) &&
      index > 0,
  );
  return highest < leastLikeness || at < 0 ? undefined : at + from;
};

/** The fundamental every 30 ms where a voice is heard, in hertz, by autocorrelation; undefined elsewhere. */
export const fundamentals = ({ samples, sampleRateHz }: Sound): (number | undefined)[] => {
  const length = Math.round(frameSec * sampleRateHz);
  const [from, to] = [Math.floor(sampleRateHz / highestHz), Math.ceil(sampleRateHz / lowestHz)];
  const found: (number | undefined)[] = [];
  for (let at = 0; at + length + to < samples.length; at += Math.round(hopSec * sampleRateHz)) {
    const lags = Array.from({ length: to - from }, (_, index) => likeness(samples, at, length, from + index));
    const period = periodOf(lags, from);
    found.push(period === undefined ? undefined : sampleRateHz / period);
  }
  return found;
};

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

export const medianFundamental = (sound: Sound): number =>
  median(fundamentals(sound).flatMap((value) => value ?? []));

/** How much higher one sound is than another of the same words and times, frame by frame, in semitones. */
export const semitonesBetween = (lower: Sound, higher: Sound): number => {
  const [before, after] = [fundamentals(lower), fundamentals(higher)];
  return median(
    before.flatMap((hertz, frame) => {
      const other = after[frame];
      return hertz === undefined || other === undefined ? [] : [12 * Math.log2(other / hertz)];
    }),
  );
};
