import type { Canvas, Image, SKRSContext2D } from '@napi-rs/canvas';
import { bundledFont } from '../fonts/bundled-fonts.js';
import type { FrameSize } from './frame.js';
import type { SampledFrame } from './sample-frames.js';

export type Tile = {
  /** At the tile's size, or of its shape. */
  readonly image: Canvas | Image;
  /** A scene's number. */
  readonly label: string;
};

/** Text of a tile, drawn below it into the box given. */
export type Footer = {
  readonly heightPx: number;
  paint(context: SKRSContext2D, index: number, at: { xPx: number; yPx: number; widthPx: number }): void;
};

/** Assistants are shown pictures below 200 KB; a little is left for what carries them. */
const maxBytes = 190_000;
const qualities = [86, 78, 70, 62, 54, 46, 38, 30];
const longSidePx = 384;
const gapPx = 14;
const ground = '#15161a';
const labelFamily = 'Reelwright sheet';

const even = (value: number): number => 2 * Math.round(value / 2);

/** The size of one picture on a sheet of so many, in the film's own shape; many are smaller, so that all stay light. */
export const tileSize = (frame: FrameSize, count: number): FrameSize => {
  const longPx = count <= 8 ? longSidePx : count <= 15 ? 300 : 240;
  const scale = longPx / Math.max(frame.widthPx, frame.heightPx);
  return { widthPx: even(frame.widthPx * scale), heightPx: even(frame.heightPx * scale) };
};

/** As many columns as make the sheet about three wide by two high. */
export const columnsFor = ({ widthPx, heightPx }: FrameSize, count: number): number => {
  const ideal = Math.sqrt((count * 1.5 * heightPx) / widthPx);
  const rows = Math.max(1, Math.ceil(count / Math.max(1, Math.round(ideal))));
  return Math.ceil(count / rows);
};

/** A canvas with the pixels of a frame. */
export const toCanvas = (canvas: typeof import('@napi-rs/canvas'), frame: SampledFrame): Canvas => {
  const target = canvas.createCanvas(frame.widthPx, frame.heightPx);
  const context = target.getContext('2d');
  const image = context.createImageData(frame.widthPx, frame.heightPx);
  for (let at = 0; at < frame.widthPx * frame.heightPx; at += 1) {
    image.data[at * 4] = frame.pixels[at * 3] ?? 0;
    image.data[at * 4 + 1] = frame.pixels[at * 3 + 1] ?? 0;
    image.data[at * 4 + 2] = frame.pixels[at * 3 + 2] ?? 0;
    image.data[at * 4 + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return target;
};

const paintLabel = (context: SKRSContext2D, label: string, xPx: number, yPx: number): void => {
  context.font = `18px "${labelFamily}"`;
  const widthPx = Math.max(30, context.measureText(label).width + 18);
  context.fillStyle = 'rgba(12, 13, 16, 0.78)';
  context.beginPath();
  context.roundRect(xPx + 8, yPx + 8, widthPx, 28, 8);
  context.fill();
  context.fillStyle = '#ffffff';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(label, xPx + 8 + widthPx / 2, yPx + 23);
};

const paintTile = (
  context: SKRSContext2D,
  { image, label }: Tile,
  at: FrameSize & { xPx: number; yPx: number },
): void => {
  const { xPx, yPx, widthPx, heightPx } = at;
  context.save();
  context.beginPath();
  context.roundRect(xPx, yPx, widthPx, heightPx, 10);
  context.clip();
  context.drawImage(image, xPx, yPx, widthPx, heightPx);
  context.restore();
  paintLabel(context, label, xPx, yPx);
};

/** Pictures side by side, numbered, as a JPEG below 200 KB. */
export const drawContactSheet = async (
  canvas: typeof import('@napi-rs/canvas'),
  tiles: readonly Tile[],
  size: FrameSize,
  footer?: Footer,
): Promise<Uint8Array> => {
  if (!canvas.GlobalFonts.has(labelFamily)) {
    canvas.GlobalFonts.registerFromPath(bundledFont('Montserrat_800ExtraBold.ttf'), labelFamily);
  }
  const columns = columnsFor(size, tiles.length);
  const cell = { widthPx: size.widthPx + gapPx, heightPx: size.heightPx + (footer?.heightPx ?? 0) + gapPx };
  const rows = Math.ceil(tiles.length / columns);
  const sheet = canvas.createCanvas(columns * cell.widthPx + gapPx, rows * cell.heightPx + gapPx);
  const context = sheet.getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, sheet.width, sheet.height);
  for (const [index, tile] of tiles.entries()) {
    const xPx = gapPx + (index % columns) * cell.widthPx;
    const yPx = gapPx + Math.floor(index / columns) * cell.heightPx;
    paintTile(context, tile, { xPx, yPx, ...size });
    footer?.paint(context, index, { xPx, yPx: yPx + size.heightPx, widthPx: size.widthPx });
  }
  return encodeBelow(sheet);
};

const encodeBelow = async (sheet: Canvas): Promise<Uint8Array> => {
  let bytes = await sheet.encode('jpeg', qualities[0]);
  for (const quality of qualities.slice(1)) {
    if (bytes.length <= maxBytes) {
      break;
    }
    bytes = await sheet.encode('jpeg', quality);
  }
  return bytes;
};
