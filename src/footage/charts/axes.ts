import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Rect } from '../cards/calm-zones.js';
import { withAlpha } from '../cards/colour.js';
import type { Stage } from '../cards/stage.js';
import { type Label, paintLabel, widest } from './label.js';

/** Which labels of an axis are shown so that none touches another: every so many, the last one always. */
export const thinOut = (
  places: readonly number[],
  widths: readonly number[],
  gapPx: number,
): ReadonlySet<number> => {
  const { length } = places;
  for (let every = 1; every <= length; every += 1) {
    const shown = places.map((_, index) => index).filter((index) => (length - 1 - index) % every === 0);
    const fits = shown.every((index, order) => {
      const before = shown[order - 1];
      const half = (at: number): number => (widths[at] ?? 0) / 2;
      return (
        before === undefined ||
        (places[index] ?? 0) - half(index) - (places[before] ?? 0) - half(before) >= gapPx
      );
    });
    if (fits) {
      return new Set(shown);
    }
  }
  return new Set();
};

export type GridLine = { readonly yPx: number; readonly label: Label; readonly isZero: boolean };

/** Lines across the plot with their numbers before them. */
export const paintGrid = (
  context: SKRSContext2D,
  stage: Stage,
  { plot, lines }: { readonly plot: Rect; readonly lines: readonly GridLine[] },
): void => {
  const { unitPx, palette } = stage;
  for (const { yPx, label, isZero } of lines) {
    context.beginPath();
    context.moveTo(plot.xPx, yPx);
    context.lineTo(plot.xPx + plot.widthPx, yPx);
    context.strokeStyle = withAlpha(palette.ink, isZero ? 0.7 : 0.22);
    context.lineWidth = (isZero ? 3 : 2) * unitPx;
    context.stroke();
    const xPx = plot.xPx - 16 * unitPx;
    paintLabel(context, stage, label, { xPx, yPx, align: 'right', fill: palette.ink });
  }
};

/** Words below a plot, each under its place, kept inside the edges. */
export const paintBelow = (
  context: SKRSContext2D,
  stage: Stage,
  {
    labels,
    places,
    yPx,
    edges,
  }: {
    readonly labels: readonly Label[];
    readonly places: readonly number[];
    readonly yPx: number;
    readonly edges: readonly [leftPx: number, rightPx: number];
  },
): void => {
  const inside = places.map((place, index) => {
    const half = (labels[index]?.widthPx ?? 0) / 2;
    return Math.max(edges[0] + half, Math.min(edges[1] - half, place));
  });
  const shown = thinOut(
    inside,
    labels.map(({ widthPx }) => widthPx),
    22 * stage.unitPx,
  );
  for (const [index, label] of labels.entries()) {
    if (shown.has(index)) {
      paintLabel(context, stage, label, {
        xPx: inside[index] ?? 0,
        yPx,
        align: 'middle',
        fill: stage.palette.ink,
      });
    }
  }
};

/** How wide the numbers before a plot are, with their gap. */
export const gridRoom = (stage: Stage, labels: readonly Label[]): number =>
  widest(labels) + 16 * stage.unitPx;
