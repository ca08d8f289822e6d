import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as canvas from '@napi-rs/canvas';
import { execa } from 'execa';
import { captionBand } from '../../../src/captions/look.js';
import { drawCard } from '../../../src/footage/cards/draw-card.js';
import { createDrawCardStep } from '../../../src/footage/cards/draw-card-step.js';
import { drawCardStill } from '../../../src/footage/cards/draw-card-still.js';
import { type FontBook, openFontBook } from '../../../src/footage/cards/fonts.js';
import { type DrawnLayer, layerRect } from '../../../src/footage/cards/layers.js';
import type { CardSpec } from '../../../src/footage/cards/spec.js';
import type { ChartRequest } from '../../../src/footage/charts/chart.js';
import { readChart } from '../../../src/footage/charts/read-chart.js';
import { type Aspect, aspects, frameSizes } from '../../../src/render/frame.js';
import { createShotStep } from '../../../src/render/shot-step.js';
import { testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { differenceFromGolden, keepGolden } from '../../support/golden.js';
import { joinCopied } from '../../support/join-copied.js';
import { createStepBench } from '../../support/step-context.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

jest.setTimeout(60_000);

const temporaryDirectory = temporaryDirectories();
const list = (count: number, row: (index: number) => [string, number | null]) =>
  Array.from({ length: count }, (_, index) => row(index));
const head = { title: 'What the numbers say about it', source: 'Our own counting, 2026' };
const requests: Readonly<Record<string, ChartRequest>> = {
  'five bars': { ...head, type: 'bar', data: 'France,30.5%\nSpain,24%\nGermany,19%\nItaly,15%\nPoland,7%' },
  'one bar': { ...head, type: 'bar', data: 'Only one,42' },
  'thirty bars': {
    ...{ ...head, type: 'bar', unit: 'million tonnes of something' },
    data: list(30, (index) => [`A rather long label number ${index + 1}`, 1000 / (index + 1)]),
  },
  'bars on both sides of zero': {
    ...{ ...head, type: 'bar', unit: '%' },
    data: 'North;12,5\nSouth;-8,25\nEast;n/a\nWest;3\nA very long region name that does not end;-15,75',
  },
  months: {
    ...head,
    type: 'bar',
    data: list(12, (index) => [`2025-${String(index + 1).padStart(2, '0')}`, index ** 2]),
  },
  'thirty years': {
    ...head,
    type: 'bar',
    data: list(30, (index) => [String(1996 + index), Math.sin(index) * 4e7]),
  },
  'huge numbers': {
    ...head,
    type: 'bar',
    unit: 'kg',
    data: [
      ['Sun', 1.989e14],
      ['Earth', 5.972e9],
      ['Moon', 73.4],
    ],
  },
  'a line with a gap': {
    ...{ ...head, type: 'line', unit: '%' },
    data: [
      ['2020', -3.2],
      ['2021', 5.1],
      ['2022', null],
      ['2023', 1.2],
      ['2025', 2.8],
    ],
  },
  'an area of two hundred days': {
    ...{ ...head, type: 'area' },
    data: list(200, (index) => [
      new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10),
      5e5 + index * 1e4,
    ]),
  },
  'a ring of twelve parts': {
    ...head,
    type: 'pie',
    unit: '%',
    data: list(12, (index) => [`Part ${index}`, 12 - index]),
  },
  'a number': { ...head, type: 'number', data: [['people live on one square kilometre', 26_150]] },
};
const specOf = (name: string): CardSpec => ({
  style: 'chart',
  language: 'en-US',
  chart: readChart(requests[name] ?? { type: 'bar' }),
});
const palette = { family: 'midnight', variant: 0 };
const frameOf = (aspect: Aspect) => ({
  widthPx: frameSizes[aspect].widthPx / 3,
  heightPx: frameSizes[aspect].heightPx / 3,
});

let fonts: FontBook;
beforeAll(async () => {
  fonts = await openFontBook(canvas.GlobalFonts, []);
});

