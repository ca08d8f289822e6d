import type { Mark, Scale } from 'vega';
import type { DrawnLayer } from '../cards/layers.js';
import { type ChartStage, movingLayer, staggered, stillLayer, valuesDelaySec } from './chart-stage.js';
import { type Label, paintLabel, setLabels, smallestLabel, widest } from './label.js';
import { openPlot, type Plot, type PlotRow, rowsName } from './plot.js';

/** What says that there is no value. */
export const noValue = '–';

/** Rows are set in up to three columns before they get too low to read, in units. */
const lowestRow = 32;
const tallestRow = 132;
const narrowestColumn = 400;
const columnGap = 56;
/** From this height on, a row's label stands above its bar, which is then as long as the column. */
const stackedFrom = 84;
const textGap = 14;

type Layout = {
  readonly columns: number;
  readonly perColumn: number;
  readonly rowPx: number;
  readonly columnPx: number;
  readonly stacked: boolean;
  readonly textPx: number;
  readonly barPx: number;
};

const layOut = ({ stage, chart, area }: ChartStage): Layout => {
  const { unitPx, shape } = stage;
  const count = chart.rows.length;
  const most = Math.max(1, Math.min(3, Math.floor(area.widthPx / (narrowestColumn * unitPx))));
  const heightFor = (columns: number): number => area.heightPx / Math.ceil(count / columns);
  const columns = [1, 2, 3].find((one) => one <= most && heightFor(one) >= lowestRow * unitPx) ?? most;
  const perColumn = Math.ceil(count / columns);
  const rowPx = Math.min(tallestRow * unitPx, heightFor(columns));
  const stacked = shape !== 'wide' && columns === 1 && rowPx >= stackedFrom * unitPx;
  const textPx = stacked ? Math.min(38 * unitPx, rowPx * 0.3) : Math.min(38 * unitPx, rowPx * 0.5);
  return {
    ...{ columns, perColumn, rowPx, stacked },
    textPx: Math.max(smallestLabel * unitPx, textPx),
    columnPx: (area.widthPx - (columns - 1) * columnGap * unitPx) / columns,
    barPx: Math.min(58 * unitPx, rowPx * (stacked ? 0.4 : 0.66)),
  };
};

type Words = {
  readonly names: readonly Label[];
  readonly values: readonly Label[];
  readonly namesPx: number;
};

const setWords = (body: ChartStage, { columns, columnPx, stacked, textPx }: Layout): Words | undefined => {
  const { stage, chart, labels, format } = body;
  const maxWidthPx = columnPx * (stacked ? 1 : columns > 1 ? 0.5 : 0.42);
  const names = setLabels(stage, labels, { role: 'label', sizePx: textPx, maxWidthPx });
  const values = setLabels(
    stage,
    chart.rows.map(({ value }) => (value === null ? noValue : format.value(value))),
    { role: 'label', sizePx: textPx },
  );
  return names === undefined || values === undefined
    ? undefined
    : { names, values, namesPx: stacked ? 0 : widest(names) };
};

const numbers = ({ chart }: ChartStage): number[] => chart.rows.map(({ value }) => value ?? 0);

/** From the lowest value to the highest, zero always among them. */
export const domainWithZero = (values: readonly number[]): [number, number] => {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return low === high ? [0, 1] : [low, high];
};

/** Room beside the bars for what stands at their ends. */
const barScale = (body: ChartStage, layout: Layout, words: Words): Scale => {
  const { stage } = body;
  const gapPx = textGap * stage.unitPx;
  const values = numbers(body);
  const beside = widest(words.values) + gapPx;
  const hasNegative = values.some((value) => value < 0);
  const hasPositive = values.some((value) => value >= 0);
  const start = words.namesPx === 0 ? 0 : words.namesPx + 1.6 * gapPx;
  const low = start + (hasNegative ? beside : 0);
  const high = Math.max(low + 1, layout.columnPx - (hasPositive ? beside : 0));
  const range = stage.rightToLeft ? [layout.columnPx - low, layout.columnPx - high] : [low, high];
  return { name: 'value', type: 'linear', domain: domainWithZero(values), range, zero: true };
};

type RowPlace = { readonly leftPx: number; readonly topPx: number };

/** Columns are filled one after another; few rows stand in the middle of the height. */
const placesOf = ({ stage, chart, area }: ChartStage, layout: Layout): RowPlace[] => {
  const { columns, perColumn, rowPx, columnPx } = layout;
  const topPx = Math.max(0, (area.heightPx - perColumn * rowPx) / 2);
  return chart.rows.map((_, index) => {
    const column = Math.floor(index / perColumn);
    const fromLeft = stage.rightToLeft ? columns - 1 - column : column;
    return {
      leftPx: fromLeft * (columnPx + columnGap * stage.unitPx),
      topPx: topPx + (index % perColumn) * rowPx,
    };
  });
};

