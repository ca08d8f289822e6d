import type { Canvas } from '@napi-rs/canvas';
import { calmFeather, createCalmMap } from './calm-zones.js';
import { type CardDrawingRequest, drawCard } from './draw-card.js';
import type { FontBook } from './fonts.js';
import { createMeshPainter, meshSize } from './mesh.js';
import { findPalette } from './palettes.js';
import { deriveSeed } from './seeded-random.js';

/** The second of the scene that is shown. */
const shownAtSec = 2;

/** A card as it stands once all its layers have come in. */
export const drawCardStill = async (
  request: CardDrawingRequest,
  tools: { readonly canvas: typeof import('@napi-rs/canvas'); readonly fonts: FontBook },
): Promise<Canvas> => {
  const { canvas } = tools;
  const { widthPx, heightPx } = request.frame;
  const { layers, zones } = await drawCard(request, tools);
  const size = meshSize(request.frame);
  const unitPx = Math.min(widthPx, heightPx) / 1080;
  const calm = createCalmMap(zones, { ...size, frameWidthPx: widthPx }, calmFeather * unitPx);
  const painter = createMeshPainter({
    palette: findPalette(request.palette),
    seed: deriveSeed('mesh', request.seed),
    calm,
  });
  const values = new Uint16Array(painter.frameBytes / 2);
  painter.paint(shownAtSec, values, 0);
  const small = canvas.createCanvas(size.columns, size.rows);
  const smallContext = small.getContext('2d');
  const image = smallContext.createImageData(size.columns, size.rows);
  for (let at = 0; at < size.columns * size.rows; at += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      image.data[at * 4 + channel] = (values[at * 3 + channel] ?? 0) >> 8;
    }
    image.data[at * 4 + 3] = 255;
  }
  smallContext.putImageData(image, 0, 0);
  const still = canvas.createCanvas(widthPx, heightPx);
  const context = still.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, 0, 0, widthPx, heightPx);
  for (const layer of layers) {
    context.drawImage(layer.canvas, layer.xPx, layer.yPx);
  }
  return still;
};
