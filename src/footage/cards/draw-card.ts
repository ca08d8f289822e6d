import type { Platform } from '../../captions/caption-style.js';
import type { CaptionBand } from '../../captions/cue.js';
import type { FrameSize } from '../../render/frame.js';
import { drawChart } from '../charts/draw-chart.js';
import type { Rect } from './calm-zones.js';
import { drawAlone, drawIllustration } from './draw-illustration.js';
import { drawList } from './draw-list.js';
import { drawNumber } from './draw-number.js';
import { drawQuote } from './draw-quote.js';
import { drawStatement } from './draw-statement.js';
import { drawTitle } from './draw-title.js';
import { loadEmojiImage } from './emoji-image.js';
import type { FontBook } from './fonts.js';
import { type DrawnLayer, layerRect } from './layers.js';
import { findPalette, type PaletteChoice } from './palettes.js';
import { createRandom, deriveSeed, pickOne } from './seeded-random.js';
import type { CardSpec } from './spec.js';
import { type Stage, safeArea, shapeOf } from './stage.js';
import type { StyleDrawing } from './style-drawing.js';
import { drawTexture, type TextureKind } from './textures.js';

export type CardDrawingRequest = {
  readonly spec: CardSpec;
  readonly palette: PaletteChoice;
  readonly frame: FrameSize;
  /** Where captions will stand; nothing of the card's own goes there. */
  readonly reserved: CaptionBand | undefined;
  /** Whose buttons to stay clear of; all of them where absent. */
  readonly platform?: Platform;
  readonly seed: number;
};

export type CardDrawing = {
  /** Bottom to top. */
  readonly layers: readonly DrawnLayer[];
  /** Where the background must be calm enough for text. */
  readonly zones: readonly Rect[];
  readonly degraded: readonly string[];
};

/** Draws a card's layers; the background they lie on is `createMeshPainter`'s, calmed in `zones`. */
export const drawCard = async (
  request: CardDrawingRequest,
  tools: { readonly canvas: typeof import('@napi-rs/canvas'); readonly fonts: FontBook },
): Promise<CardDrawing> => {
  const stage = createStage(request, tools);
  if (request.spec.style === 'pattern') {
    return drawPattern(stage);
  }
  const drawing = await drawStyle(stage, request.spec);
  if (drawing === undefined) {
    return drawWithoutText(stage, request.spec);
  }
  const zones = drawing.layers.filter(({ role }) => role === 'text').map((layer) => inflated(layer, stage));
  const texture = drawTexture(stage, pickOne<TextureKind>(drawing.textures, stage.random), zones);
  const layers = texture === undefined ? drawing.layers : [texture, ...drawing.layers];
  return { layers, zones, degraded: [] };
};

const createStage = (
  { spec, palette, frame, reserved, platform = 'all', seed }: CardDrawingRequest,
  { canvas, fonts }: { canvas: typeof import('@napi-rs/canvas'); fonts: FontBook },
): Stage => ({
  frame,
  shape: shapeOf(frame),
  unitPx: Math.min(frame.widthPx, frame.heightPx) / 1080,
  area: safeArea(frame, reserved, platform),
  band:
    reserved === undefined
      ? undefined
      : { xPx: 0, yPx: reserved.topPx, widthPx: frame.widthPx, heightPx: reserved.bottomPx - reserved.topPx },
  palette: findPalette(palette),
  random: createRandom(deriveSeed('draw', seed)),
  language: spec.language,
  rightToLeft: isRightToLeft(spec),
  fonts,
  createCanvas: (widthPx, heightPx) => canvas.createCanvas(widthPx, heightPx),
  loadEmoji: (code) => loadEmojiImage(canvas, code),
});

/** The first strong letter decides, as the Unicode bidirectional algorithm has it for a paragraph. */
const isRightToLeft = (spec: CardSpec): boolean => {
  const first = /\p{L}/u.exec(textsOf(spec).join(' '))?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first);
};

const textsOf = (spec: CardSpec): string[] => {
  switch (spec.style) {
    case 'quote':
      return [spec.quote];
    case 'list':
      return spec.items.map(({ text }) => text);
    case 'number':
      return [spec.label];
    case 'chart':
      return [spec.chart.title ?? '', ...spec.chart.rows.map(({ label }) => label)];
    case 'pattern':
      return [];
    default:
      return spec.headline === undefined ? [] : [spec.headline];
  }
};

/** Shapes all over, but for the captions' band. */
const drawPattern = (stage: Stage): CardDrawing => {
  const texture = drawTexture(stage, pickOne<TextureKind>(['tiles', 'arches', 'sunburst'], stage.random), []);
  return { layers: texture === undefined ? [] : [texture], zones: [], degraded: [] };
};

const drawStyle = async (
  stage: Stage,
  spec: Exclude<CardSpec, { style: 'pattern' }>,
): Promise<StyleDrawing | undefined> => {
  switch (spec.style) {
    case 'title':
      return drawTitle(stage, spec);
    case 'statement':
      return drawStatement(stage, spec);
    case 'quote':
      return drawQuote(stage, spec);
    case 'list':
      return await drawList(stage, spec);
    case 'number':
      return drawNumber(stage, spec);
    case 'chart':
      return await drawChart(stage, spec);
    case 'illustration':
      return await drawIllustration(stage, spec);
  }
};

const inflated = (layer: DrawnLayer, stage: Stage): Rect => {
  const { xPx, yPx, widthPx, heightPx } = layerRect(layer);
  const by = 12 * stage.unitPx;
  return { xPx: xPx - by, yPx: yPx - by, widthPx: widthPx + 2 * by, heightPx: heightPx + 2 * by };
};

/** With no font for its letters a card is a pattern, or its picture alone: never boxes in place of letters. */
const drawWithoutText = async (stage: Stage, spec: CardSpec): Promise<CardDrawing> => {
  const degraded = [
    `A card shows no words: no installed font has the letters of “${stage.language}” (see reelwright packs).`,
  ];
  const image = spec.style === 'illustration' ? await stage.loadEmoji(spec.emoji) : undefined;
  if (image === undefined) {
    return { ...drawPattern(stage), degraded };
  }
  const texture = drawTexture(stage, 'contours', []);
  const layers = [texture, ...drawAlone(stage, image)].filter((layer) => layer !== undefined);
  return { layers, zones: [], degraded };
};
