import type { Mark } from 'vega';
import type { Rect } from '../cards/calm-zones.js';
import type { DrawnLayer } from '../cards/layers.js';
import { type GridLine, gridRoom, paintBelow, paintGrid } from './axes.js';
import { domainWithZero, fillOf, noValue } from './bars.js';
import { type ChartStage, movingLayer, staggered, stillLayer, valuesDelaySec } from './chart-stage.js';
import { timesOf } from './format.js';
import { type Label, paintLabel, setLabels, smallestLabel, widest } from './label.js';
import { openPlot, type PlotRow, rowsName } from './plot.js';

const labelSize = 32;
/** Between the values of neighbours. */
const valueGap = 10;

/** Whether bars should stand: in time they run from left to right; others where every label fits below its bar. */
export const areColumns = ({ stage, chart, area, labels }: ChartStage): boolean => {
  const count = chart.rows.length;
  if (timesOf(chart.rows) !== undefined) {
    return count > 1;
  }
  const set = setLabels(stage, labels, { role: 'label', sizePx: labelSize * stage.unitPx });
  return count > 1 && set !== undefined && widest(set) <= (area.widthPx / count) * 0.9;
};

type Layout = {
  readonly plot: Rect;
  readonly names: readonly Label[];
  /** Above the bars, where they fit; else lines with numbers are drawn behind them. */
  readonly values: readonly Label[] | undefined;
  readonly pitchPx: number;
};

/** The largest size at which values stand beside each other. */
const fitValues = ({ stage, chart, area, format }: ChartStage): readonly Label[] | undefined => {
  const texts = chart.rows.map(({ value }) => (value === null ? noValue : format.value(value)));
  const room = area.widthPx / texts.length - valueGap * stage.unitPx;
  for (let size = 40; size >= smallestLabel; size -= 2) {
    const labels = setLabels(stage, texts, { role: 'label', sizePx: size * stage.unitPx });
    if (labels === undefined || widest(labels) <= room) {
      return labels;
    }
  }
  return undefined;
};

const layOut = (body: ChartStage): Layout | undefined => {
  const { stage, chart, area, format } = body;
  const { unitPx } = stage;
  const names = setLabels(stage, body.labels, { role: 'label', sizePx: labelSize * unitPx });
  const values = fitValues(body);
  const high = Math.max(...chart.rows.map(({ value }) => Math.abs(value ?? 0)));
  const widestTick = setLabels(stage, [format.tick(high), format.tick(-high)], {
    ...{ role: 'label', sizePx: 28 * unitPx },
  });
  if (names === undefined || widestTick === undefined) {
    return undefined;
  }
  const leftPx = values === undefined ? gridRoom(stage, widestTick) : 0;
  const valuePx = values === undefined ? 16 * unitPx : 62 * unitPx;
  const hasNegative = chart.rows.some(({ value }) => (value ?? 0) < 0);
  const namesPx = 58 * unitPx;
  const plot = {
    xPx: area.xPx + leftPx,
    yPx: area.yPx + valuePx,
    widthPx: area.widthPx - leftPx,
    heightPx: area.heightPx - valuePx - namesPx - (hasNegative && values !== undefined ? valuePx : 0),
  };
  return { plot, names, values, pitchPx: plot.widthPx / chart.rows.length };
};

const marks: Mark[] = [
  {
    type: 'rect',
    from: { data: rowsName },
    encode: {
      update: {
        x: { field: 'leftPx' },
        width: { field: 'widthPx' },
        y: { scale: 'value', field: 'value' },
        y2: { scale: 'value', value: 0 },
        cornerRadius: { field: 'cornerPx' },
        fill: { field: 'fill' },
      },
    },
  },
];

/** Time runs to the right; everything else begins where reading does. */
const columnPlace =
  ({ stage, chart: { rows } }: ChartStage) =>
  (index: number): number =>
    stage.rightToLeft && timesOf(rows) === undefined ? rows.length - 1 - index : index;

