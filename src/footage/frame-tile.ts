import type { Canvas, Image } from '@napi-rs/canvas';
import type { FrameSize } from '../render/frame.js';
import type { Fit } from '../render/transition.js';
import { chooseFraming } from './focus/choose-framing.js';
import { profileOf } from './focus/profile.js';
import { findSaliency } from './focus/saliency.js';
import type { Framing } from './visual.js';

type Canvases = typeof import('@napi-rs/canvas');

/** As small as the film's own look for what matters. */
const lookedAtPx = 96;
/** Where the point that a crop is made around lies in it; as in a film's shots. */
const aim = { x: 0.5, y: 0.56 };
/** The backdrop of a picture that is shown whole: this small, then scaled up, and so dark. */
const backdropPx = 12;
const dimming = 'rgba(0, 0, 0, 0.38)';

const framingOf = (canvas: Canvases, image: Image | Canvas, { size, fit }: Tiling): Framing => {
  const scale = lookedAtPx / Math.max(image.width, image.height);
  const width = Math.max(4, Math.round(image.width * scale));
  const height = Math.max(4, Math.round(image.height * scale));
  const context = canvas.createCanvas(width, height).getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) => data[at + Math.floor(at / 3)] ?? 0);
  const profile = profileOf(findSaliency([{ width, height, rgb }]));
  return chooseFraming({ widthPx: image.width, heightPx: image.height }, size, { fit, profile });
};

type Tiling = { readonly size: FrameSize; readonly fit: Fit };

/** So far left or up that the focus lies where it is aimed at, and no edge shows. */
const offset = (framePx: number, imagePx: number, focus: number, at: number): number =>
  Math.min(0, Math.max(framePx - imagePx, framePx * at - imagePx * focus));

/** A picture in a film's frame as its shot will show it: cropped around what matters, or whole. */
export const frameTile = (canvas: Canvases, image: Image | Canvas, tiling: Tiling): Canvas => {
  const { widthPx, heightPx } = tiling.size;
  const { fit, focus } = framingOf(canvas, image, tiling);
  const tile = canvas.createCanvas(widthPx, heightPx);
  const context = tile.getContext('2d');
  context.imageSmoothingQuality = 'high';
  const [across, down] = [widthPx / image.width, heightPx / image.height];
  const drawCover = (source: Image | Canvas): void => {
    const scale = Math.max(across, down);
    const [width, height] = [image.width * scale, image.height * scale];
    const left = offset(widthPx, width, focus.x, aim.x);
    context.drawImage(source, left, offset(heightPx, height, focus.y, aim.y), width, height);
  };
  if (fit === 'cover') {
    drawCover(image);
    return tile;
  }
  context.fillStyle = '#000000';
  context.fillRect(0, 0, widthPx, heightPx);
  if (fit === 'blur') {
    const soft = canvas.createCanvas(backdropPx, backdropPx);
    soft.getContext('2d').drawImage(image, 0, 0, backdropPx, backdropPx);
    drawCover(soft);
    context.fillStyle = dimming;
    context.fillRect(0, 0, widthPx, heightPx);
  }
  const scale = Math.min(across, down);
  const [width, height] = [image.width * scale, image.height * scale];
  context.drawImage(image, (widthPx - width) / 2, (heightPx - height) / 2, width, height);
  return tile;
};
