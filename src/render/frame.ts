export const aspects = ['9:16', '16:9', '1:1', '4:5'] as const;
export type Aspect = (typeof aspects)[number];

export type FrameSize = { readonly widthPx: number; readonly heightPx: number };

/** Full-quality frame size of each aspect. */
export const frameSizes: Readonly<Record<Aspect, FrameSize>> = {
  '9:16': { widthPx: 1080, heightPx: 1920 },
  '16:9': { widthPx: 1920, heightPx: 1080 },
  '1:1': { widthPx: 1080, heightPx: 1080 },
  '4:5': { widthPx: 1080, heightPx: 1350 },
};