const openColumns = async (body: ChartStage, { plot, values, pitchPx }: Layout) => {
  const numbers = body.chart.rows.map(({ value }) => value ?? 0);
  const barPx = Math.min(120 * body.stage.unitPx, pitchPx * 0.68);
  const range = [plot.heightPx, 0];
  const isNice = values === undefined;
  const drawn = await openPlot({
    ...{ widthPx: plot.widthPx, heightPx: plot.heightPx, rows: [], marks },
    scales: [{ name: 'value', type: 'linear', domain: domainWithZero(numbers), range, nice: isNice }],
  });
  const rowsAt = (progress: number): PlotRow[] =>
    numbers.map((whole, index) => {
      const value = whole * staggered(progress, index, numbers.length);
      const heightPx = Math.abs(drawn.place('value', value) - drawn.place('value', 0));
      return {
        ...{ value, widthPx: barPx, fill: fillOf(body, index) },
        leftPx: (columnPlace(body)(index) + 0.5) * pitchPx - barPx / 2,
        cornerPx: Math.min(12 * body.stage.unitPx, barPx / 3, heightPx / 2),
      };
    });
  return { drawn, rowsAt };
};

/** Bars that stand, labels below and values above them, or numbered lines behind them where values do not fit. */
export const drawColumns = async (body: ChartStage): Promise<DrawnLayer[] | undefined> => {
  const { stage, area, chart, format } = body;
  const layout = layOut(body);
  if (layout === undefined) {
    return undefined;
  }
  const { plot, values, names, pitchPx } = layout;
  const { drawn, rowsAt } = await openColumns(body, layout);
  const placeOf = columnPlace(body);
  const middleOf = (index: number): number => plot.xPx + (placeOf(index) + 0.5) * pitchPx;
  const tickValues = values === undefined ? drawn.ticks('value', 5) : [0];
  const ticks = setLabels(stage, values === undefined ? tickValues.map(format.tick) : ['–'], {
    role: 'label',
    sizePx: 28 * stage.unitPx,
  });
  if (ticks === undefined) {
    return undefined;
  }
  const lines = ticks.map((label, index): GridLine => {
    const value = tickValues[index] ?? 0;
    const shown = values === undefined ? label : { ...label, text: '' };
    return { yPx: plot.yPx + drawn.place('value', value), label: shown, isZero: value === 0 };
  });
  const axes = stillLayer(stage, area, {
    ...{ enter: 'fade', delaySec: 0.15 },
    paint: (context) => {
      paintGrid(context, stage, { plot, lines });
      const inOrder = names
        .map((label, index) => ({ label, xPx: middleOf(index) }))
        .sort((a, b) => a.xPx - b.xPx);
      paintBelow(context, stage, {
        labels: inOrder.map(({ label }) => label),
        places: inOrder.map(({ xPx }) => xPx),
        yPx: area.yPx + area.heightPx - 22 * stage.unitPx,
        edges: [area.xPx, area.xPx + area.widthPx],
      });
    },
  });
  const bars = await movingLayer(stage, plot, async (context, progress) => {
    context.translate(plot.xPx, plot.yPx);
    await drawn.paint(context, rowsAt(progress));
  });
  const above = stillLayer(stage, area, {
    ...{ enter: 'fade', delaySec: valuesDelaySec },
    paint: (context) => {
      for (const [index, label] of (values ?? []).entries()) {
        const value = chart.rows[index]?.value ?? 0;
        const awayPx = (value < 0 ? 1 : -1) * 30 * stage.unitPx;
        const yPx = plot.yPx + drawn.place('value', value) + awayPx;
        paintLabel(context, stage, label, {
          xPx: middleOf(index),
          yPx,
          align: 'middle',
          fill: stage.palette.ink,
        });
      }
    },
  });
  return [...axes, bars, ...above];
};
