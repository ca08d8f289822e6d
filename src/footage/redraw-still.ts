import { readFile } from 'node:fs/promises';
import type { Canvas, Image } from '@napi-rs/canvas';
import { InputError } from '../errors/index.js';
import type { ArtifactStore } from '../steps/artifact.js';
import type { FootageItem } from './footage-item.js';
import type { Picture } from './visual.js';

/** Fewer pixels than this no filter can crop where colour is stored at half size: such a picture is stretched. */
export const minStillPx = 16;

type CanvasModule = typeof import('@napi-rs/canvas');

/** What shows where a picture can be seen through: light behind dark drawings, dark behind light ones. */
const grounds = { light: '#f4f4f2', dark: '#16181d' } as const;
/** Mean brightness, 0 to 255, from which a drawing counts as light. */
const lightFrom = 150;
/** The longer side of the copy that is looked at. */
const samplePx = 256;

/** The ground that a picture needs; `undefined` where it cannot be seen through. */
const chooseGround = ({ createCanvas }: CanvasModule, image: Image): string | undefined => {
  const scale = Math.min(1, samplePx / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const context = createCanvas(width, height).getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  let opacity = 0;
  let light = 0;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = (data[at + 3] ?? 0) / 255;
    opacity += alpha;
    light += alpha * (0.3 * (data[at] ?? 0) + 0.59 * (data[at + 1] ?? 0) + 0.11 * (data[at + 2] ?? 0));
  }
  if (opacity > (data.length / 4) * 0.999) {
    return undefined;
  }
  return light / Math.max(1e-6, opacity) >= lightFrom ? grounds.dark : grounds.light;
};

const encode = async (canvas: Canvas, extension: 'jpg' | 'png'): Promise<Buffer> =>
  extension === 'jpg' ? await canvas.encode('jpeg', 95) : await canvas.encode('png');

/**
 * Decodes a still and writes it as a plain file, upright and opaque, in red, green and blue. What ffmpeg does about
 * EXIF orientation differs from version to version, it shows what lies under transparent pixels, and GIF and
 * animated WebP are not among the stills it reads. The canvas applies the orientation itself.
 */
export const redraw = async (item: FootageItem, artifacts: ArtifactStore): Promise<Picture> => {
  const canvasModule = await import('@napi-rs/canvas');
  const image = await canvasModule.loadImage(await readFile(item.file)).catch((cause: unknown) => {
    throw new InputError('FOOTAGE_UNREADABLE', 'A picture cannot be decoded.', {
      hint: 'Save it again as JPEG or PNG, or choose another one.',
      cause,
    });
  });
  const widthPx = Math.max(minStillPx, image.width);
  const heightPx = Math.max(minStillPx, image.height);
  const canvas = canvasModule.createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  const ground = chooseGround(canvasModule, image);
  if (ground !== undefined) {
    context.fillStyle = ground;
    context.fillRect(0, 0, widthPx, heightPx);
  }
  context.drawImage(image, 0, 0, widthPx, heightPx);
  const extension = item.extension === 'jpg' ? 'jpg' : 'png';
  const file = await artifacts.publishBytes(await encode(canvas, extension), extension);
  return { kind: 'still', file, widthPx, heightPx };
};
