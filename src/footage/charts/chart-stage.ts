import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Rect } from '../cards/calm-zones.js';
import { type DrawnLayer, drawLayer } from '../cards/layers.js';
import type { Stage } from '../cards/stage.js';
import type { CardLayer } from '../visual.js';
import type { Chart } from './chart.js';
import type { ValueFormat } from './format.js';

/** What the body of a chart is drawn with. */
export type ChartStage = {
  readonly stage: Stage;
  readonly chart: Chart;
  /** Where shapes, axes and their labels may stand. */
  readonly area: Rect;
  readonly format: ValueFormat;
  /** One a row, as they are shown. */
  readonly labels: readonly string[];
};

/** The body's layers, bottom to top; `undefined` where no font has its letters. */
export type DrawBody = (chart: ChartStage) => Promise<DrawnLayer[] | undefined>;

/** When shapes begin to move, and for how long. */
export const growDelaySec = 0.35;
export const growSec = 1.1;
/** When the values are there. */
export const valuesDelaySec = growDelaySec + growSec * 0.75;

/** Quick at first, and at rest when it arrives. */
export const easeOut = (part: number): number => 1 - (1 - Math.max(0, Math.min(1, part))) ** 3;

/** How far along the one of `count` shapes is, that set out one after another: 0 to 1. */
export const staggered = (progress: number, index: number, count: number): number => {
  const spread = count <= 1 ? 0 : 0.45;
  const start = count <= 1 ? 0 : (spread * index) / (count - 1);
  return easeOut((progress - start) / (1 - spread));
};

export type PaintAt = (context: SKRSContext2D, progress: number) => Promise<void> | void;

/**
 * A layer whose picture changes while it comes in. It is as large as its region, since nobody knows beforehand what
 * its first pictures leave free.
 */
export const movingLayer = async (stage: Stage, region: Rect, paint: PaintAt): Promise<DrawnLayer> => {
  const leftPx = Math.max(0, Math.floor(region.xPx));
  const topPx = Math.max(0, Math.floor(region.yPx));
  const widthPx = Math.min(stage.frame.widthPx, Math.ceil(region.xPx + region.widthPx)) - leftPx;
  const heightPx = Math.min(stage.frame.heightPx, Math.ceil(region.yPx + region.heightPx)) - topPx;
  const draw = async (progress: number) => {
    const canvas = stage.createCanvas(Math.max(1, widthPx), Math.max(1, heightPx));
    const context = canvas.getContext('2d');
    context.translate(-leftPx, -topPx);
    await paint(context, progress);
    return canvas;
  };
  return {
    ...{ role: 'text', enter: 'none', delaySec: growDelaySec, xPx: leftPx, yPx: topPx },
    canvas: await draw(1),
    moving: { durationSec: growSec, draw },
  };
};

/** A layer of words and lines that stand still. */
export const stillLayer = (
  stage: Stage,
  region: Rect,
  look: {
    readonly enter: CardLayer['enter'];
    readonly delaySec: number;
    readonly paint: (context: SKRSContext2D) => void;
  },
): DrawnLayer[] => {
  const bleedPx = 24 * stage.unitPx;
  const wide = {
    xPx: region.xPx - bleedPx,
    yPx: region.yPx - bleedPx,
    widthPx: region.widthPx + 2 * bleedPx,
    heightPx: region.heightPx + 2 * bleedPx,
  };
  const layer = drawLayer(stage, { role: 'text', region: wide, ...look });
  return layer === undefined ? [] : [layer];
};
