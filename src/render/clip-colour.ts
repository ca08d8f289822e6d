import type { FrameSize } from './frame.js';

/**
 * How a clip's colours are stored. `video`: as a film's (BT.709, or tagged so that the scaler knows better);
 * `untagged-small`: standard definition without a tag, which is BT.601 by convention; `hdr`: PQ or HLG.
 */
export const clipColours = ['video', 'untagged-small', 'hdr'] as const;
export type ClipColour = (typeof clipColours)[number];

const hdrTransfers = new Set(['smpte2084', 'arib-std-b67']);
/** The longer side of standard definition, as far as it goes. */
const smallUpToPx = 1_024;

/** @param transfer characteristic of the picture, if the file states one */
export const clipColourOf = (transfer: string | undefined, { widthPx, heightPx }: FrameSize): ClipColour => {
  if (hdrTransfers.has(transfer ?? '')) {
    return 'hdr';
  }
  return transfer === undefined && Math.max(widthPx, heightPx) <= smallUpToPx ? 'untagged-small' : 'video';
};
