import { beforeAll, describe, expect, test } from '@jest/globals';
import * as canvas from '@napi-rs/canvas';
import { captionBand } from '../../../src/captions/look.js';
import { createCalmMap } from '../../../src/footage/cards/calm-zones.js';
import { contrast, fromBytes, luminance, parseHex } from '../../../src/footage/cards/colour.js';
import { type CardDrawing, drawCard } from '../../../src/footage/cards/draw-card.js';
import { type FontBook, openFontBook } from '../../../src/footage/cards/fonts.js';
import { layerRect } from '../../../src/footage/cards/layers.js';
import { createMeshPainter, meshSize } from '../../../src/footage/cards/mesh.js';
import { findPalette, type PaletteChoice } from '../../../src/footage/cards/palettes.js';
import type { CardSpec } from '../../../src/footage/cards/spec.js';
import { type Aspect, aspects, frameSizes } from '../../../src/render/frame.js';

const language = 'en-US';
const specs: readonly CardSpec[] = [
  { style: 'title', language, kicker: 'The story of', headline: 'Ada Lovelace' },
  {
    style: 'statement',
    language,
    headline: 'Her deepest idea was not a calculation',
    highlight: 'calculation',
  },
  {
    style: 'quote',
    language,
    quote: 'Nothing in life is to be feared, it is only to be understood.',
    speaker: 'Marie Curie',
  },
  {
    style: 'list',
    language,
    heading: 'Numbers could stand for anything',
    items: ['Letters', 'Pictures', 'Even music', 'Films', 'Games'].map((text) => ({ text })),
  },
  {
    style: 'number',
    language,
    lead: 'It would have weighed',
    figure: '15,000',
    label: 'tonnes of brass and steel',
  },
  {
    style: 'illustration',
    language,
    emoji: '1f419',
    headline: 'An octopus has three hearts',
    highlight: 'octopus',
  },
];
const palettes: readonly PaletteChoice[] = [
  { family: 'midnight', variant: 0 },
  { family: 'ember', variant: 1 },
  { family: 'peach', variant: 2 },
];
/** A third of the size: the same layout in a ninth of the time. */
const frameOf = (aspect: Aspect) => ({
  widthPx: frameSizes[aspect].widthPx / 3,
  heightPx: frameSizes[aspect].heightPx / 3,
});
const bandOf = (frame: { heightPx: number }) => ({
  topPx: Math.round(frame.heightPx * 0.68),
  bottomPx: Math.round(frame.heightPx * 0.8),
});

let fonts: FontBook;
beforeAll(async () => {
  fonts = await openFontBook(canvas.GlobalFonts, []);
});

type Frame = { widthPx: number; heightPx: number };

/** The background scaled up as the renderer will, with the layers of the given roles on it. */
const compose = (drawing: CardDrawing, frame: Frame, palette: PaletteChoice, roles: readonly string[]) => {
  const size = meshSize(frame);
  const unitPx = Math.min(frame.widthPx, frame.heightPx) / 1080;
  const calm = createCalmMap(drawing.zones, { ...size, frameWidthPx: frame.widthPx }, 330 * unitPx);
  const painter = createMeshPainter({ palette: findPalette(palette), seed: 3, calm });
  const values = new Uint16Array(painter.frameBytes / 2);
  painter.paint(2.2, values, 0);
  const small = canvas.createCanvas(size.columns, size.rows);
  const pixels = small.getContext('2d').createImageData(size.columns, size.rows);
  for (let index = 0; index < size.columns * size.rows; index += 1) {
    pixels.data.set(
      [0, 1, 2].map((channel) => (values[index * 3 + channel] ?? 0) / 257),
      index * 4,
    );
    pixels.data[index * 4 + 3] = 255;
  }
  small.getContext('2d').putImageData(pixels, 0, 0);
  const whole = canvas.createCanvas(frame.widthPx, frame.heightPx);
  const context = whole.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, frame.widthPx, frame.heightPx);
  for (const layer of drawing.layers.filter(({ role }) => roles.includes(role))) {
    context.drawImage(layer.canvas, layer.xPx, layer.yPx);
  }
  return context;
};

/** The lowest contrast of ink or accent against any pixel (of a sample) that lies under a text layer. */
const worstContrast = (drawing: CardDrawing, frame: Frame, choice: PaletteChoice): number => {
  const ground = compose(drawing, frame, choice, ['texture']);
  const palette = findPalette(choice);
  const texts = [palette.ink, palette.accent].map((hex) => luminance(parseHex(hex)));
  let worst = 21;
  for (const layer of drawing.layers.filter(({ role }) => role === 'text')) {
    const { xPx, yPx, widthPx, heightPx } = layerRect(layer);
    const { data } = ground.getImageData(xPx, yPx, widthPx, heightPx);
    for (let at = 0; at < data.length; at += 4 * 7) {
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
      const pixel = luminance(fromBytes(red, green, blue));
      worst = Math.min(worst, ...texts.map((text) => contrast(pixel, text)));
    }
  }
  return worst;
};