const draw = async (name: string, aspect: Aspect) => {
  const frame = frameOf(aspect);
  const reserved = captionBand({ ...frame, style: 'karaoke', look: {} });
  const drawing = await drawCard(
    { spec: specOf(name), palette, frame, reserved, seed: 9 },
    { canvas, fonts },
  );
  return { ...drawing, frame, reserved };
};

/** How many pixels two layers both cover. */
const sharedPixels = (one: DrawnLayer, other: DrawnLayer): number => {
  const [a, b] = [layerRect(one), layerRect(other)];
  const leftPx = Math.max(a.xPx, b.xPx);
  const topPx = Math.max(a.yPx, b.yPx);
  const widthPx = Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx) - leftPx;
  const heightPx = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx) - topPx;
  if (widthPx <= 0 || heightPx <= 0) {
    return 0;
  }
  const alphaOf = ({ canvas: drawn, xPx, yPx }: DrawnLayer) =>
    drawn.getContext('2d').getImageData(leftPx - xPx, topPx - yPx, widthPx, heightPx).data;
  const [first, second] = [alphaOf(one), alphaOf(other)];
  let count = 0;
  for (let at = 3; at < first.length; at += 4) {
    count += (first[at] ?? 0) > 128 && (second[at] ?? 0) > 128 ? 1 : 0;
  }
  return count;
};

const cases = aspects.flatMap((aspect) => Object.keys(requests).map((name) => ({ name, aspect })));

describe('a drawn chart', () => {
  test.each(cases)(
    'of $name in $aspect: stays in the frame and off the captions',
    async ({ name, aspect }) => {
      const { layers, frame, reserved, degraded } = await draw(name, aspect);
      expect(degraded).toEqual([]);
      expect(layers.length).toBeLessThanOrEqual(12);
      expect(layers.filter(({ moving }) => moving !== undefined)).toHaveLength(1);
      for (const layer of layers) {
        const { xPx, yPx, widthPx, heightPx } = layerRect(layer);
        expect(Math.min(xPx, yPx)).toBeGreaterThanOrEqual(0);
        expect(xPx + widthPx).toBeLessThanOrEqual(frame.widthPx);
        expect(yPx + heightPx).toBeLessThanOrEqual(frame.heightPx);
        if (layer.role !== 'texture') {
          expect(yPx + heightPx <= (reserved?.topPx ?? 0) || yPx >= (reserved?.bottomPx ?? 0)).toBe(true);
        }
      }
    },
  );

  test.each(cases)('of $name in $aspect: sets no words on other words', async ({ name, aspect }) => {
    const { layers } = await draw(name, aspect);
    const words = layers.filter(({ role, moving }) => role === 'text' && moving === undefined);
    for (const [index, one] of words.entries()) {
      for (const other of words.slice(index + 1)) {
        // Grid lines of an axis may pass behind a value; letters on letters are hundreds of pixels.
        expect(sharedPixels(one, other)).toBeLessThan(12);
      }
    }
  });

  test('has pictures of one size that grow into the last one', async () => {
    const { layers } = await draw('five bars', '1:1');
    const bars = layers.find(({ moving }) => moving !== undefined);
    const inked = async (progress: number): Promise<number> => {
      const drawn = await bars?.moving?.draw(progress);
      expect([drawn?.width, drawn?.height]).toEqual([bars?.canvas.width, bars?.canvas.height]);
      const pixels = new Uint32Array(drawn?.data().buffer ?? new ArrayBuffer(0));
      return pixels.reduce((count, pixel) => count + (pixel === 0 ? 0 : 1), 0);
    };
    const counts = [await inked(0), await inked(0.3), await inked(0.6), await inked(1)];
    expect(counts[0]).toBe(0);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts[3]).toBeGreaterThan(1.5 * (counts[1] ?? 0));
  });

  test.each([
    ['five bars', '9:16'],
    ['bars on both sides of zero', '1:1'],
    ['a line with a gap', '16:9'],
    ['a ring of twelve parts', '4:5'],
    ['a number', '9:16'],
  ] as const)('of %s in %s looks as it was approved', async (name, aspect) => {
    const frame = frameOf(aspect);
    const reserved = captionBand({ ...frame, style: 'karaoke', look: {} });
    const request = { spec: specOf(name), palette, frame, reserved, seed: 9 };
    const still = await drawCardStill(request, { canvas, fonts });
    const { data } = still.getContext('2d').getImageData(0, 0, frame.widthPx, frame.heightPx);
    const pixels = Uint8Array.from(data.filter((_, at) => at % 4 !== 3));
    const golden = `chart-${name.replaceAll(' ', '-')}`;
    await keepGolden(golden, { ...frame, pixels });
    expect(await differenceFromGolden(golden, { ...frame, pixels })).toBeLessThan(0.01);
  });
});

