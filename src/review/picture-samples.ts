import type * as z from 'zod';
import type { pictureFactsSchema } from './report.js';

export type PictureFacts = z.infer<typeof pictureFactsSchema>;

/** The widths of edges, in pixels of a frame sampled at 540 pixels, that count as perfectly sharp and as a blur. */
const sharpEdgePx = 4;
const blurredEdgePx = 12;
/** Video range: 16 is black, 235 white (ITU-R BT.709). */
const toUnit = (luma: number): number => Math.min(1, Math.max(0, (luma - 16) / 219));
/** The largest saturation that signalstats gives for colours of the video range. */
const fullSaturation = 160;

const median = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
};

/** Reads what `blurdetect` and `signalstats` left in the file of the `metadata` filter. */
export const parsePictureSamples = (text: string): PictureFacts | undefined => {
  const valuesOf = (name: string): number[] =>
    [...text.matchAll(new RegExp(`^lavfi\\.${name}=(-?\\d+(?:\\.\\d+)?)\\s*$`, 'gm'))].map((match) =>
      Number(match[1]),
    );
  const means = valuesOf('signalstats\\.YAVG').map(toUnit);
  const lows = valuesOf('signalstats\\.YLOW').map(toUnit);
  const highs = valuesOf('signalstats\\.YHIGH').map(toUnit);
  const blur = median(valuesOf('blur'));
  const share = (isSo: (index: number) => boolean): number =>
    means.filter((_, index) => isSo(index)).length / Math.max(1, means.length);
  if (means.length === 0) {
    return undefined;
  }
  const sharpness = blur === undefined ? undefined : (blurredEdgePx - blur) / (blurredEdgePx - sharpEdgePx);
  return {
    samples: means.length,
    ...(sharpness === undefined ? {} : { sharpness: Math.min(1, Math.max(0, sharpness)) }),
    brightness: median(means) ?? 0,
    contrast: Math.max(0, median(highs.map((high, index) => high - (lows[index] ?? 0))) ?? 0),
    saturation: Math.min(1, Math.max(0, (median(valuesOf('signalstats\\.SATAVG')) ?? 0) / fullSaturation)),
    underexposedShare: share((index) => (means[index] ?? 0) < 0.12 && (highs[index] ?? 0) < 0.3),
    overexposedShare: share((index) => (means[index] ?? 0) > 0.88 && (lows[index] ?? 0) > 0.7),
  };
};
