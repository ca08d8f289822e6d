import { createRandom } from '../../music/compose/random.js';

/** Air that passes, something that rises, a soft tap, something low that falls. */
export const soundEffects = ['whoosh', 'riser', 'tick', 'drop'] as const;
export type SoundEffect = (typeof soundEffects)[number];

export type EffectSound = {
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** Where the sound is at its height, which is the moment it belongs to. */
  readonly heightFrame: number;
};

type Voice = {
  readonly lengthSec: number;
  readonly heightSec: number;
  /** Level at a moment, from 0 to 1. */
  readonly envelope: (share: number) => number;
  /** Centre of the noise at a moment, Hz. */
  readonly centreHz: (share: number) => number;
  /** Width of the noise: the smaller, the more of a pitch it has. */
  readonly damping: number;
  /** A tone under the noise: its pitch at a moment, and how loud it is. */
  readonly tone?: { readonly pitchHz: (share: number) => number; readonly level: number };
  /** How far the sound travels from one side to the other, 0 to 1. */
  readonly travel: number;
};

/** Up to `peak` and down again, both on half a cosine, so that it begins and ends at nothing. */
const swell = (share: number, peak: number): number => {
  const part = share < peak ? share / peak : (1 - share) / (1 - peak);
  return (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, part)))) / 2;
};
const glide = (fromHz: number, toHz: number, share: number): number => fromHz * (toHz / fromHz) ** share;

const voices: Readonly<Record<SoundEffect, Voice>> = {
  whoosh: {
    lengthSec: 0.7,
    heightSec: 0.35,
    envelope: (share) => swell(share, 0.5) ** 1.6,
    centreHz: (share) => glide(350, 2_600, swell(share, 0.5)),
    damping: 0.9,
    travel: 0.7,
  },
  riser: {
    lengthSec: 0.9,
    heightSec: 0.72,
    envelope: (share) => swell(share, 0.8) ** 2,
    centreHz: (share) => glide(300, 5_000, share),
    damping: 0.45,
    tone: { pitchHz: (share) => glide(110, 330, share), level: 0.12 },
    travel: 0.2,
  },
  tick: {
    lengthSec: 0.09,
    heightSec: 0.006,
    envelope: (share) => swell(share, 1 / 15) * Math.exp(-6 * share),
    centreHz: () => 2_200,
    damping: 0.35,
    tone: { pitchHz: (share) => glide(1_400, 900, share), level: 0.25 },
    travel: 0,
  },
  drop: {
    lengthSec: 0.8,
    heightSec: 0.1,
    envelope: (share) => swell(share, 0.12) ** 1.2,
    centreHz: (share) => glide(420, 110, share),
    damping: 0.7,
    tone: { pitchHz: (share) => glide(95, 46, share), level: 0.5 },
    travel: 0.1,
  },
};

/** A state variable filter (A. Simper's trapezoidal form), whose centre may move without clicks. */
const createBandPass = (
  sampleRateHz: number,
  damping: number,
): ((sample: number, centreHz: number) => number) => {
  let first = 0;
  let second = 0;
  return (sample, centreHz) => {
    const g = Math.tan((Math.PI * centreHz) / sampleRateHz);
    const band = (g * (sample - second) + first) / (1 + g * (g + 2 * damping));
    const low = second + g * band;
    first = 2 * band - first;
    second = 2 * low - second;
    return 2 * damping * band;
  };
};

/**
 * One sound effect, the same for the same seed, at a peak of 1. It begins and ends in silence, so nothing clicks
 * wherever it is laid.
 */
export const synthesiseEffect = (
  effect: SoundEffect,
  { seed, sampleRateHz }: { readonly seed: number; readonly sampleRateHz: number },
): EffectSound => {
  const voice = voices[effect];
  const random = createRandom(`effect/${effect}/${seed}`);
  const length = Math.round(voice.lengthSec * sampleRateHz);
  const filter = createBandPass(sampleRateHz, voice.damping);
  const direction = random() < 0.5 ? -1 : 1;
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  let phase = 0;
  let peak = 0;
  for (let frame = 0; frame < length; frame += 1) {
    const share = length < 2 ? 0 : frame / (length - 1);
    const noise = filter(2 * random() - 1, voice.centreHz(share));
    phase += (2 * Math.PI * (voice.tone?.pitchHz(share) ?? 0)) / sampleRateHz;
    const sample = voice.envelope(share) * (noise + (voice.tone?.level ?? 0) * Math.sin(phase));
    const pan = direction * voice.travel * (2 * share - 1);
    left[frame] = sample * Math.sqrt((1 - pan) / 2);
    right[frame] = sample * Math.sqrt((1 + pan) / 2);
    peak = Math.max(peak, Math.abs(left[frame] ?? 0), Math.abs(right[frame] ?? 0));
  }
  const gain = peak > 0 ? 1 / peak : 0;
  return {
    left: left.map((sample) => sample * gain),
    right: right.map((sample) => sample * gain),
    heightFrame: Math.round(voice.heightSec * sampleRateHz),
  };
};
