import { barBlock, columnOf, opticalSize, textBlock } from '../cards/blocks.js';
import type { Rect } from '../cards/calm-zones.js';
import { type Block, type DrawnLayer, stackBlocks } from '../cards/layers.js';
import type { Stage } from '../cards/stage.js';
import type { StyleDrawing } from '../cards/style-drawing.js';
import { type FittedText, fitText } from '../cards/text-block.js';
import { drawBars } from './bars.js';
import type { Chart } from './chart.js';
import type { ChartStage, DrawBody } from './chart-stage.js';
import { areColumns, drawColumns } from './columns.js';
import { drawFigure } from './figure.js';
import { createValueFormat, labelsOf, type ValueFormat } from './format.js';
import { drawLines } from './lines.js';
import { drawPie } from './pie.js';

const bodies: Readonly<Record<Chart['type'], DrawBody>> = {
  bar: async (body) => (areColumns(body) ? drawColumns(body) : drawBars(body)),
  line: drawLines,
  area: drawLines,
  pie: drawPie,
  number: drawFigure,
};

type Head = { readonly title: FittedText | undefined; readonly unit: FittedText | undefined };

const fitHead = (stage: Stage, { title }: Chart, unitLine: string | undefined, column: Rect): Head => {
  const wide = stage.shape === 'wide';
  const largest = opticalSize(title ?? '', [
    [18, 96],
    [36, 80],
    [99, 66],
  ]);
  return {
    title:
      title === undefined
        ? undefined
        : fitText(
            stage,
            title,
            {
              role: 'headline',
              size: [largest, 42],
              maxLines: wide ? 6 : 3,
              lineHeight: 1.1,
              tracking: -0.012,
            },
            { widthPx: column.widthPx, heightPx: column.heightPx * (wide ? 0.7 : 0.26) },
          ),
    unit:
      unitLine === undefined
        ? undefined
        : fitText(
            stage,
            unitLine,
            { role: 'label', size: [36, 28], maxLines: 2, lineHeight: 1.2 },
            { widthPx: column.widthPx, heightPx: column.heightPx * 0.2 },
          ),
  };
};

const headBlocks = (stage: Stage, { title, unit }: Head): Block[] => {
  const { ink } = stage.palette;
  const bar = barBlock(stage, { align: 'start', enter: 'fade', delaySec: 0, gapBefore: 0 });
  return [
    ...(title === undefined
      ? []
      : [
          bar,
          textBlock(stage, title, {
            fill: ink,
            align: 'start',
            enter: 'rise',
            delaySec: 0.05,
            gapBefore: 30,
          }),
        ]),
    ...(unit === undefined
      ? []
      : [textBlock(stage, unit, { fill: ink, align: 'start', enter: 'fade', delaySec: 0.1, gapBefore: 14 })]),
  ];
};

const heightOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block, index) => sum + block.heightPx + (index === 0 ? 0 : block.gapBeforePx), 0);

const sourceBlocks = (stage: Stage, { source }: Chart): Block[] => {
  const text =
    source === undefined
      ? undefined
      : fitText(
          stage,
          source,
          { role: 'body', size: [26, 20], maxLines: 2, lineHeight: 1.2 },
          { widthPx: stage.area.widthPx, heightPx: stage.area.heightPx * 0.1 },
        );
  return text === undefined
    ? []
    : [
        textBlock(stage, text, {
          fill: stage.palette.ink,
          align: 'start',
          enter: 'fade',
          delaySec: 0.3,
          gapBefore: 0,
        }),
      ];
};

type Parts = { readonly head: DrawnLayer[]; readonly source: DrawnLayer[]; readonly body: Rect };

/** Head above the body, or before it in a wide frame; the source below both. */
const partition = (stage: Stage, chart: Chart, format: ValueFormat): Parts => {
  const { unitPx, area } = stage;
  const source = sourceBlocks(stage, chart);
  const sourcePx = heightOf(source);
  const restPx = area.heightPx - (sourcePx === 0 ? 0 : sourcePx + 26 * unitPx);
  const rest = { ...area, heightPx: restPx };
  const footer = { ...area, yPx: area.yPx + area.heightPx - sourcePx, heightPx: sourcePx };
  const unitLine = chart.type === 'number' ? undefined : format.unitLine;
  const sourceLayers = stackBlocks(stage, footer, source, 1);
  if (chart.title === undefined && unitLine === undefined) {
    return { head: [], source: sourceLayers, body: rest };
  }
  if (stage.shape === 'wide' && chart.type !== 'number') {
    const column = { ...columnOf(stage, 0.27, 'start'), heightPx: restPx };
    const body = { ...columnOf(stage, 0.68, 'end'), heightPx: restPx };
    const blocks = headBlocks(stage, fitHead(stage, chart, unitLine, column));
    return { head: stackBlocks(stage, column, blocks, 0.5), source: sourceLayers, body };
  }
  const blocks = headBlocks(stage, fitHead(stage, chart, unitLine, rest));
  const headPx = heightOf(blocks) + 52 * unitPx;
  return {
    head: stackBlocks(stage, { ...rest, heightPx: heightOf(blocks) }, blocks, 0),
    source: sourceLayers,
    body: { ...rest, yPx: rest.yPx + headPx, heightPx: Math.max(1, rest.heightPx - headPx) },
  };
};

/** In a tall frame a chart needs no more height than this of its width: bars would be pillars. */
const tallestBody = 1.25;

const bounded = (stage: Stage, area: Rect): Rect => {
  const heightPx = Math.min(area.heightPx, area.widthPx * tallestBody);
  return stage.shape === 'wide' ? area : { ...area, heightPx };
};

/** Data as bars, a line, an area, a ring or a number, in the design of the other cards. */
export const drawChart = async (
  stage: Stage,
  { chart, language }: { readonly chart: Chart; readonly language: string },
): Promise<StyleDrawing | undefined> => {
  const format = createValueFormat(chart, language);
  const { head, source, body } = partition(stage, chart, format);
  const setting: ChartStage = {
    ...{ stage, chart, format, labels: labelsOf(chart.rows, language) },
    area: bounded(stage, body),
  };
  const drawn = await bodies[chart.type](setting);
  if (drawn === undefined) {
    return undefined;
  }
  return { layers: [...head, ...drawn, ...source], textures: ['none', 'rings', 'dots'] };
};
