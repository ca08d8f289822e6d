import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { CardLayer } from '../visual.js';
import type { Rect } from './calm-zones.js';
import type { Stage } from './stage.js';

/** `texture` lies under everything and gives way to text; `art` is a picture; `text` (and the bar above it) must stay
 * readable. */
export type LayerRole = 'texture' | 'art' | 'text';

/** A layer that is drawn but not yet stored. */
export type DrawnLayer = Pick<CardLayer, 'xPx' | 'yPx' | 'enter' | 'delaySec'> & {
  /** As it stands in the end. */
  readonly canvas: Canvas;
  readonly role: LayerRole;
  /** How it gets there, where it does not merely come in: its picture at a part of the way, 0 to 1, of one size. */
  readonly moving?: { readonly durationSec: number; draw(progress: number): Promise<Canvas> };
};

export type LayerPlan = {
  readonly role: LayerRole;
  readonly enter: CardLayer['enter'];
  readonly delaySec: number;
  /** Where it is drawn, in the frame; the layer is cropped to what really is. */
  readonly region: Rect;
  /** Draws in the coordinates of the frame. */
  readonly paint: (context: SKRSContext2D) => void;
};

/** Draws one layer and crops it; `undefined` when nothing of it is visible. */
export const drawLayer = (stage: Stage, plan: LayerPlan): DrawnLayer | undefined => {
  const { frame } = stage;
  const leftPx = Math.max(0, Math.floor(plan.region.xPx));
  const topPx = Math.max(0, Math.floor(plan.region.yPx));
  const rightPx = Math.min(frame.widthPx, Math.ceil(plan.region.xPx + plan.region.widthPx));
  const bottomPx = Math.min(frame.heightPx, Math.ceil(plan.region.yPx + plan.region.heightPx));
  if (rightPx <= leftPx || bottomPx <= topPx) {
    return undefined;
  }
  const canvas = stage.createCanvas(rightPx - leftPx, bottomPx - topPx);
  const context = canvas.getContext('2d');
  context.translate(-leftPx, -topPx);
  plan.paint(context);
  const ink = inkBounds(canvas);
  if (ink === undefined) {
    return undefined;
  }
  const { role, enter, delaySec } = plan;
  const place = { role, enter, delaySec, xPx: leftPx + ink.xPx, yPx: topPx + ink.yPx };
  return { ...place, canvas: crop(stage, canvas, ink) };
};

const crop = (stage: Stage, canvas: Canvas, ink: Rect): Canvas => {
  if (ink.widthPx === canvas.width && ink.heightPx === canvas.height) {
    return canvas;
  }
  const cropped = stage.createCanvas(ink.widthPx, ink.heightPx);
  cropped.getContext('2d').drawImage(canvas, -ink.xPx, -ink.yPx);
  return cropped;
};

/** The smallest rectangle around every pixel that is not transparent. */
export const inkBounds = (canvas: Canvas): Rect | undefined => {
  const bytes = canvas.data();
  const pixels = new Uint32Array(bytes.buffer, bytes.byteOffset, canvas.width * canvas.height);
  let left = canvas.width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < canvas.height; y += 1) {
    const row = pixels.subarray(y * canvas.width, (y + 1) * canvas.width);
    const first = row.findIndex((pixel) => pixel !== 0);
    if (first >= 0) {
      top = top < 0 ? y : top;
      bottom = y;
      left = Math.min(left, first);
      right = Math.max(
        right,
        row.findLastIndex((pixel) => pixel !== 0),
      );
    }
  }
  return right < 0
    ? undefined
    : { xPx: left, yPx: top, widthPx: right - left + 1, heightPx: bottom - top + 1 };
};

/** A drawn layer's rectangle in the frame. */
export const layerRect = ({ xPx, yPx, canvas }: DrawnLayer): Rect => ({
  xPx,
  yPx,
  widthPx: canvas.width,
  heightPx: canvas.height,
});

/** Something of known height in a column of a card. */
export type Block = {
  readonly heightPx: number;
  readonly gapBeforePx: number;
  readonly role: LayerRole;
  readonly enter: CardLayer['enter'];
  readonly delaySec: number;
  /** How far it may draw beyond its own box: shadows, descenders. */
  readonly bleedPx: number;
  readonly paint: (context: SKRSContext2D, at: Rect) => void;
};

/** The least part of a gap that is left. */
const leastGap = 0.2;

/** Stacks blocks in a column; `lean` 0 is the top, 0.5 the middle, 1 the bottom. */
export const stackBlocks = (
  stage: Stage,
  column: Rect,
  blocks: readonly Block[],
  lean: number,
): DrawnLayer[] => {
  const ownPx = blocks.reduce((sum, block) => sum + block.heightPx, 0);
  const gapsPx = blocks.slice(1).reduce((sum, block) => sum + block.gapBeforePx, 0);
  // In a low column, between captions and an edge, the gaps give way before anything leaves it.
  const squeeze = gapsPx === 0 ? 1 : Math.min(1, Math.max(leastGap, (column.heightPx - ownPx) / gapsPx));
  const totalPx = ownPx + gapsPx * squeeze;
  let yPx = column.yPx + Math.max(0, column.heightPx - totalPx) * lean;
  return blocks.flatMap((block, index) => {
    yPx += index === 0 ? 0 : block.gapBeforePx * squeeze;
    const at = { xPx: column.xPx, yPx, widthPx: column.widthPx, heightPx: block.heightPx };
    yPx += block.heightPx;
    const { role, enter, delaySec, bleedPx } = block;
    const region = {
      xPx: at.xPx - bleedPx,
      yPx: at.yPx - bleedPx,
      widthPx: at.widthPx + 2 * bleedPx,
      heightPx: at.heightPx + 2 * bleedPx,
    };
    const layer = drawLayer(stage, {
      role,
      enter,
      delaySec,
      region,
      paint: (context) => block.paint(context, at),
    });
    return layer === undefined ? [] : [layer];
  });
};
