import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { RgbPicture } from './caption-frame.js';

/** Versions of libass and FreeType differ in the last bits of an edge, not in where a letter stands. */
const edgeDifference = 56;

const fileOf = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/golden/${name}.png`, import.meta.url));

/** With REELWRIGHT_WRITE_GOLDEN set, makes the picture the golden one. */
export const keepGolden = async (name: string, picture: RgbPicture): Promise<void> => {
  if (process.env['REELWRIGHT_WRITE_GOLDEN'] === undefined) {
    return;
  }
  const canvas = createCanvas(picture.widthPx, picture.heightPx);
  const context = canvas.getContext('2d');
  const image = context.createImageData(picture.widthPx, picture.heightPx);
  for (let pixel = 0; pixel < picture.widthPx * picture.heightPx; pixel += 1) {
    image.data.set([...picture.pixels.subarray(pixel * 3, pixel * 3 + 3), 255], pixel * 4);
  }
  context.putImageData(image, 0, 0);
  await writeFile(fileOf(name), await canvas.encode('png'));
};

/**
 * How much a picture differs from the one in `test/fixtures/golden`: the share of pixels with a channel that is
 * visibly off, 0 to 1.
 */
export const differenceFromGolden = async (name: string, picture: RgbPicture): Promise<number> => {
  const image = await loadImage(await readFile(fileOf(name)));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const golden = context.getImageData(0, 0, image.width, image.height).data;
  const count = picture.widthPx * picture.heightPx;
  if (image.width !== picture.widthPx || image.height !== picture.heightPx) {
    return 1;
  }
  let off = 0;
  for (let pixel = 0; pixel < count; pixel += 1) {
    const differs = [0, 1, 2].some(
      (channel) =>
        Math.abs((golden[pixel * 4 + channel] ?? 0) - (picture.pixels[pixel * 3 + channel] ?? 0)) >
        edgeDifference,
    );
    off += differs ? 1 : 0;
  }
  return off / count;
};
