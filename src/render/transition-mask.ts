/** Ease in and out: at rest at both ends. */
export const ease = (x: number): number => {
  const clamped = Math.min(1, Math.max(0, x));
  return clamped * clamped * (3 - 2 * clamped);
};

/** How far a transition is at one of its frames: never quite 0 or 1, since the frames beside it are those. */
export const progressAt = (frame: number, frameCount: number): number => (frame + 1) / (frameCount + 1);

/** The share of the second picture at a column of the frame, 0 to 1. */
export type Mask = (progress: number, x: number) => number;

/** All of the frame at once. */
export const dissolve: Mask = (progress) => progress;

/** The same while both pictures move fast: in the middle half of the time. */
export const quickDissolve: Mask = (progress) => ease(2 * progress - 0.5);

/** The soft edge of a wipe, as a part of the frame's width. */
const softEdge = 0.3;

/** An edge that travels from left to right, softened, with its way before and after the frame. */
export const wipe: Mask = (progress, x) => {
  const edge = ease(progress) * (1 + softEdge);
  return ease((edge - x) / softEdge);
};

/**
 * The mask as raw `yuv420p`, two pixels high, to be stretched over the frame: a few kilobytes a frame instead of an
 * expression evaluated for every pixel. All planes hold it, since `maskedmerge` weighs each plane by its own.
 */
export const drawMask = (
  mask: Mask,
  {
    widthPx,
    frameCount,
    mirrored = false,
  }: { widthPx: number; frameCount: number; mirrored?: boolean | undefined },
): Uint8Array => {
  const bytes = new Uint8Array(frameCount * 3 * widthPx);
  for (let frame = 0; frame < frameCount; frame += 1) {
    const progress = progressAt(frame, frameCount);
    const at = (x: number): number => Math.round(255 * mask(progress, mirrored ? 1 - x : x));
    const luma = Uint8Array.from({ length: widthPx }, (_, x) => at((x + 0.5) / widthPx));
    const chroma = Uint8Array.from({ length: widthPx / 2 }, (_, x) => at((2 * x + 1) / widthPx));
    bytes.set(luma, frame * 3 * widthPx);
    bytes.set(luma, frame * 3 * widthPx + widthPx);
    bytes.set(chroma, frame * 3 * widthPx + 2 * widthPx);
    bytes.set(chroma, frame * 3 * widthPx + 2.5 * widthPx);
  }
  return bytes;
};
