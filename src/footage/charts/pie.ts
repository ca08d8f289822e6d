import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Mark } from 'vega';
import type { Rect } from '../cards/calm-zones.js';
import { withAlpha } from '../cards/colour.js';
import type { DrawnLayer } from '../cards/layers.js';
import type { Stage } from '../cards/stage.js';
import { type ChartStage, easeOut, movingLayer, stillLayer, valuesDelaySec } from './chart-stage.js';
import { type Label, paintLabel, setLabel, setLabels } from './label.js';
import { openPlot, type PlotRow, rowsName } from './plot.js';

/** More slices than this cannot be told apart; the smallest are shown as one. */
const mostSlices = 8;

export type Slice = { readonly label: string; readonly value: number; readonly isRest: boolean };

/** Largest first; what is too many becomes one slice without a name of its own, which comes last. */
export const slicesOf = (rows: readonly { readonly label: string; readonly value: number }[]): Slice[] => {
  const sorted = rows.filter(({ value }) => value > 0).toSorted((a, b) => b.value - a.value);
  const kept = sorted.length <= mostSlices ? sorted : sorted.slice(0, mostSlices - 1);
  const rest = sorted.slice(kept.length);
  const slices = kept.map(({ label, value }) => ({ label, value, isRest: false }));
  const restValue = rest.reduce((sum, { value }) => sum + value, 0);
  return rest.length === 0
    ? slices
    : [...slices, { label: `+ ${rest.length}`, value: restValue, isRest: true }];
};

/** Two colours and the ink in falling strength, so that neighbours differ in every palette. */
const coloursOf = ({ palette }: Stage): string[] => [
  palette.accent,
  palette.accentTwo,
  withAlpha(palette.ink, 0.82),
  withAlpha(palette.accent, 0.55),
  withAlpha(palette.accentTwo, 0.5),
  withAlpha(palette.ink, 0.45),
  withAlpha(palette.accent, 0.3),
  withAlpha(palette.ink, 0.22),
];

const marks: Mark[] = [
  {
    type: 'arc',
    from: { data: rowsName },
    encode: {
      update: {
        x: { field: 'middlePx' },
        y: { field: 'middlePx' },
        startAngle: { field: 'start' },
        endAngle: { field: 'end' },
        innerRadius: { field: 'innerPx' },
        outerRadius: { field: 'middlePx' },
        padAngle: { value: 0.025 },
        cornerRadius: { field: 'cornerPx' },
        fill: { field: 'fill' },
      },
    },
  },
];

const holeShare = 0.6;

const rowsFor = (stage: Stage, slices: readonly Slice[], sidePx: number) => {
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const colours = coloursOf(stage);
  const startOf = (index: number): number =>
    slices.slice(0, index).reduce((sum, { value }) => sum + value, 0) / total;
  return (progress: number): PlotRow[] => {
    const turn = 2 * Math.PI * easeOut(progress);
    return slices.map(({ value }, index) => ({
      start: startOf(index) * turn,
      end: (startOf(index) + value / total) * turn,
      middlePx: sidePx / 2,
      innerPx: (sidePx / 2) * holeShare,
      cornerPx: 6 * stage.unitPx,
      fill: colours[index % colours.length] ?? stage.palette.accent,
    }));
  };
};

type Layout = { readonly ring: Rect; readonly legend: Rect };

/** Ring and names side by side in a wide frame, one below the other elsewhere. */
const layOut = ({ stage, area }: ChartStage, count: number): Layout => {
  const { unitPx, shape, rightToLeft } = stage;
  const gapPx = 56 * unitPx;
  const beside = shape === 'wide' || area.heightPx < 1.1 * area.widthPx;
  if (beside) {
    const sidePx = Math.min(area.heightPx, area.widthPx * (shape === 'wide' ? 0.5 : 0.46));
    const yPx = area.yPx + (area.heightPx - sidePx) / 2;
    const legendPx = area.widthPx - sidePx - gapPx;
    const ringX = rightToLeft ? area.xPx + legendPx + gapPx : area.xPx;
    const legendX = rightToLeft ? area.xPx : area.xPx + sidePx + gapPx;
    return {
      ring: { xPx: ringX, yPx, widthPx: sidePx, heightPx: sidePx },
      legend: { xPx: legendX, yPx: area.yPx, widthPx: legendPx, heightPx: area.heightPx },
    };
  }
  const legendPx = Math.min(count * 74 * unitPx, area.heightPx * 0.5);
  const sidePx = Math.min(area.widthPx, area.heightPx - legendPx - gapPx, 660 * unitPx);
  const slackPx = area.heightPx - sidePx - gapPx - legendPx;
  return {
    ring: {
      xPx: area.xPx + (area.widthPx - sidePx) / 2,
      yPx: area.yPx + slackPx / 2,
      widthPx: sidePx,
      heightPx: sidePx,
    },
    legend: { ...area, yPx: area.yPx + slackPx / 2 + sidePx + gapPx, heightPx: legendPx },
  };
};

