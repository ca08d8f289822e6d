import type { Mark, Scale } from 'vega';
import type { Rect } from '../cards/calm-zones.js';
import { withAlpha } from '../cards/colour.js';
import type { DrawnLayer } from '../cards/layers.js';
import { type GridLine, gridRoom, paintBelow, paintGrid } from './axes.js';
import { type ChartStage, easeOut, movingLayer, stillLayer, valuesDelaySec } from './chart-stage.js';
import { timesOf } from './format.js';
import { type Label, paintLabel, setLabel, setLabels } from './label.js';
import { openPlot, type Plot, type PlotRow, rowsName } from './plot.js';

/** As many points as are each marked with a dot. */
const dottedRows = 14;
const axisSize = 30;
const lineWidth = 9;

const known = ({ chart }: ChartStage): number[] =>
  chart.rows.flatMap(({ value }) => (value === null ? [] : [value]));

/** An area stands on zero. A line shows how values change: zero only where it is not far away. */
const valueDomain = (body: ChartStage): [number, number] => {
  const values = known(body);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const nearZero = low >= 0 ? low <= 0.5 * high : high < 0 && high >= 0.5 * low;
  const withZero = body.chart.type === 'area' || nearZero || (low < 0 && high > 0);
  const [from, to] = withZero ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  return from === to ? [from - 1, to + 1] : [from, to];
};

const isIsolated = ({ chart: { rows } }: ChartStage, index: number): boolean =>
  (rows[index - 1]?.value ?? null) === null && (rows[index + 1]?.value ?? null) === null;

const toRows = (body: ChartStage): PlotRow[] => {
  const { rows } = body.chart;
  const times = timesOf(rows);
  return rows.map(({ value }, index) => ({
    at: times?.[index] ?? index,
    value: value ?? 0,
    isKnown: value !== null,
    dotSize: value !== null && (rows.length <= dottedRows || isIsolated(body, index)) ? 1 : 0,
  }));
};

const marksFor = ({ stage, chart }: ChartStage): Mark[] => {
  const { palette, unitPx } = stage;
  const place = { x: { scale: 'at', field: 'at' }, y: { scale: 'value', field: 'value' } };
  const path = { ...place, defined: { field: 'isKnown' }, interpolate: { value: 'monotone' as const } };
  const fill = {
    x1: 0,
    y1: 0,
    x2: 0,
    y2: 1,
    gradient: 'linear' as const,
    stops: [
      { offset: 0, color: withAlpha(palette.accent, 0.62) },
      { offset: 1, color: withAlpha(palette.accent, 0.08) },
    ],
  };
  const area: Mark = {
    type: 'area',
    from: { data: rowsName },
    encode: { update: { ...path, y2: { scale: 'value', value: 0 }, fill: { value: fill } } },
  };
  const line: Mark = {
    type: 'line',
    from: { data: rowsName },
    encode: {
      update: {
        ...path,
        stroke: { value: palette.accent },
        strokeWidth: { value: lineWidth * unitPx },
        strokeCap: { value: 'round' },
        strokeJoin: { value: 'round' },
      },
    },
  };
  const dots: Mark = {
    type: 'symbol',
    from: { data: rowsName },
    encode: {
      update: {
        ...place,
        size: { field: 'dotSize', mult: 420 * unitPx * unitPx },
        fill: { value: palette.accent },
      },
    },
  };
  return chart.type === 'area' ? [area, line, dots] : [line, dots];
};

const scalesFor = (body: ChartStage, size: { widthPx: number; heightPx: number }): Scale[] => {
  const times = timesOf(body.chart.rows);
  const ats = times ?? body.chart.rows.map((_, index) => index);
  return [
    {
      ...{ name: 'at', type: 'linear', domain: [ats[0] ?? 0, ats.at(-1) ?? 1], range: [0, size.widthPx] },
      zero: false,
    },
    {
      ...{ name: 'value', type: 'linear', domain: valueDomain(body), range: [size.heightPx, 0], nice: 5 },
      zero: false,
    },
  ];
};

/** The last value that there is, and where. */
const lastKnown = ({ chart: { rows } }: ChartStage): { index: number; value: number } => {
  const index = rows.findLastIndex(({ value }) => value !== null);
  return { index, value: rows[index]?.value ?? 0 };
};

type Layout = { readonly plot: Rect; readonly last: Label; readonly names: readonly Label[] };

