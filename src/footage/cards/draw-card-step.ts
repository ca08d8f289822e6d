import { open } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as z from 'zod';
import { platforms } from '../../captions/caption-style.js';
import type { StepContext, StepDefinition } from '../../steps/definition.js';
import { emojiCredit } from '../emoji-credit.js';
import { type CardPicture, type Credit, cardPictureSchema, creditSchema } from '../visual.js';
import { calmFeather, createCalmMap, type Rect } from './calm-zones.js';
import type { DrawnLayer } from './layers.js';
import { createMeshPainter, meshSize } from './mesh.js';
import { findPalette, paletteChoiceSchema } from './palettes.js';
import { emojisOf } from './plan.js';
import { deriveSeed } from './seeded-random.js';
import { type CardSpec, cardSpecSchema } from './spec.js';

/** An hour at 60 frames a second. */
const maxFrames = 216_000;

const drawCardInputSchema = z.strictObject({
  spec: cardSpecSchema,
  palette: paletteChoiceSchema,
  widthPx: z.int().min(64).max(4096),
  heightPx: z.int().min(64).max(4096),
  framesPerSec: z.number().min(1).max(120),
  frameCount: z.int().min(1).max(maxFrames),
  /** Where captions will be burned in, in pixels of this frame. */
  reserved: z.strictObject({ topPx: z.number(), bottomPx: z.number() }).optional(),
  /** Whose buttons the card's own text stays clear of. */
  platform: z.enum(platforms).default('all'),
  seed: z.int().min(0).max(0xffff_ffff),
  /** Installed packs with fonts for the text's script, by name and revision: both decide how a card looks. */
  fontPacks: z
    .array(z.strictObject({ name: z.string().min(1).max(80), revision: z.string().min(1).max(200) }))
    .max(8)
    .default([]),
});
export type DrawCardInput = z.infer<typeof drawCardInputSchema>;

const drawCardOutputSchema = z.strictObject({
  picture: cardPictureSchema,
  credits: z.array(creditSchema),
  /** What is less than was planned, in words. */
  degraded: z.array(z.string()),
});
export type DrawCardOutput = z.infer<typeof drawCardOutputSchema>;

export type DrawCardTools = {
  /** Absolute paths of the TTF and OTF files of an installed font pack, sorted. */
  fontFiles(pack: { name: string; revision: string }): Promise<readonly string[]>;
};

/** Draws a card: layers as PNG files and the moving background as raw frames. The canvas is loaded at first use. */
export const createDrawCardStep = (tools: DrawCardTools): StepDefinition<DrawCardInput, DrawCardOutput> => ({
  kind: 'draw-card',
  version: 4,
  input: drawCardInputSchema,
  output: drawCardOutputSchema,
  pool: 'light',
  units: ({ frameCount, framesPerSec }) => frameCount / framesPerSec,
  run: async (input, context) => {
    const { drawing, degraded } = await draw(input, tools);
    context.signal.throwIfAborted();
    context.reportProgress(0.3);
    const layers = await storeLayers(drawing.layers, input, context);
    context.reportProgress(0.6);
    const background = await storeBackground(input, drawing.zones, context);
    const picture: CardPicture = { kind: 'card', background, layers };
    return { picture, credits: creditsOf(input.spec), degraded };
  },
});

const draw = async (
  input: DrawCardInput,
  tools: DrawCardTools,
): Promise<{
  drawing: { layers: readonly DrawnLayer[]; zones: readonly Rect[] };
  degraded: string[];
}> => {
  const [canvas, { drawCard }, { openFontBook }] = await Promise.all([
    import('@napi-rs/canvas'),
    import('./draw-card.js'),
    import('./fonts.js'),
  ]);
  const files = await Promise.all(input.fontPacks.map((pack) => tools.fontFiles(pack)));
  const fonts = await openFontBook(canvas.GlobalFonts, files.flat());
  const { spec, palette, widthPx, heightPx, reserved, platform, seed } = input;
  const drawing = await drawCard(
    { spec, palette, frame: { widthPx, heightPx }, reserved, platform, seed },
    { canvas, fonts },
  );
  return { drawing, degraded: [...drawing.degraded] };
};

const storeLayers = async (
  layers: readonly DrawnLayer[],
  { framesPerSec }: DrawCardInput,
  context: StepContext,
): Promise<CardPicture['layers']> =>
  await Promise.all(
    layers.map(async ({ canvas, moving, xPx, yPx, enter, delaySec }) => {
      const frameCount = moving === undefined ? 1 : Math.round(moving.durationSec * framesPerSec) + 1;
      const bytes =
        moving === undefined ? await canvas.encode('png') : await encodeMoving(moving, frameCount, context);
      return {
        image: await context.artifacts.publishBytes(bytes, 'png'),
        ...{ xPx, yPx, enter, delaySec },
        widthPx: canvas.width,
        heightPx: canvas.height,
        ...(moving === undefined ? {} : { frameCount }),
      };
    }),
  );

/** Its pictures one after another in one file, as ffmpeg's `png_pipe` reads them. */
const encodeMoving = async (
  { draw: drawAt }: NonNullable<DrawnLayer['moving']>,
  frameCount: number,
  { signal }: StepContext,
): Promise<Buffer> => {
  const frames: Buffer[] = [];
  for (let frame = 0; frame < frameCount; frame += 1) {
    signal.throwIfAborted();
    frames.push(await (await drawAt(frame / (frameCount - 1))).encode('png'));
  }
  return Buffer.concat(frames);
};

/** Frames painted before others get a turn. */
const framesPerTurn = 48;

const storeBackground = async (
  input: DrawCardInput,
  zones: readonly Rect[],
  context: StepContext,
): Promise<CardPicture['background']> => {
  const { widthPx, heightPx, framesPerSec, frameCount, seed } = input;
  const size = meshSize({ widthPx, heightPx });
  const unitPx = Math.min(widthPx, heightPx) / 1080;
  const calm = createCalmMap(zones, { ...size, frameWidthPx: widthPx }, calmFeather * unitPx);
  const painter = createMeshPainter({
    palette: findPalette(input.palette),
    seed: deriveSeed('mesh', seed),
    calm,
  });
  const file = path.join(context.workDirectory, 'background.rgb48');
  const values = new Uint16Array((painter.frameBytes / 2) * framesPerTurn);
  const output = await open(file, 'w');
  try {
    for (let first = 0; first < frameCount; first += framesPerTurn) {
      context.signal.throwIfAborted();
      const count = Math.min(framesPerTurn, frameCount - first);
      for (let index = 0; index < count; index += 1) {
        painter.paint((first + index) / framesPerSec, values, (index * painter.frameBytes) / 2);
      }
      await output.write(littleEndian(values), 0, count * painter.frameBytes);
      context.reportProgress(0.6 + (0.4 * (first + count)) / frameCount);
      await nextTurn();
    }
  } finally {
    await output.close();
  }
  const frames = await context.artifacts.publish(file, 'rgb48');
  return { frames, widthPx: size.columns, heightPx: size.rows, frameCount };
};

/** The bytes of the values as `rgb48le` wants them, whatever the processor's own order. */
const littleEndian = (values: Uint16Array): Buffer => {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const hostIsLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  return hostIsLittle ? bytes : Buffer.from(bytes).swap16();
};

const creditsOf = (spec: CardSpec): Credit[] => (emojisOf(spec).length === 0 ? [] : [emojiCredit]);