type Entry = { readonly name: Label; readonly value: Label; readonly colour: string };

const setEntries = (
  body: ChartStage,
  slices: readonly Slice[],
  legend: Rect,
): readonly Entry[] | undefined => {
  const { stage, format } = body;
  const { unitPx } = stage;
  const sizePx = Math.min(40 * unitPx, (legend.heightPx / slices.length) * 0.6);
  const values = setLabels(
    stage,
    slices.map(({ value }) => format.value(value)),
    { role: 'label', sizePx },
  );
  const colours = coloursOf(stage);
  const entries = slices.map(({ label }, index): Entry | undefined => {
    const value = values?.[index];
    const maxWidthPx = legend.widthPx - (value?.widthPx ?? 0) - 86 * unitPx;
    const name = setLabel(stage, label, { role: 'label', sizePx, maxWidthPx });
    return name === undefined || value === undefined
      ? undefined
      : { name, value, colour: colours[index] ?? '' };
  });
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
};

const paintEntry = (context: SKRSContext2D, stage: Stage, entry: Entry, at: Rect): void => {
  const { unitPx, palette, rightToLeft } = stage;
  const yPx = at.yPx + at.heightPx / 2;
  const radius = Math.min(15 * unitPx, at.heightPx * 0.26);
  const [startPx, endPx] = rightToLeft ? [at.xPx + at.widthPx, at.xPx] : [at.xPx, at.xPx + at.widthPx];
  const inwards = rightToLeft ? -1 : 1;
  context.beginPath();
  context.arc(startPx + inwards * radius, yPx, radius, 0, Math.PI * 2);
  context.fillStyle = entry.colour;
  context.fill();
  const [nameSide, valueSide] = rightToLeft ? (['right', 'left'] as const) : (['left', 'right'] as const);
  const nameX = startPx + inwards * 52 * unitPx;
  paintLabel(context, stage, entry.name, { xPx: nameX, yPx, align: nameSide, fill: palette.ink });
  paintLabel(context, stage, entry.value, { xPx: endPx, yPx, align: valueSide, fill: palette.ink });
};

/** The share of the largest slice, for the middle of the ring. */
const setShare = ({ stage }: ChartStage, slices: readonly Slice[], ring: Rect): Label | undefined => {
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const share = (slices[0]?.value ?? 0) / total;
  const text = new Intl.NumberFormat(stage.language, { style: 'percent' }).format(share);
  const maxWidthPx = ring.widthPx * holeShare * 0.72;
  return setLabel(stage, text, { role: 'display', sizePx: ring.widthPx * 0.22, maxWidthPx });
};

/** A ring that closes, its parts named beside or below it, the share of the largest in its middle. */
export const drawPie = async (body: ChartStage): Promise<DrawnLayer[] | undefined> => {
  const { stage, chart, labels } = body;
  const slices = slicesOf(
    chart.rows.map(({ value }, index) => ({ label: labels[index] ?? '', value: value ?? 0 })),
  );
  const { ring, legend } = layOut(body, slices.length);
  const entries = setEntries(body, slices, legend);
  const share = setShare(body, slices, ring);
  if (entries === undefined || share === undefined) {
    return undefined;
  }
  const rowsAt = rowsFor(stage, slices, ring.widthPx);
  const drawn = await openPlot({ ...ring, rows: rowsAt(1), marks, scales: [] });
  const circle = await movingLayer(stage, ring, async (context, progress) => {
    context.translate(ring.xPx, ring.yPx);
    await drawn.paint(context, rowsAt(progress));
  });
  const rowPx = Math.min(78 * stage.unitPx, legend.heightPx / entries.length);
  const topPx = legend.yPx + (legend.heightPx - rowPx * entries.length) / 2;
  const names = stillLayer(stage, legend, {
    ...{ enter: 'fade', delaySec: 0.5 },
    paint: (context) => {
      for (const [index, entry] of entries.entries()) {
        paintEntry(context, stage, entry, { ...legend, yPx: topPx + index * rowPx, heightPx: rowPx });
      }
    },
  });
  const middle = stillLayer(stage, ring, {
    ...{ enter: 'fade', delaySec: valuesDelaySec },
    paint: (context) => {
      const xPx = ring.xPx + ring.widthPx / 2;
      const yPx = ring.yPx + ring.heightPx / 2;
      paintLabel(context, stage, share, { xPx, yPx, align: 'middle', fill: stage.palette.accent });
    },
  });
  return [circle, ...names, ...middle];
};
