import { readFile } from 'node:fs/promises';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { emojiPicture } from '../../fonts/emoji-pictures.js';
import type { Rect } from './calm-zones.js';
import { fromBytes, luminance } from './colour.js';
import type { EmojiImage } from './stage.js';

type CanvasModule = typeof import('@napi-rs/canvas');

/** The 3D pictures are 256 px; beyond this size they are sharpened after scaling. */
const sharpenFromPx = 300;

/**
 * Opens a picture of `@lobehub/fluent-emoji-3d` (MIT), with or without a variation selector in its name.
 *
 * @returns `undefined` where there is none of that code
 */
export const loadEmojiImage = async (canvas: CanvasModule, code: string): Promise<EmojiImage | undefined> => {
  const file = emojiPicture(code);
  if (file === undefined) {
    return undefined;
  }
  const image = await canvas.loadImage(await readFile(file));
  return {
    widthPx: image.width,
    heightPx: image.height,
    ...measureColour(canvas, image),
    draw: (context, to) =>
      context.drawImage(scaled(canvas, image, to), to.xPx, to.yPx, to.widthPx, to.heightPx),
  };
};

const sampleSidePx = 48;

const measureColour = (
  { createCanvas }: CanvasModule,
  image: Awaited<ReturnType<CanvasModule['loadImage']>>,
): Pick<EmojiImage, 'luminance' | 'colourfulness'> => {
  const context = createCanvas(sampleSidePx, sampleSidePx).getContext('2d');
  context.drawImage(image, 0, 0, sampleSidePx, sampleSidePx);
  const { data } = context.getImageData(0, 0, sampleSidePx, sampleSidePx);
  let sum = 0;
  let spread = 0;
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] ?? 0) > 200) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      sum += luminance(fromBytes(red, green, blue));
      spread += (Math.max(red, green, blue) - Math.min(red, green, blue)) / 255;
      count += 1;
    }
  }
  return count === 0
    ? { luminance: 0.5, colourfulness: 0 }
    : { luminance: sum / count, colourfulness: spread / count };
};

const scaled = (
  { createCanvas }: CanvasModule,
  image: Awaited<ReturnType<CanvasModule['loadImage']>>,
  to: Rect,
): Canvas => {
  const widthPx = Math.max(1, Math.round(to.widthPx));
  const heightPx = Math.max(1, Math.round(to.heightPx));
  const canvas = createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, widthPx, heightPx);
  if (widthPx > sharpenFromPx) {
    sharpen(context, widthPx, heightPx);
  }
  return canvas;
};

/** How much of the difference from the neighbours is given back. */
const sharpness = 0.55;

/** An unsharp mask over the opaque parts, two pixels wide: as wide as the blur that scaling leaves. */
const sharpen = (context: SKRSContext2D, widthPx: number, heightPx: number): void => {
  const pixels = context.getImageData(0, 0, widthPx, heightPx);
  const from = new Uint8ClampedArray(pixels.data);
  const row = widthPx * 4;
  const reach = 2;
  for (let y = reach; y < heightPx - reach; y += 1) {
    for (let x = reach; x < widthPx - reach; x += 1) {
      const at = y * row + x * 4;
      if (from[at + 3] === 255) {
        for (let channel = at; channel < at + 3; channel += 1) {
          const around =
            (from[channel - reach * 4] ?? 0) +
            (from[channel + reach * 4] ?? 0) +
            (from[channel - reach * row] ?? 0) +
            (from[channel + reach * row] ?? 0);
          const own = from[channel] ?? 0;
          pixels.data[channel] = own + sharpness * (own - around / 4);
        }
      }
    }
  }
  context.putImageData(pixels, 0, 0);
};
