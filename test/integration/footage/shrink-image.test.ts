import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { shrinkImage } from '../../../src/footage/shrink-image.js';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-shrink-'));
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Noise, which no encoder makes small. */
const drawNoise = async (widthPx: number, heightPx: number): Promise<string> => {
  const canvas = createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(widthPx, heightPx);
  let state = 7;
  for (let at = 0; at < pixels.data.length; at += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    pixels.data[at] = at % 4 === 3 ? 255 : state % 256;
  }
  context.putImageData(pixels, 0, 0);
  const file = join(directory, `noise-${widthPx}.png`);
  await writeFile(file, await canvas.encode('png'));
  return file;
};

describe('shrinkImage', () => {
  test('fits a picture that hardly compresses into the bytes and the side it may have', async () => {
    const file = await drawNoise(900, 600);
    const small = await shrinkImage(file, { maxSidePx: 768, maxSizeBytes: 40_000 });
    expect(small.bytes.length).toBeLessThanOrEqual(40_000);
    const decoded = await loadImage(Buffer.from(small.bytes));
    expect([decoded.width, decoded.height]).toEqual([small.widthPx, small.heightPx]);
    expect(small.widthPx / small.heightPx).toBeCloseTo(1.5, 1);
  });

  test('keeps the size of a picture that is small already', async () => {
    const file = await drawNoise(90, 60);
    const small = await shrinkImage(file, { maxSidePx: 768, maxSizeBytes: 100_000 });
    expect([small.widthPx, small.heightPx]).toEqual([90, 60]);
  });

  test('refuses what is no picture with a code', async () => {
    const file = join(directory, 'text.png');
    await writeFile(file, 'no picture');
    await expect(shrinkImage(file, { maxSidePx: 768, maxSizeBytes: 1_000 })).rejects.toMatchObject({
      code: 'FOOTAGE_UNREADABLE',
    });
  });
});
