import type { FrameSize } from '../../render/frame.js';
import type { AssetFile } from '../asset.js';

/** A picture may be enlarged by this much before it shows. */
const unseenEnlargement = 1.05;

/** How much a file must be enlarged to fill the frame; 1 and less where it is large enough. */
const enlargement = ({ widthPx, heightPx }: AssetFile, frame: FrameSize): number =>
  widthPx === undefined || heightPx === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(frame.widthPx / widthPx, frame.heightPx / heightPx);

const pixels = ({ widthPx = 0, heightPx = 0 }: AssetFile): number => widthPx * heightPx;

/**
 * The smallest file that fills the frame, or else the largest; one of unknown size only where there is no other.
 * Files known to be too large to fetch are left out.
 */
export const chooseRendition = (
  files: readonly AssetFile[],
  { frame, maxBytes }: { readonly frame: FrameSize; readonly maxBytes: number },
): AssetFile | undefined => {
  const possible = files.filter(({ sizeBytes = 0 }) => sizeBytes <= maxBytes);
  const bySize = [...possible].sort(
    (one, other) => pixels(one) - pixels(other) || (one.sizeBytes ?? 0) - (other.sizeBytes ?? 0),
  );
  return bySize.find((file) => enlargement(file, frame) <= unseenEnlargement) ?? bySize.at(-1);
};
