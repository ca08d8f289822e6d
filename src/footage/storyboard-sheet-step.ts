import { readFile } from 'node:fs/promises';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import * as z from 'zod';
import { platforms } from '../captions/caption-style.js';
import { drawContactSheet, type Footer, type Tile, tileSize, toCanvas } from '../render/contact-sheet.js';
import type { Ffmpeg, FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { FrameSize } from '../render/frame.js';
import { type SampledFrame, sampleFrames } from '../render/sample-frames.js';
import { fits } from '../render/transition.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepContext, StepDefinition } from '../steps/definition.js';
import type { DrawCardTools } from './cards/draw-card-step.js';
import type { FontBook } from './cards/fonts.js';
import { paletteChoiceSchema } from './cards/palettes.js';
import { cardSpecSchema } from './cards/spec.js';
import { wrapText } from './cards/wrap-text.js';
import { footageItemSchema } from './footage-item.js';
import { frameTile } from './frame-tile.js';

const sceneSchema = z.strictObject({
  picture: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('card'), spec: cardSpecSchema, palette: paletteChoiceSchema }),
    z.strictObject({
      kind: z.literal('footage'),
      item: footageItemSchema,
      startSec: z.number().min(0),
      fit: z.enum(fits),
    }),
  ]),
  narration: z.string().max(2_000),
  /** The scene's number. */
  label: z.string().max(8),
});
type SheetScene = z.infer<typeof sceneSchema>;

const sheetInputSchema = z.strictObject({
  scenes: z.array(sceneSchema).min(1).max(48),
  widthPx: z.int().min(64).max(4_096),
  heightPx: z.int().min(64).max(4_096),
  /** Where captions will be burned in. */
  reserved: z.strictObject({ topPx: z.number(), bottomPx: z.number() }).optional(),
  platform: z.enum(platforms),
  rightToLeft: z.boolean(),
  seed: z.int().min(0).max(0xffff_ffff),
  fontPacks: z.array(z.strictObject({ name: z.string(), revision: z.string() })).max(8),
  ffmpegVersion: z.string(),
});
export type StoryboardSheetInput = z.infer<typeof sheetInputSchema>;

const sheetOutputSchema = z.strictObject({ contactSheet: artifactSchema });

/** Cards are laid out at half the film's size, which is still more than a tile shows. */
const cardScale = 0.5;
/** Moments into a clip, when a fade-in is over. */
const clipLeadSec = 0.5;
const footerHeightPx = 84;
const footerLines = 3;
const footerLinePx = 22;

type Canvases = typeof import('@napi-rs/canvas');
type Drawing = { readonly canvas: Canvases; readonly fonts: FontBook; readonly size: FrameSize };

const halved = (input: StoryboardSheetInput) => ({
  frame: {
    widthPx: Math.round(input.widthPx * cardScale),
    heightPx: Math.round(input.heightPx * cardScale),
  },
  reserved:
    input.reserved === undefined
      ? undefined
      : { topPx: input.reserved.topPx * cardScale, bottomPx: input.reserved.bottomPx * cardScale },
});

/** The clip's own shape out of the square that it was fitted into. */
const cutOut = (canvas: Canvases, frame: SampledFrame, shape: FrameSize): Canvas => {
  const scale = frame.widthPx / Math.max(shape.widthPx, shape.heightPx);
  const [width, height] = [shape.widthPx * scale, shape.heightPx * scale];
  const target = canvas.createCanvas(Math.max(1, Math.floor(width)), Math.max(1, Math.floor(height)));
  target.getContext('2d').drawImage(toCanvas(canvas, frame), 0, 0);
  return target;
};

type ClipPlace = { readonly file: string; readonly moment: { atSec: number; nearby: boolean } };

const clipPlace = ({ picture }: SheetScene): ClipPlace[] => {
  if (picture.kind !== 'footage' || picture.item.kind !== 'clip') {
    return [];
  }
  const { file, durationSec } = picture.item;
  const atSec = Math.min(picture.startSec + clipLeadSec, Math.max(0, durationSec - 0.1));
  return [{ file, moment: { atSec, nearby: true } }];
};

