/** The rate that all spectra here are taken at. */
export const spectrumRateHz = 16_000;

/** 25 ms, every 10 ms. */
const windowLength = 400;
export const hopLength = 160;
const binCount = windowLength / 2 + 1;

/** Energies of overlapping bands, one row a frame of 10 ms. */
export type MelSpectrogram = {
  readonly bands: number;
  readonly frames: number;
  /** `frames` rows of `bands` power values. */
  readonly values: Float32Array;
};

/**
 * Power in mel bands from 0 to 8 kHz: Hann windows centred on their frames, sound mirrored at its ends,
 * triangles of equal area on the mel scale of Slaney's Auditory Toolbox. These are the numbers that
 * `librosa.feature.melspectrogram` gives with `htk=False`, and that Whisper was trained on.
 *
 * @param samples At 16 kHz.
 */
export const melSpectrogram = (samples: Float32Array, bands: number): MelSpectrogram => {
  const frames = Math.floor(samples.length / hopLength);
  const values = new Float32Array(frames * bands);
  const filters = melFilters(bands);
  const power = createPowerSpectrum();
  for (let frame = 0; frame < frames; frame += 1) {
    const bins = power(samples, frame * hopLength - windowLength / 2);
    for (const [band, filter] of filters.entries()) {
      let sum = 0;
      for (let index = 0; index < filter.weights.length; index += 1) {
        sum += (filter.weights[index] ?? 0) * (bins[filter.from + index] ?? 0);
      }
      values[frame * bands + band] = sum;
    }
  }
  return { bands, frames, values };
};

/** A sample, those before the start and after the end mirrored. */
const mirrored = (samples: Float32Array, position: number): number => {
  const last = samples.length - 1;
  const folded = Math.abs(position);
  return samples[folded > last ? Math.max(0, 2 * last - folded) : folded] ?? 0;
};

type Folded = { readonly even: Float32Array; readonly odd: Float32Array; readonly ends: Float32Array };

const half = windowLength / 2;

/**
 * The discrete Fourier transform by its definition. A window of 400 is no power of two; folding its two halves
 * onto each other, which are even and odd in the cosine and the sine, leaves half the work.
 */
const createPowerSpectrum = (): ((samples: Float32Array, start: number) => Float32Array) => {
  const angles = Float32Array.from({ length: windowLength }, (_, n) => (2 * Math.PI * n) / windowLength);
  const [cosine, sine] = [angles.map(Math.cos), angles.map(Math.sin)];
  const folded = {
    even: new Float32Array(half),
    odd: new Float32Array(half),
    ends: new Float32Array(2),
  };
  const bins = new Float32Array(binCount);
  return (samples, start) => {
    foldWindow(samples, start, cosine, folded);
    for (let bin = 0; bin < binCount; bin += 1) {
      bins[bin] = powerOf(folded, bin, cosine, sine);
    }
    return bins;
  };
};

const foldWindow = (samples: Float32Array, start: number, cosine: Float32Array, folded: Folded): void => {
  const windowed = (n: number): number => mirrored(samples, start + n) * (0.5 - 0.5 * (cosine[n] ?? 0));
  folded.ends[0] = windowed(0);
  folded.ends[1] = windowed(half);
  for (let n = 1; n < half; n += 1) {
    const [near, far] = [windowed(n), windowed(windowLength - n)];
    folded.even[n] = near + far;
    folded.odd[n] = near - far;
  }
};

const powerOf = (
  { even, odd, ends }: Folded,
  bin: number,
  cosine: Float32Array,
  sine: Float32Array,
): number => {
  let real = (ends[0] ?? 0) + (ends[1] ?? 0) * (bin % 2 === 0 ? 1 : -1);
  let imaginary = 0;
  let turn = bin;
  for (let n = 1; n < half; n += 1) {
    real += (even[n] ?? 0) * (cosine[turn] ?? 0);
    imaginary += (odd[n] ?? 0) * (sine[turn] ?? 0);
    turn = (turn + bin) % windowLength;
  }
  return real * real + imaginary * imaginary;
};

type Filter = { readonly from: number; readonly weights: Float32Array };

const linearHzPerMel = 200 / 3;
const logFromHz = 1000;
const logFromMel = logFromHz / linearHzPerMel;
const logStep = Math.log(6.4) / 27;

const melOf = (hz: number): number =>
  hz < logFromHz ? hz / linearHzPerMel : logFromMel + Math.log(hz / logFromHz) / logStep;
const hzOf = (mel: number): number =>
  mel < logFromMel ? mel * linearHzPerMel : logFromHz * Math.exp(logStep * (mel - logFromMel));

const melFilters = (bands: number): Filter[] => {
  const highest = melOf(spectrumRateHz / 2);
  const edges = Array.from({ length: bands + 2 }, (_, index) => hzOf((highest * index) / (bands + 1)));
  return Array.from({ length: bands }, (_, band) => {
    const [low = 0, centre = 0, high = 0] = edges.slice(band, band + 3);
    const weights = Array.from({ length: binCount }, (__, bin) => {
      const hz = (bin * spectrumRateHz) / windowLength;
      const slope = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre));
      return (Math.max(0, slope) * 2) / (high - low);
    });
    const from = Math.max(
      0,
      weights.findIndex((weight) => weight > 0),
    );
    const to = weights.findLastIndex((weight) => weight > 0) + 1;
    return { from, weights: Float32Array.from(weights.slice(from, to)) };
  });
};
