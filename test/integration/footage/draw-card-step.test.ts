import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { loadImage } from '@napi-rs/canvas';
import { createDrawCardStep, type DrawCardInput } from '../../../src/footage/cards/draw-card-step.js';
import { createStepBench } from '../../support/step-context.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const step = createDrawCardStep({ fontFiles: async () => [] });
const input: DrawCardInput = {
  spec: { style: 'illustration', language: 'en-US', emoji: '1f419', headline: 'An octopus has three hearts' },
  palette: { family: 'aurora', variant: 1 },
  widthPx: 270,
  heightPx: 480,
  framesPerSec: 30,
  frameCount: 100,
  reserved: { topPx: 320, bottomPx: 380 },
  platform: 'all',
  seed: 12,
  fontPacks: [],
};

describe('the step that draws a card', () => {
  test('stores a background of one small frame a film frame, layers as PNG, and a credit', async () => {
    const bench = createStepBench(await temporaryDirectory());
    const { picture, credits, degraded } = await bench.run(step, input);
    expect(picture.background).toMatchObject({ widthPx: 54, heightPx: 96, frameCount: 100 });
    expect(picture.background.frames.sizeBytes).toBe(54 * 96 * 6 * 100);
    for (const layer of picture.layers) {
      const image = await loadImage(await readFile(bench.pathOf(layer.image)));
      expect([image.width, image.height]).toEqual([layer.widthPx, layer.heightPx]);
    }
    expect(credits).toMatchObject([{ kind: 'illustration', licence: 'MIT' }]);
    expect(degraded).toEqual([]);
  });

  test('gives the same bytes for the same input', async () => {
    const bench = createStepBench(await temporaryDirectory());
    expect(await bench.run(step, input)).toEqual(await bench.run(step, input));
  });

  test('stops when it is told to', async () => {
    const bench = createStepBench(await temporaryDirectory());
    await expect(bench.run(step, input, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('refuses an input that is out of bounds', async () => {
    const bench = createStepBench(await temporaryDirectory());
    await expect(bench.run(step, { ...input, widthPx: 100_000 })).rejects.toThrow();
  });
});
