import { expect, test } from '@jest/globals';
import { scoreFrame } from '../../../src/render/frame-score.js';

const size = { widthPx: 64, heightPx: 64 };

const frame = (colourAt: (x: number, y: number) => readonly [number, number, number]) => ({
  ...size,
  pixels: Uint8Array.from(
    Array.from({ length: size.widthPx * size.heightPx }, (_, at) =>
      colourAt(at % 64, Math.floor(at / 64)),
    ).flat(),
  ),
});

const flat = (value: number) => frame(() => [value, value, value]);
const blocks = (blockPx: number, colours: readonly (readonly [number, number, number])[]) =>
  frame((x, y) => colours[(Math.floor(x / blockPx) + Math.floor(y / blockPx)) % colours.length] ?? [0, 0, 0]);
const vivid = [
  [230, 40, 60],
  [30, 90, 220],
  [240, 220, 80],
] as const;

test('a sharp, colourful frame is better than a dull, a blurred or an empty one', () => {
  const best = scoreFrame(blocks(8, vivid));
  const grey = scoreFrame(
    blocks(8, [
      [90, 90, 90],
      [160, 160, 160],
    ]),
  );
  const blurred = scoreFrame(frame((x, y) => [120 + x, 90 + y, 150 - x]));
  expect(best).toBeGreaterThan(grey);
  expect(best).toBeGreaterThan(blurred);
  expect(blurred).toBeGreaterThan(scoreFrame(flat(128)));
});

test('black and white frames are worth nothing or next to it', () => {
  expect(scoreFrame(flat(0))).toBe(0);
  expect(scoreFrame(flat(255))).toBe(0);
  expect(scoreFrame(flat(4))).toBeLessThan(0.01);
});