describe('a chart in a shot', () => {
  test('grows, then stands still, and ends with the shot', async () => {
    const directory = await temporaryDirectory();
    const bench = createStepBench(directory);
    const frame = { widthPx: 270, heightPx: 480 };
    const frameCount = 66;
    const { picture } = await bench.run(createDrawCardStep({ fontFiles: async () => [] }), {
      ...{ spec: specOf('five bars'), palette, ...frame, framesPerSec: 30, frameCount },
      ...{ platform: 'all' as const, seed: 9, fontPacks: [] },
    });
    const moving = picture.layers.find((layer) => layer.frameCount !== undefined);
    expect(moving?.frameCount).toBe(34);
    const shot = await bench.run(createShotStep(testFfmpegLocator()), {
      ...{
        picture,
        motion: 'none' as const,
        frameCount,
        framesPerSec: 30,
        ...frame,
        quality: 'draft' as const,
      },
      ...{ encoder: 'libx264' as const, ffmpegVersion: 'test' },
    });
    expect(shot.frameCount).toBe(frameCount);
    const pieces = [shot.head, shot.body, shot.tail].flatMap((piece) =>
      piece === undefined ? [] : [bench.pathOf(piece.video)],
    );
    const film = await joinCopied(directory, pieces);
    const { path } = await testFfmpeg();
    const inked = async (index: number): Promise<number> => {
      const crop = `crop=${moving?.widthPx}:${moving?.heightPx}:${moving?.xPx}:${moving?.yPx}`;
      const filter = `select=eq(n\\,${index}),${crop},format=gray`;
      const args = ['-v', 'error', '-i', film, '-vf', filter, '-frames:v', '1', '-f', 'rawvideo', '-'];
      const bytes = Buffer.from((await execa(path, args, { encoding: 'buffer' })).stdout);
      return bytes.filter((level) => level > 150).length;
    };
    const counts = [await inked(6), await inked(18), await inked(30), await inked(50), await inked(65)];
    expect(counts[0]).toBeLessThan(20);
    expect(counts[1]).toBeGreaterThan(5 * ((counts[0] ?? 0) + 10));
    expect(counts[2]).toBeGreaterThan(counts[1] ?? 0);
    expect(Math.abs((counts[4] ?? 0) - (counts[3] ?? 0))).toBeLessThan((counts[3] ?? 0) * 0.02);
  });

  test('is drawn where no code may be made from strings', async () => {
    const plot = join(import.meta.dirname, '../../../dist/src/footage/charts/plot.js');
    const program = `
      const { openPlot } = await import(${JSON.stringify(plot)});
      const { createCanvas } = await import('@napi-rs/canvas');
      const encode = { update: { x: { scale: 'v', field: 'value' }, x2: { scale: 'v', value: 0 }, y: { value: 0 }, height: { value: 9 }, fill: { value: '#fff' } } };
      const rows = [{ value: 3 }];
      const scales = [{ name: 'v', type: 'linear', domain: [0, 4], range: [0, 40], nice: true }];
      const plot = await openPlot({ widthPx: 40, heightPx: 9, rows, scales, marks: [{ type: 'rect', from: { data: 'rows' }, encode }] });
      const drawn = createCanvas(40, 9);
      await plot.paint(drawn.getContext('2d'), rows);
      process.stdout.write(String(drawn.getContext('2d').getImageData(29, 4, 1, 1).data[3]));`;
    const args = ['--disallow-code-generation-from-strings', '--input-type=module', '-e', program];
    const { stdout } = await execa(process.execPath, args, { cwd: join(import.meta.dirname, '../../..') });
    expect(stdout).toBe('255');
  });
});
