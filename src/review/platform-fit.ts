import * as z from 'zod';
import type { ReviewReport } from './report.js';

export const platformFitSchema = z.strictObject({
  platform: z.string(),
  fits: z.boolean(),
  /** Why it does not, in words. */
  reasons: z.array(z.string()),
});
export type PlatformFit = z.infer<typeof platformFitSchema>;

type Platform = {
  readonly name: string;
  readonly aspects: readonly string[];
  readonly maxDurationSec: number;
  readonly maxSizeBytes: number;
};

/**
 * What a platform shows in its main place without cropping or refusing, as each states for creators: YouTube Shorts up
 * to 3 minutes since 15 October 2024, Instagram Reels up to 3 minutes since January 2025, TikTok up to 10 minutes, X
 * 140 seconds without a subscription, LinkedIn 10 minutes.
 */
const platforms: readonly Platform[] = [
  { name: 'YouTube Shorts', aspects: ['9:16', '4:5', '1:1'], maxDurationSec: 180, maxSizeBytes: 256e9 },
  { name: 'YouTube', aspects: ['16:9'], maxDurationSec: 43_200, maxSizeBytes: 256e9 },
  { name: 'TikTok', aspects: ['9:16'], maxDurationSec: 600, maxSizeBytes: 4e9 },
  { name: 'Instagram Reels', aspects: ['9:16'], maxDurationSec: 180, maxSizeBytes: 4e9 },
  { name: 'X', aspects: ['16:9', '1:1', '9:16'], maxDurationSec: 140, maxSizeBytes: 512e6 },
  {
    name: 'LinkedIn',
    aspects: ['16:9', '1:1', '4:5', '9:16'],
    maxDurationSec: 600,
    maxSizeBytes: 5e9,
  },
];

const shapes: readonly (readonly [string, number])[] = [
  ['9:16', 9 / 16],
  ['4:5', 4 / 5],
  ['1:1', 1],
  ['16:9', 16 / 9],
];
/** A shape this close to a named one is shown as that. */
const shapeTolerance = 0.03;

/** `undefined` where the picture has none of the usual shapes. */
const aspectOf = ({ widthPx, heightPx }: Pick<ReviewReport, 'widthPx' | 'heightPx'>): string | undefined =>
  shapes.find(([, ratio]) => Math.abs(widthPx / heightPx / ratio - 1) < shapeTolerance)?.[0];

const minutes = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 6) / 10} min`;

type Facts = Pick<ReviewReport, 'widthPx' | 'heightPx' | 'durationSec' | 'sizeBytes' | 'audioCodec'>;

/** How a video would be taken by each platform, as far as its shape, length, size and sound tell. */
export const fitPlatforms = (facts: Facts): PlatformFit[] => {
  const aspect = aspectOf(facts);
  return platforms.map(({ name, aspects, maxDurationSec, maxSizeBytes }) => {
    const reasons = [
      ...(aspect !== undefined && aspects.includes(aspect)
        ? []
        : [`It is ${facts.widthPx} x ${facts.heightPx}, and ${name} shows ${aspects.join(', ')}.`]),
      ...(facts.durationSec <= maxDurationSec
        ? []
        : [`It lasts ${minutes(facts.durationSec)}, and ${name} takes ${minutes(maxDurationSec)}.`]),
      ...(facts.sizeBytes <= maxSizeBytes ? [] : [`The file is larger than ${name} takes.`]),
      ...(facts.audioCodec === 'none' ? ['It has no sound.'] : []),
    ];
    return { platform: name, fits: reasons.length === 0, reasons };
  });
};
