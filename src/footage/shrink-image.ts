import { readFile } from 'node:fs/promises';
import { InputError } from '../errors/index.js';

export type SmallImage = {
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/jpeg';
  readonly widthPx: number;
  readonly heightPx: number;
};

export type SmallImageLimits = {
  /** Of the longer side; a smaller picture keeps its size. */
  readonly maxSidePx: number;
  /** Of the JPEG. */
  readonly maxSizeBytes: number;
};

/** From good enough for text to good enough to recognise; below that the picture itself is made smaller. */
const qualities = [82, 70, 58] as const;
const smallestSidePx = 64;

/**
 * A picture small enough to hand around: upright, opaque, JPEG. Of an animation, its first frame.
 *
 * @throws InputError `FOOTAGE_UNREADABLE`
 */
export const shrinkImage = async (file: string, limits: SmallImageLimits): Promise<SmallImage> => {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(await readFile(file)).catch((cause: unknown) => {
    throw new InputError('FOOTAGE_UNREADABLE', 'A picture cannot be decoded.', {
      hint: 'Save it again as JPEG or PNG, or choose another one.',
      cause,
    });
  });
  const longer = Math.max(image.width, image.height);
  for (let sidePx = Math.min(limits.maxSidePx, longer); ; sidePx = Math.round(sidePx * 0.75)) {
    const widthPx = Math.max(1, Math.round((image.width * sidePx) / longer));
    const heightPx = Math.max(1, Math.round((image.height * sidePx) / longer));
    const canvas = createCanvas(widthPx, heightPx);
    const context = canvas.getContext('2d');
    context.fillStyle = '#000';
    context.fillRect(0, 0, widthPx, heightPx);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, widthPx, heightPx);
    for (const quality of qualities) {
      const bytes = await canvas.encode('jpeg', quality);
      if (bytes.length <= limits.maxSizeBytes || sidePx <= smallestSidePx) {
        return { bytes, mimeType: 'image/jpeg', widthPx, heightPx };
      }
    }
  }
};
