/** What tells one bed of music from another, measured on its samples. */
export type SoundFeatures = {
  /** Centre of the spectrum, the mean of frames of 2,048 samples weighted by their energy. */
  readonly centroidHz: number;
  /** Attacks a second: peaks of the rise in spectrum from frame to frame. */
  readonly onsetsPerSec: number;
  /** From the 10th to the 95th percentile of the level of 50 ms. */
  readonly dynamicsDb: number;
};

const frameSize = 2_048;
const hopSize = 512;

const cosines = Float64Array.from({ length: frameSize }, (_, step) =>
  Math.cos((2 * Math.PI * step) / frameSize),
);
const sines = Float64Array.from({ length: frameSize }, (_, step) =>
  Math.sin((-2 * Math.PI * step) / frameSize),
);

/** In place, radix 2: `real` and `imaginary` are `frameSize` long. */
const fourier = (real: Float64Array, imaginary: Float64Array): void => {
  const { length } = real;
  for (let index = 1, mirror = 0; index < length; index += 1) {
    let bit = length >> 1;
    for (; (mirror & bit) !== 0; bit >>= 1) {
      mirror ^= bit;
    }
    mirror ^= bit;
    if (index < mirror) {
      [real[index], real[mirror]] = [real[mirror] ?? 0, real[index] ?? 0];
      [imaginary[index], imaginary[mirror]] = [imaginary[mirror] ?? 0, imaginary[index] ?? 0];
    }
  }
  for (let size = 2; size <= length; size *= 2) {
    for (let start = 0; start < length; start += size) {
      for (let step = 0; step < size / 2; step += 1) {
        butterfly(real, imaginary, {
          first: start + step,
          second: start + step + size / 2,
          turn: (step * frameSize) / size,
        });
      }
    }
  }
};

const butterfly = (
  real: Float64Array,
  imaginary: Float64Array,
  { first, second, turn }: { first: number; second: number; turn: number },
): void => {
  const [cosine, sine] = [cosines[turn] ?? 0, sines[turn] ?? 0];
  const [a, b] = [real[second] ?? 0, imaginary[second] ?? 0];
  const [turnedReal, turnedImaginary] = [a * cosine - b * sine, a * sine + b * cosine];
  const [c, d] = [real[first] ?? 0, imaginary[first] ?? 0];
  real[second] = c - turnedReal;
  imaginary[second] = d - turnedImaginary;
  real[first] = c + turnedReal;
  imaginary[first] = d + turnedImaginary;
};

const spectrumAt = (samples: Float32Array, from: number): Float64Array => {
  const real = new Float64Array(frameSize);
  for (let index = 0; index < frameSize; index += 1) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / frameSize);
    real[index] = (samples[from + index] ?? 0) * window;
  }
  const imaginary = new Float64Array(frameSize);
  fourier(real, imaginary);
  return Float64Array.from({ length: frameSize / 2 }, (_, bin) =>
    Math.hypot(real[bin] ?? 0, imaginary[bin] ?? 0),
  );
};

const percentile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
};

const dynamicsOf = (samples: Float32Array, sampleRateHz: number): number => {
  const length = Math.round(sampleRateHz / 20);
  const levels: number[] = [];
  for (let from = 0; from + length <= samples.length; from += length) {
    const power =
      samples.subarray(from, from + length).reduce((sum, sample) => sum + sample * sample, 0) / length;
    levels.push(10 * Math.log10(power + 1e-7));
  }
  return percentile(levels, 0.95) - percentile(levels, 0.1);
};

/** Peaks of the flux that stand out from its surroundings, at least 60 ms apart. */
const countOnsets = (flux: readonly number[], framesPerSec: number): number => {
  const gap = Math.round(framesPerSec * 0.06);
  const floor = percentile(flux, 0.95) * 0.15;
  let count = 0;
  let last = -gap;
  for (const [index, value] of flux.entries()) {
    const around = flux.slice(Math.max(0, index - 8), index + 9);
    const mean = around.reduce((sum, one) => sum + one, 0) / around.length;
    if (value > floor && value >= Math.max(...around) && value > 1.3 * mean && index - last >= gap) {
      count += 1;
      last = index;
    }
  }
  return count;
};

export const measureFeatures = (samples: Float32Array, sampleRateHz: number): SoundFeatures => {
  let energy = 0;
  let weighted = 0;
  let before: Float64Array | undefined;
  const flux: number[] = [];
  for (let from = 0; from + frameSize <= samples.length; from += hopSize) {
    const spectrum = spectrumAt(samples, from);
    let rise = 0;
    for (const [bin, magnitude] of spectrum.entries()) {
      energy += magnitude;
      weighted += magnitude * bin;
      rise += Math.max(0, Math.log1p(20 * magnitude) - Math.log1p(20 * (before?.[bin] ?? magnitude)));
    }
    flux.push(rise);
    before = spectrum;
  }
  return {
    centroidHz: ((weighted / energy) * sampleRateHz) / frameSize,
    onsetsPerSec: countOnsets(flux, sampleRateHz / hopSize) / (samples.length / sampleRateHz),
    dynamicsDb: dynamicsOf(samples, sampleRateHz),
  };
};
