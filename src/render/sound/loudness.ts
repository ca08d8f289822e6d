/**
 * Loudness after ITU-R BS.1770-4: a weighting of two filters, the mean square of overlapping blocks, and
 * two gates. Our own, since levelling measures every scene and a process for each would cost more than the
 * measuring.
 */
type Biquad = { readonly b: readonly [number, number, number]; readonly a: readonly [number, number] };

/** BS.1770-4 gives its filters for 48 kHz; these formulae rebuild them for other rates (as libebur128 does). */
const shelf = (sampleRateHz: number): Biquad => {
  const q = 0.7071752369554196;
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b: [
      (high + (band * k) / q + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / q + k * k) / a0,
    ],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  };
};

const highPass = (sampleRateHz: number): Biquad => {
  const q = 0.5003270373238773;
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const a0 = 1 + k / q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
};

const createFilter = ({ b, a }: Biquad): ((sample: number) => number) => {
  let first = 0;
  let second = 0;
  return (sample) => {
    const state = sample - a[0] * first - a[1] * second;
    const output = b[0] * state + b[1] * first + b[2] * second;
    second = first;
    first = state;
    return output;
  };
};

const blockSteps = 4;
const stepSec = 0.1;
const absoluteGateLufs = -70;
const relativeGateLu = -10;

const toLufs = (power: number): number => -0.691 + 10 * Math.log10(power);
const toPower = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Power of the blocks that pass both gates; 0 when none does. */
const gatedPower = (blocks: readonly number[]): number => {
  const audible = blocks.filter((power) => power > toPower(absoluteGateLufs));
  if (audible.length === 0) {
    return 0;
  }
  const gate = toPower(toLufs(mean(audible)) + relativeGateLu);
  return mean(audible.filter((power) => power > gate));
};

export type LoudnessMeter = {
  /** Takes the next samples of each channel. */
  add(channels: readonly Float32Array[]): void;
  /** Integrated loudness so far; `-Infinity` for silence. */
  integratedLufs(): number;
};

/**
 * A meter for one or two channels. Sound shorter than a block of 400 ms is measured as a single one, so that
 * a one-word scene has a loudness too.
 */
export const createLoudnessMeter = (sampleRateHz: number, channelCount: number): LoudnessMeter => {
  const filters = Array.from({ length: channelCount }, () => {
    const one = createFilter(shelf(sampleRateHz));
    const two = createFilter(highPass(sampleRateHz));
    return (sample: number) => two(one(sample));
  });
  const stepFrames = Math.round(sampleRateHz * stepSec);
  const stepPowers: number[] = [];
  let sum = 0;
  let frames = 0;

  const addFrames = (channels: readonly Float32Array[], from: number, to: number): void => {
    for (const [index, filter] of filters.entries()) {
      const samples = channels[index];
      if (samples === undefined) {
        continue;
      }
      for (let frame = from; frame < to; frame += 1) {
        const weighted = filter(samples[frame] ?? 0);
        sum += weighted * weighted;
      }
    }
  };

  return {
    add(channels) {
      const length = channels[0]?.length ?? 0;
      for (let from = 0; from < length; ) {
        const to = Math.min(length, from + stepFrames - frames);
        addFrames(channels, from, to);
        frames += to - from;
        from = to;
        if (frames === stepFrames) {
          stepPowers.push(sum / stepFrames);
          sum = 0;
          frames = 0;
        }
      }
    },
    integratedLufs() {
      if (stepPowers.length < blockSteps) {
        const total = stepPowers.reduce((powers, power) => powers + power * stepFrames, sum);
        const count = stepPowers.length * stepFrames + frames;
        const lufs = count === 0 ? Number.NEGATIVE_INFINITY : toLufs(total / count);
        return lufs > absoluteGateLufs ? lufs : Number.NEGATIVE_INFINITY;
      }
      const blocks = stepPowers
        .slice(blockSteps - 1)
        .map((_, index) => mean(stepPowers.slice(index, index + blockSteps)));
      return toLufs(gatedPower(blocks));
    },
  };
};
