import type * as z from 'zod';
import type { Measurements } from './measure.js';
import type { qualitySchema } from './report.js';

export type Quality = z.infer<typeof qualitySchema>;

type Measured = Omit<Measurements, 'sizeBytes'>;
type Part = {
  readonly name: string;
  readonly weight: number;
  /** 0 to 10; `undefined` where it could not be measured. */
  readonly rate: (measured: Measured) => number | undefined;
  readonly advice: string;
};

const clamp = (value: number): number => Math.min(10, Math.max(0, value));
/** 10 at `best`, 0 at `worst`, straight between. */
const between = (value: number, worst: number, best: number): number =>
  clamp((10 * (value - worst)) / (best - worst));

const sumOf = (stretches: Measured['blackStretches']): number =>
  stretches.reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0);

/**
 * The weights say what viewers complain of first: pictures they cannot make out, sound they cannot hear. Bits are
 * counted for each pixel of each frame: 0.02 is where blocks show with H.264, 0.07 what platforms recommend.
 */
const parts: readonly Part[] = [
  {
    name: 'resolution',
    weight: 2,
    rate: ({ facts: { video } }) =>
      video === undefined ? undefined : between(Math.min(video.widthPx, video.heightPx), 240, 1_080),
    advice: 'Export with at least 1080 pixels on the shorter side.',
  },
  {
    name: 'sharpness',
    weight: 2,
    rate: ({ picture }) =>
      picture?.sharpness === undefined ? undefined : between(picture.sharpness, 0, 0.6),
    advice: 'The picture is soft: use sharper material, or do not enlarge it.',
  },
  {
    name: 'exposure',
    weight: 2,
    rate: ({ picture }) =>
      picture === undefined
        ? undefined
        : Math.min(
            between(picture.brightness, 0.05, 0.2),
            between(picture.brightness, 0.97, 0.85),
            between(picture.underexposedShare + picture.overexposedShare, 1, 0.1),
          ),
    advice: 'Much of the picture is too dark or too bright: correct the exposure.',
  },
  {
    name: 'bitrate',
    weight: 1,
    rate: ({ facts: { video }, bitrates }) =>
      video === undefined || bitrates === undefined || video.framesPerSec === 0
        ? undefined
        : between(
            Math.log2((1_000 * bitrates.videoKbps) / (video.widthPx * video.heightPx * video.framesPerSec)),
            Math.log2(0.002),
            Math.log2(0.02),
          ),
    advice: 'So few bits a pixel leave blocks: encode with a lower rate factor or a higher bitrate.',
  },
  {
    name: 'loudness',
    weight: 2,
    rate: ({ facts: { audio }, loudnessLufs }) =>
      audio === undefined ? 0 : between(Math.abs(loudnessLufs + 14), 14, 2),
    advice: 'Bring the sound to about -14 LUFS, which platforms play without changing it.',
  },
  {
    name: 'peaks',
    weight: 1,
    rate: ({ facts: { audio }, truePeakDbtp }) =>
      audio === undefined ? undefined : between(truePeakDbtp, 2, -1),
    advice: 'The sound clips: keep true peaks below -1 dBTP.',
  },
  {
    name: 'continuity',
    weight: 2,
    rate: ({ facts, blackStretches, frozenStretches, silentStretches }) => {
      const idleSec = sumOf(blackStretches) + sumOf(frozenStretches) + sumOf(silentStretches);
      return facts.durationSec > 0 ? between(idleSec / facts.durationSec, 0.5, 0.02) : undefined;
    },
    advice: 'Cut or fill the stretches where the picture is black or still, or nothing is heard.',
  },
  {
    name: 'sync',
    weight: 1,
    rate: ({ sync }) =>
      sync === undefined
        ? undefined
        : Math.min(
            between(Math.abs(sync.audioStartsLateSec), 0.5, 0.045),
            between(Math.abs(sync.audioEndsLateSec), 3, 0.5),
          ),
    advice: 'Picture and sound do not begin or end together: trim them to the same length.',
  },
];

/** A part below this is worth a word. */
const adviceBelow = 7;
/** However good the rest, a file that does not play through is no good film. */
const damagedScore = 3;

/**
 * The quality of a video on a scale of 10, with what would raise it. The score is the mean of the measured parts
 * (resolution 2, sharpness 2, exposure 2, loudness 2, continuity 2, bitrate 1, peaks 1, sync 1), rounded to a tenth, and at
 * most 3 for a file that does not decode cleanly.
 */
export const rateQuality = (measured: Measured): Quality => {
  const rated = parts.flatMap((part) => {
    const rate = part.rate(measured);
    return rate === undefined || Number.isNaN(rate) ? [] : [{ ...part, rate }];
  });
  const weight = rated.reduce((sum, part) => sum + part.weight, 0);
  const mean = rated.reduce((sum, part) => sum + part.weight * part.rate, 0) / Math.max(1, weight);
  const score = measured.decodedClean ? mean : Math.min(damagedScore, mean);
  const lost = rated
    .filter(({ rate }) => rate < adviceBelow)
    .toSorted((one, other) => other.weight * (10 - other.rate) - one.weight * (10 - one.rate));
  return {
    score: Math.round(score * 10) / 10,
    parts: Object.fromEntries(rated.map(({ name, rate }) => [name, Math.round(rate * 10) / 10])),
    recommendations: [
      ...(measured.decodedClean ? [] : ['The file is damaged: export or copy it again.']),
      ...lost.map(({ advice }) => advice),
    ],
  };
};
