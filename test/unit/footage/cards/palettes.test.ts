import { describe, expect, test } from '@jest/globals';
import { createCalmMap } from '../../../../src/footage/cards/calm-zones.js';
import { contrast, fromBytes, luminance, parseHex } from '../../../../src/footage/cards/colour.js';
import { createMeshPainter, meshSize } from '../../../../src/footage/cards/mesh.js';
import {
  allPaletteChoices,
  choosePalette,
  findPalette,
  type Palette,
  textLuminanceLimit,
} from '../../../../src/footage/cards/palettes.js';

const frame = { widthPx: 1080, heightPx: 1920 };
const everything = [{ xPx: 0, yPx: 0, widthPx: 1080, heightPx: 1920 }];

const paintFrame = (palette: Palette, seed: number, timeSec: number, zones = everything): Uint16Array => {
  const size = meshSize(frame);
  const calm = createCalmMap(zones, { ...size, frameWidthPx: frame.widthPx }, 100);
  const painter = createMeshPainter({ palette, seed, calm });
  const values = new Uint16Array(painter.frameBytes / 2);
  painter.paint(timeSec, values, 0);
  return values;
};

const luminances = (values: Uint16Array): number[] => {
  const found: number[] = [];
  for (let index = 0; index < values.length; index += 3) {
    const [red = 0, green = 0, blue = 0] = values.slice(index, index + 3);
    found.push(luminance(fromBytes(red / 257, green / 257, blue / 257)));
  }
  return found;
};

describe('palettes', () => {
  const named = allPaletteChoices().map((choice) => ({ choice, name: `${choice.family} ${choice.variant}` }));

  test('offer at least eight families of three or more variants', () => {
    const families = new Set(named.map(({ choice }) => choice.family));
    expect(families.size).toBeGreaterThanOrEqual(8);
    for (const family of families) {
      expect(named.filter(({ choice }) => choice.family === family).length).toBeGreaterThanOrEqual(3);
    }
  });

  test.each(named)('$name: ink and accents keep 4.5:1 on every part of a calmed background', ({ choice }) => {
    const palette = findPalette(choice);
    for (const timeSec of [0, 3.3, 9.7]) {
      const grounds = luminances(paintFrame(palette, choice.variant + 11, timeSec));
      for (const text of [palette.ink, palette.accent, palette.accentTwo]) {
        const textLuminance = luminance(parseHex(text));
        const worst = Math.min(...grounds.map((ground) => contrast(ground, textLuminance)));
        expect(worst).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  test.each(named)('$name: the limit under text leaves room for colour', ({ choice }) => {
    const palette = findPalette(choice);
    const limit = textLuminanceLimit(palette);
    if (palette.tone === 'dark') {
      expect(limit).toBeGreaterThan(0.07);
    } else {
      expect(limit).toBeLessThan(0.8);
    }
  });

  test('stay in one family for a film and differ between neighbouring scenes', () => {
    for (const seed of [1, 2, 77, 4_000_000_000]) {
      const choices = Array.from({ length: 9 }, (_, sceneIndex) => choosePalette({ seed, sceneIndex }));
      expect(new Set(choices.map(({ family }) => family)).size).toBe(1);
      for (const [index, choice] of choices.slice(1).entries()) {
        expect(choice.variant).not.toBe(choices[index]?.variant);
      }
    }
  });

  test('spread over the families as seeds change', () => {
    const seen = new Set(
      Array.from({ length: 200 }, (_, seed) => choosePalette({ seed, sceneIndex: 0 }).family),
    );
    expect(seen.size).toBeGreaterThanOrEqual(8);
  });
});

describe('the moving background', () => {
  const palette = findPalette({ family: 'midnight', variant: 0 });

  test('is the same for the same seed and time, and another for another seed', () => {
    expect(paintFrame(palette, 5, 1.25, [])).toEqual(paintFrame(palette, 5, 1.25, []));
    expect(paintFrame(palette, 5, 1.25, [])).not.toEqual(paintFrame(palette, 6, 1.25, []));
  });

  test('moves visibly within four seconds and hardly within a frame', () => {
    const change = (fromSec: number, toSec: number): number => {
      const from = paintFrame(palette, 5, fromSec, []);
      const to = paintFrame(palette, 5, toSec, []);
      return (
        from.reduce((sum, value, index) => sum + Math.abs(value - (to[index] ?? 0)), 0) / from.length / 257
      );
    };
    expect(change(0, 4)).toBeGreaterThan(6);
    expect(change(2, 2 + 1 / 30)).toBeLessThan(1);
  });

  test('has small frames of the aspect of the film', () => {
    expect(meshSize(frame)).toEqual({ columns: 54, rows: 96 });
    expect(meshSize({ widthPx: 1920, heightPx: 1080 })).toEqual({ columns: 96, rows: 54 });
    expect(meshSize({ widthPx: 1080, heightPx: 1080 })).toEqual({ columns: 96, rows: 96 });
  });
});
