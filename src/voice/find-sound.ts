/** Speech is heard where a window of this length is louder than the threshold. */
const windowSec = 0.01;

/** Below the quietest voice by far, above the noise floor of any of them. */
const thresholdDb = -46;

/** A range of samples, end exclusive. */
export type SampleRange = { readonly from: number; readonly to: number };

/**
 * The stretch between the first and the last sound, to 10 ms. `undefined` when nothing is loud enough.
 * The threshold is relative to the loudest window, so that quiet and loud voices are cut alike.
 */
export const findSound = (samples: Float32Array, sampleRateHz: number): SampleRange | undefined => {
  const length = Math.max(1, Math.round(windowSec * sampleRateHz));
  const levels = windowLevels(samples, length);
  const loudest = levels.reduce((highest, level) => Math.max(highest, level), 0);
  const threshold = loudest * 10 ** (thresholdDb / 20);
  if (!(loudest > 1e-4)) {
    return undefined;
  }
  const first = levels.findIndex((level) => level >= threshold);
  const last = levels.findLastIndex((level) => level >= threshold);
  return { from: first * length, to: Math.min(samples.length, (last + 1) * length) };
};

/** Root mean square of each window. */
export const windowLevels = (samples: Float32Array, windowLength: number): number[] => {
  const levels: number[] = [];
  for (let start = 0; start < samples.length; start += windowLength) {
    const end = Math.min(samples.length, start + windowLength);
    let sum = 0;
    for (let index = start; index < end; index += 1) {
      sum += (samples[index] ?? 0) ** 2;
    }
    levels.push(Math.sqrt(sum / (end - start)));
  }
  return levels;
};