const cases = aspects.flatMap((aspect) =>
  specs.flatMap((spec) =>
    palettes.map((palette) => ({
      aspect,
      spec,
      palette,
      name: `${spec.style} in ${aspect}, ${palette.family}`,
    })),
  ),
);

const placements = aspects.flatMap((aspect) =>
  (['top', 'middle'] as const).flatMap((position) =>
    specs.map((spec) => ({
      aspect,
      position,
      spec,
      name: `${spec.style} in ${aspect}, captions ${position}`,
    })),
  ),
);

describe('a drawn card', () => {
  test.each(placements)(
    '$name: makes room for captions wherever they stand',
    async ({ aspect, position, spec }) => {
      const frame = frameOf(aspect);
      const reserved = captionBand({ ...frame, style: 'karaoke', look: { position } });
      const palette = palettes[0] as PaletteChoice;
      const drawing = await drawCard({ spec, palette, frame, reserved, seed: 9 }, { canvas, fonts });
      expect(drawing.degraded).toEqual([]);
      expect(drawing.layers.some(({ role }) => role === 'text')).toBe(true);
      for (const layer of drawing.layers.filter(({ role }) => role !== 'texture')) {
        const { yPx, heightPx } = layerRect(layer);
        const isClear = yPx + heightPx <= (reserved?.topPx ?? 0) || yPx >= (reserved?.bottomPx ?? 0);
        expect(isClear).toBe(true);
      }
    },
  );

  test.each(cases)(
    '$name: stays in the frame, off the captions, and readable',
    async ({ aspect, spec, palette }) => {
      const frame = frameOf(aspect);
      const reserved = bandOf(frame);
      const drawing = await drawCard({ spec, palette, frame, reserved, seed: 9 }, { canvas, fonts });
      expect(drawing.degraded).toEqual([]);
      expect(drawing.layers.length).toBeLessThanOrEqual(12);
      expect(drawing.layers.some(({ role }) => role === 'text')).toBe(true);
      for (const layer of drawing.layers) {
        const { xPx, yPx, widthPx, heightPx } = layerRect(layer);
        expect(Math.min(xPx, yPx)).toBeGreaterThanOrEqual(0);
        expect(xPx + widthPx).toBeLessThanOrEqual(frame.widthPx);
        expect(yPx + heightPx).toBeLessThanOrEqual(frame.heightPx);
        if (layer.role !== 'texture') {
          expect(yPx + heightPx <= reserved.topPx || yPx >= reserved.bottomPx).toBe(true);
        }
      }
      expect(worstContrast(drawing, frame, palette)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test('keeps text out of the bars and buttons that platforms draw over a tall film', async () => {
    const frame = frameSizes['9:16'];
    for (const spec of specs) {
      const palette = { family: 'ocean', variant: 0 };
      const drawing = await drawCard(
        { spec, palette, frame, reserved: undefined, seed: 4 },
        { canvas, fonts },
      );
      for (const layer of drawing.layers.filter(({ role }) => role === 'text')) {
        const { xPx, yPx, widthPx, heightPx } = layerRect(layer);
        expect(xPx).toBeGreaterThanOrEqual(80);
        expect(yPx).toBeGreaterThanOrEqual(196);
        expect(xPx + widthPx).toBeLessThanOrEqual(1080 - 116);
        expect(yPx + heightPx).toBeLessThanOrEqual(1920 - 380);
      }
    }
  });

  test('keeps a picture’s moons and rings from under the words, whatever the seed', async () => {
    const palette = { family: 'midnight', variant: 0 };
    const spec = specs[5] as CardSpec;
    for (let seed = 0; seed < 16; seed += 1) {
      const frame = frameOf(aspects[seed % aspects.length] ?? '9:16');
      const drawing = await drawCard(
        { spec, palette, frame, reserved: bandOf(frame), seed },
        { canvas, fonts },
      );
      expect(worstContrast(drawing, frame, palette)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test('is the same for the same seed', async () => {
    const [spec] = specs;
    const request = {
      spec: spec as CardSpec,
      palette: palettes[0] as PaletteChoice,
      frame: frameOf('1:1'),
      reserved: undefined,
      seed: 5,
    };
    const pixels = async (seed: number): Promise<string[]> =>
      (await drawCard({ ...request, seed }, { canvas, fonts })).layers.map(({ canvas: drawn }) =>
        drawn.data().toString('base64'),
      );
    expect(await pixels(5)).toEqual(await pixels(5));
    expect(await pixels(5)).not.toEqual(await pixels(6));
  });

  test.each([
    ['a word wider than the frame', 'Dampfmaschinenrechenanlagenentwicklungsgesellschaft mbH'],
    ['far too many words', 'word '.repeat(30).trim()],
  ])('fits %s', async (_, headline) => {
    const frame = frameOf('9:16');
    const reserved = bandOf(frame);
    for (const style of ['title', 'statement'] as const) {
      const spec: CardSpec = { style, language: 'de-DE', headline };
      const drawing = await drawCard(
        { spec, palette: palettes[0] as PaletteChoice, frame, reserved, seed: 1 },
        { canvas, fonts },
      );
      for (const layer of drawing.layers.filter(({ role }) => role === 'text')) {
        expect(layer.yPx + layer.canvas.height).toBeLessThanOrEqual(reserved.topPx);
        expect(layer.xPx + layer.canvas.width).toBeLessThanOrEqual(frame.widthPx);
      }
    }
  });

  test('stands without words where it has none, and nothing is said to be missing', async () => {
    const frame = frameOf('9:16');
    const reserved = bandOf(frame);
    const drawn = async (spec: CardSpec) =>
      await drawCard(
        { spec, palette: palettes[0] as PaletteChoice, frame, reserved, seed: 1 },
        { canvas, fonts },
      );
    const pattern = await drawn({ style: 'pattern', language });
    expect(pattern.layers.map(({ role }) => role)).toEqual(['texture']);
    expect(pattern.degraded).toEqual([]);
    const picture = await drawn({ style: 'illustration', language, emoji: '1f419' });
    const art = picture.layers.filter(({ role }) => role === 'art');
    expect(art).toHaveLength(1);
    expect(picture.layers.some(({ role }) => role === 'text')).toBe(false);
    expect(picture.degraded).toEqual([]);
    for (const layer of art) {
      expect(layer.yPx + layer.canvas.height).toBeLessThanOrEqual(reserved.topPx);
    }
  });

  test.each([
    ['a plug', '1f50c', palettes[0]],
    ['a spider', '1f577', palettes[1]],
    ['a black cat', '1f408-200d-2b1b', { family: 'forest', variant: 1 }],
    ['a cloud', '2601', palettes[2]],
    ['a ghost', '1f47b', palettes[2]],
  ] as const)('stands %s off its ground, whatever the colours', async (_, emoji, palette) => {
    const frame = frameOf('9:16');
    const spec: CardSpec = { style: 'illustration', language, emoji, headline: 'Here it is' };
    const choice = palette as PaletteChoice;
    const drawing = await drawCard(
      { spec, palette: choice, frame, reserved: bandOf(frame), seed: 3 },
      { canvas, fonts },
    );
    const art = drawing.layers.find(({ role }) => role === 'art');
    const at = layerRect(art as NonNullable<typeof art>);
    const ground = compose(drawing, frame, choice, ['texture']).getImageData(
      at.xPx,
      at.yPx,
      at.widthPx,
      at.heightPx,
    ).data;
    const picture =
      art?.canvas.getContext('2d').getImageData(0, 0, at.widthPx, at.heightPx).data ??
      new Uint8ClampedArray();
    let under = 0;
    let own = 0;
    let count = 0;
    for (let index = 0; index < picture.length; index += 4) {
      if (picture[index + 3] === 255) {
        under += luminance(fromBytes(ground[index] ?? 0, ground[index + 1] ?? 0, ground[index + 2] ?? 0));
        own += luminance(fromBytes(picture[index] ?? 0, picture[index + 1] ?? 0, picture[index + 2] ?? 0));
        count += 1;
      }
    }
    expect(contrast(under / count, own / count)).toBeGreaterThan(3);
  });

  test('shows a pattern or the picture, and says so, where no font has the letters', async () => {
    const [palette] = palettes;
    const frame = frameOf('9:16');
    const drawn = async (spec: CardSpec) =>
      await drawCard(
        { spec, palette: palette as PaletteChoice, frame, reserved: undefined, seed: 1 },
        { canvas, fonts },
      );
    const statement = await drawn({
      style: 'statement',
      language: 'ja-JP',
      headline: 'ついに完成しませんでした',
    });
    expect(statement.layers.map(({ role }) => role)).toEqual(['texture']);
    expect(statement.degraded).toHaveLength(1);
    const picture = await drawn({
      style: 'illustration',
      language: 'ar-SA',
      emoji: '1f419',
      headline: 'قبل أن توجد الآلة',
    });
    expect(picture.layers.map(({ role }) => role)).toContain('art');
    expect(picture.layers.map(({ role }) => role)).not.toContain('text');
  });
});