/** Where a bar's middle is, from the top of its row. */
const barMiddle = ({ stacked, rowPx, barPx }: Layout): number =>
  stacked ? rowPx * 0.9 - barPx / 2 : rowPx / 2;

const barMarks: Mark[] = [
  {
    type: 'rect',
    from: { data: rowsName },
    encode: {
      update: {
        x: { scale: 'value', field: 'value', offset: { field: 'leftPx' } },
        x2: { scale: 'value', value: 0, offset: { field: 'leftPx' } },
        y: { field: 'topPx' },
        height: { field: 'heightPx' },
        cornerRadius: { field: 'cornerPx' },
        fill: { field: 'fill' },
      },
    },
  },
];

/** The highest is in the accent colour, what is below zero in the second; the others stand back. */
export const fillOf = ({ stage, chart }: ChartStage, index: number): string => {
  const { palette } = stage;
  const value = chart.rows[index]?.value ?? 0;
  const highest = Math.max(...chart.rows.map((row) => row.value ?? Number.NEGATIVE_INFINITY));
  return value === highest ? palette.accent : palette.accentTwo;
};

const barRows = (body: ChartStage, layout: Layout, plot: () => Plot | undefined) => {
  const places = placesOf(body, layout);
  const values = numbers(body);
  return (progress: number): PlotRow[] =>
    values.map((whole, index) => {
      const value = whole * staggered(progress, index, values.length);
      const place = places[index] ?? { leftPx: 0, topPx: 0 };
      const lengthPx = Math.abs((plot()?.place('value', value) ?? 0) - (plot()?.place('value', 0) ?? 0));
      return {
        ...{ value, leftPx: place.leftPx, heightPx: layout.barPx, fill: fillOf(body, index) },
        topPx: place.topPx + barMiddle(layout) - layout.barPx / 2,
        cornerPx: Math.min(10 * body.stage.unitPx, layout.barPx / 3, lengthPx / 2),
      };
    });
};

/** Bars that lie, one a row, label and value beside each. */
export const drawBars = async (body: ChartStage): Promise<DrawnLayer[] | undefined> => {
  const { stage, area, chart } = body;
  const layout = layOut(body);
  const words = setWords(body, layout);
  if (words === undefined) {
    return undefined;
  }
  let plot: Plot | undefined;
  const rowsAt = barRows(body, layout, () => plot);
  plot = await openPlot({
    ...{ widthPx: area.widthPx, heightPx: area.heightPx, rows: rowsAt(1), marks: barMarks },
    scales: [barScale(body, layout, words)],
  });
  const drawn = plot;
  const bars = await movingLayer(stage, area, async (context, progress) => {
    context.translate(area.xPx, area.yPx);
    await drawn.paint(context, rowsAt(progress));
  });
  const places = placesOf(body, layout);
  const names = stillLayer(stage, area, {
    ...{ enter: 'fade', delaySec: 0.15 },
    paint: (context) => {
      for (const [index, label] of words.names.entries()) {
        const { leftPx, topPx } = places[index] ?? { leftPx: 0, topPx: 0 };
        const startPx = area.xPx + leftPx + (stage.rightToLeft ? layout.columnPx : 0);
        paintLabel(context, stage, label, {
          xPx: startPx,
          yPx: area.yPx + topPx + (layout.stacked ? layout.rowPx * 0.26 : layout.rowPx / 2),
          align: stage.rightToLeft ? 'right' : 'left',
          fill: stage.palette.ink,
        });
      }
    },
  });
  const values = stillLayer(stage, area, {
    ...{ enter: 'fade', delaySec: valuesDelaySec },
    paint: (context) => {
      for (const [index, label] of words.values.entries()) {
        const value = chart.rows[index]?.value ?? 0;
        const { leftPx, topPx } = places[index] ?? { leftPx: 0, topPx: 0 };
        const isRight = value < 0 === stage.rightToLeft;
        const gapPx = textGap * stage.unitPx * (isRight ? 1 : -1);
        paintLabel(context, stage, label, {
          xPx: area.xPx + leftPx + drawn.place('value', value) + gapPx,
          yPx: area.yPx + topPx + barMiddle(layout),
          align: isRight ? 'left' : 'right',
          fill: stage.palette.ink,
        });
      }
    },
  });
  return [bars, ...names, ...values];
};