const drawTiles = async (
  input: StoryboardSheetInput,
  drawing: Drawing,
  { ffmpeg, context }: { readonly ffmpeg: Ffmpeg; readonly context: StepContext },
): Promise<Tile[]> => {
  // A square that every clip fits into, from its top left corner.
  const sidePx = Math.max(drawing.size.widthPx, drawing.size.heightPx);
  const square = { widthPx: sidePx, heightPx: sidePx, fit: 'inside' } as const;
  const clips = await sampleFrames(ffmpeg, input.scenes.flatMap(clipPlace), square, context);
  const { drawCardStill } = await import('./cards/draw-card-still.js');
  const tiles: Tile[] = [];
  for (const scene of input.scenes) {
    context.signal.throwIfAborted();
    const { picture, label } = scene;
    if (picture.kind === 'card') {
      const { spec, palette } = picture;
      const { platform, seed } = input;
      const image = await drawCardStill({ ...halved(input), spec, palette, platform, seed }, drawing);
      tiles.push({ image, label });
    } else if (picture.item.kind === 'still') {
      const image = await drawing.canvas.loadImage(await readFile(picture.item.file));
      const { fit } = picture;
      tiles.push({ image: frameTile(drawing.canvas, image, { size: drawing.size, fit }), label });
    } else {
      const frame = clips.shift();
      const image = frame === undefined ? undefined : cutOut(drawing.canvas, frame, picture.item);
      const tiling = { size: drawing.size, fit: picture.fit };
      tiles.push({
        image:
          image === undefined ? drawing.canvas.createCanvas(2, 2) : frameTile(drawing.canvas, image, tiling),
        label,
      });
    }
  }
  return tiles;
};

const narrationFooter = (input: StoryboardSheetInput, fonts: FontBook): Footer => ({
  heightPx: footerHeightPx,
  paint: (context: SKRSContext2D, index, { xPx, yPx, widthPx }) => {
    const match = fonts.match('body', input.scenes[index]?.narration ?? '');
    if (match === undefined) {
      return;
    }
    context.font = `16px ${match.families}`;
    context.fillStyle = '#c9ccd3';
    context.textBaseline = 'top';
    context.textAlign = input.rightToLeft ? 'right' : 'left';
    context.direction = input.rightToLeft ? 'rtl' : 'ltr';
    const measure = (text: string): number => context.measureText(text).width;
    const lines = wrapText(match.text, { measure, maxWidth: widthPx - 8, maxLines: footerLines });
    for (const [line, text] of lines.entries()) {
      context.fillText(text, input.rightToLeft ? xPx + widthPx - 4 : xPx + 4, yPx + 12 + line * footerLinePx);
    }
  },
});

/**
 * Shows what a film will look like before any of it is encoded: cards with all their layers in place, footage as
 * thumbnails, the words below.
 */
export const createStoryboardSheetStep = (
  tools: DrawCardTools & { readonly ffmpeg: FfmpegLocator },
): StepDefinition<StoryboardSheetInput, z.infer<typeof sheetOutputSchema>> => ({
  kind: 'storyboard-sheet',
  version: 4,
  input: sheetInputSchema,
  output: sheetOutputSchema,
  pool: 'light',
  units: ({ scenes }) => scenes.length,
  run: async (input, context) => {
    const [ffmpeg, canvas, { openFontBook }] = await Promise.all([
      tools.ffmpeg.get(context.signal),
      import('@napi-rs/canvas'),
      import('./cards/fonts.js'),
    ]);
    const files = await Promise.all(input.fontPacks.map((pack) => tools.fontFiles(pack)));
    const fonts = await openFontBook(canvas.GlobalFonts, files.flat());
    const size = tileSize(input, input.scenes.length);
    const tiles = await drawTiles(input, { canvas, fonts, size }, { ffmpeg, context });
    const sheet = await drawContactSheet(canvas, tiles, size, narrationFooter(input, fonts));
    return { contactSheet: await context.artifacts.publishBytes(sheet, 'jpg') };
  },
});