const layOut = (body: ChartStage): Layout | undefined => {
  const { stage, area, format } = body;
  const { unitPx } = stage;
  const [low, high] = valueDomain(body);
  const grid = setLabels(stage, [format.tick(low), format.tick(high), format.tick((low + high) / 2)], {
    ...{ role: 'label', sizePx: axisSize * unitPx },
  });
  const maxWidthPx = area.widthPx * 0.3;
  const last = setLabel(stage, format.value(lastKnown(body).value), {
    role: 'headline',
    sizePx: 46 * unitPx,
    maxWidthPx,
  });
  const names = setLabels(stage, body.labels, { role: 'label', sizePx: axisSize * unitPx, maxWidthPx });
  if (grid === undefined || last === undefined || names === undefined) {
    return undefined;
  }
  // Ticks of rounded ends may be a digit longer than the ends themselves.
  const leftPx = gridRoom(stage, grid) + 14 * unitPx;
  const topPx = 30 * unitPx;
  const plot = {
    xPx: area.xPx + leftPx,
    yPx: area.yPx + topPx,
    widthPx: area.widthPx - leftPx - last.widthPx - 36 * unitPx,
    heightPx: area.heightPx - topPx - 66 * unitPx,
  };
  return { plot, last, names };
};

const axesOf = (body: ChartStage, { plot, names }: Layout, drawn: Plot): DrawnLayer[] | undefined => {
  const { stage, area, format, chart } = body;
  const ticks = drawn.ticks('value', stage.shape === 'wide' && plot.heightPx < 420 * stage.unitPx ? 4 : 5);
  const labels = setLabels(stage, ticks.map(format.tick), {
    ...{
      role: 'label',
      sizePx: axisSize * stage.unitPx,
      maxWidthPx: plot.xPx - area.xPx - 16 * stage.unitPx,
    },
  });
  if (labels === undefined) {
    return undefined;
  }
  const lines = labels.map((label, index): GridLine => {
    const value = ticks[index] ?? 0;
    return { yPx: plot.yPx + drawn.place('value', value), label, isZero: value === 0 };
  });
  const ats = timesOf(chart.rows) ?? chart.rows.map((_, index) => index);
  return stillLayer(stage, area, {
    ...{ enter: 'fade', delaySec: 0.15 },
    paint: (context) => {
      paintGrid(context, stage, { plot, lines });
      paintBelow(context, stage, {
        ...{ labels: names, places: ats.map((at) => plot.xPx + drawn.place('at', at)) },
        yPx: area.yPx + area.heightPx - 22 * stage.unitPx,
        edges: [area.xPx, area.xPx + area.widthPx],
      });
    },
  });
};

/** A line, or an area below one, that is drawn from left to right; its last value stands at its end. */
export const drawLines = async (body: ChartStage): Promise<DrawnLayer[] | undefined> => {
  const { stage, area } = body;
  const layout = layOut(body);
  if (layout === undefined) {
    return undefined;
  }
  const { plot, last } = layout;
  const rows = toRows(body);
  const drawn = await openPlot({ ...plot, rows, marks: marksFor(body), scales: scalesFor(body, plot) });
  const axes = axesOf(body, layout, drawn);
  if (axes === undefined) {
    return undefined;
  }
  const bleedPx = 20 * stage.unitPx;
  const region = {
    xPx: plot.xPx - bleedPx,
    yPx: plot.yPx - bleedPx,
    widthPx: plot.widthPx + 2 * bleedPx,
    heightPx: plot.heightPx + 2 * bleedPx,
  };
  const line = await movingLayer(stage, region, async (context, progress) => {
    context.beginPath();
    context.rect(region.xPx, region.yPx, region.widthPx * easeOut(progress), region.heightPx);
    context.clip();
    context.translate(plot.xPx, plot.yPx);
    await drawn.paint(context, rows);
  });
  const { index, value } = lastKnown(body);
  const end = stillLayer(stage, area, {
    ...{ enter: 'fade', delaySec: valuesDelaySec },
    paint: (context) => {
      const yPx = plot.yPx + drawn.place('value', value);
      const xPx = plot.xPx + drawn.place('at', Number(rows[index]?.['at'] ?? 0)) + 26 * stage.unitPx;
      paintLabel(context, stage, last, { xPx, yPx, align: 'left', fill: stage.palette.ink });
    },
  });
  return [...axes, line, ...end];
};
