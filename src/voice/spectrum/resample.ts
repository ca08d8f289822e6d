/** Zero crossings of the sinc on either side: more is sharper and slower. */
const crossings = 16;

const hann = (position: number): number => 0.5 + 0.5 * Math.cos(Math.PI * position);

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const divisor = (left: number, right: number): number => (right === 0 ? left : divisor(right, left % right));

/** Weights around one output sample; its place between input samples is one of a few. */
type Kernel = { readonly before: number; readonly weights: Float32Array };

const createKernels = (
  fromHz: number,
  toHz: number,
): { readonly kernels: Kernel[]; readonly stride: number } => {
  const cutoff = Math.min(1, toHz / fromHz);
  const reach = crossings / cutoff;
  const common = divisor(fromHz, toHz);
  const phases = toHz / common;
  const kernels = Array.from({ length: phases }, (_, phase) => {
    const fraction = ((phase * fromHz) / toHz) % 1;
    const before = Math.floor(reach - fraction);
    const count = before + Math.floor(reach + fraction) + 1;
    const weights = Float32Array.from({ length: count }, (__, tap) => {
      const distance = tap - before - fraction;
      return sinc(distance * cutoff) * hann(distance / reach) * cutoff;
    });
    return { before, weights };
  });
  return { kernels, stride: phases };
};

/**
 * The same sound at another sample rate: band-limited interpolation with a windowed sinc (Smith,
 * https://ccrma.stanford.edu/~jos/resample/). What the new rate cannot hold is filtered out.
 *
 * @param fromHz Whole numbers, both.
 */
export const resample = (samples: Float32Array, fromHz: number, toHz: number): Float32Array => {
  if (fromHz === toHz) {
    return samples;
  }
  const { kernels, stride } = createKernels(fromHz, toHz);
  const output = new Float32Array(Math.floor((samples.length * toHz) / fromHz));
  for (let index = 0; index < output.length; index += 1) {
    const kernel = kernels[index % stride];
    const first = Math.floor((index * fromHz) / toHz) - (kernel?.before ?? 0);
    output[index] = kernel === undefined ? 0 : weigh(samples, first, kernel.weights);
  }
  return output;
};

const weigh = (samples: Float32Array, first: number, weights: Float32Array): number => {
  const to = Math.min(weights.length, samples.length - first);
  let sum = 0;
  for (let tap = Math.max(0, -first); tap < to; tap += 1) {
    sum += (samples[first + tap] ?? 0) * (weights[tap] ?? 0);
  }
  return sum;
};
