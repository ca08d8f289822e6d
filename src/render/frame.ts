import type { Quality } from './encoding.js';

export const aspects = ['9:16', '16:9', '1:1', '4:5'] as const;
export type Aspect = (typeof aspects)[number];

export type FrameSize = { readonly widthPx: number; readonly heightPx: number };

/** Frame size of each aspect, in which everything is laid out. */
export const frameSizes: Readonly<Record<Aspect, FrameSize>> = {
  '9:16': { widthPx: 1080, heightPx: 1920 },
  '16:9': { widthPx: 1920, heightPx: 1080 },
  '1:1': { widthPx: 1080, heightPx: 1080 },
  '4:5': { widthPx: 1080, heightPx: 1350 },
};

/**
 * The size that a film of a quality is encoded in. A draft is laid out like the film, and then half as wide and
 * high: encoding at full size, even in the fastest way, takes nearly half the time of `standard`.
 */
export const renderSize = ({ widthPx, heightPx }: FrameSize, quality: Quality): FrameSize =>
  quality === 'draft'
    ? { widthPx: 2 * Math.floor(widthPx / 4), heightPx: 2 * Math.floor(heightPx / 4) }
    : { widthPx, heightPx };
