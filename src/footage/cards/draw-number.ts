import type { SKRSContext2D } from '@napi-rs/canvas';
import { barBlock, columnOf, opticalSize, textBlock } from './blocks.js';
import type { Rect } from './calm-zones.js';
import { type Block, stackBlocks } from './layers.js';
import type { CardSpec } from './spec.js';
import type { Stage } from './stage.js';
import type { StyleDrawing } from './style-drawing.js';
import { type FittedText, fitText, paintText, prepareContext } from './text-block.js';

type NumberCard = Extract<CardSpec, { style: 'number' }>;

/** A figure as large as the frame allows, with the words before and after it. */
export const drawNumber = (stage: Stage, spec: NumberCard): StyleDrawing | undefined => {
  const wide = stage.shape === 'wide';
  const main = wide ? columnOf(stage, 0.5, 'start') : stage.area;
  const side = wide ? columnOf(stage, 0.4, 'end') : stage.area;
  const figure = fitText(
    stage,
    spec.figure,
    { role: 'display', size: [wide ? 520 : 620, 120], maxLines: 1, lineHeight: 1 },
    { widthPx: main.widthPx, heightPx: stage.area.heightPx * (wide ? 0.72 : 0.48) },
  );
  const label = fitLabel(stage, spec.label, side.widthPx);
  if (figure === undefined || label === undefined) {
    return undefined;
  }
  const labelBlocks: Block[] = [
    barBlock(stage, { align: 'start', enter: 'fade', delaySec: 0.5, gapBefore: 50 }),
    textBlock(stage, label, {
      fill: stage.palette.ink,
      align: 'start',
      enter: 'rise',
      delaySec: 0.55,
      gapBefore: 34,
    }),
  ];
  const lead = fitLead(stage, spec, main.widthPx);
  const figureBlocks = [...leadBlocks(stage, lead), figureBlock(stage, figure)];
  const textures = ['rings', 'sunburst', 'rings', 'dots'] as const;
  if (!wide) {
    return { layers: stackBlocks(stage, main, [...figureBlocks, ...labelBlocks], 0.46), textures };
  }
  const [left, right] = sideBySide(stage, Math.max(figure.widthPx, lead?.widthPx ?? 0), label.widthPx);
  const layers = [
    ...stackBlocks(stage, left, figureBlocks, 0.5),
    ...stackBlocks(stage, right, labelBlocks, 0.54),
  ];
  return { layers, textures };
};

/** Between a figure and its words in a wide frame, in units. */
const besideGap = 96;

/** Two columns as one group in the middle, so that a figure and what it counts are read together. */
const sideBySide = (stage: Stage, firstPx: number, secondPx: number): [Rect, Rect] => {
  const { area, unitPx, rightToLeft } = stage;
  const gapPx = besideGap * unitPx;
  const startPx = Math.max(0, (area.widthPx - firstPx - gapPx - secondPx) / 2);
  const at = (fromPx: number, widthPx: number): Rect => ({
    ...area,
    widthPx,
    xPx: rightToLeft ? area.xPx + area.widthPx - fromPx - widthPx : area.xPx + fromPx,
  });
  return [at(startPx, firstPx), at(startPx + firstPx + gapPx, secondPx)];
};

const fitLabel = (stage: Stage, label: string, widthPx: number): FittedText | undefined => {
  const largest = opticalSize(label, [
    [10, 132],
    [22, 100],
    [99, 84],
  ]);
  return fitText(
    stage,
    label,
    { role: 'headline', size: [largest, 46], maxLines: 4, lineHeight: 1.12, tracking: -0.01 },
    { widthPx, heightPx: stage.area.heightPx * 0.3 },
  );
};

const fitLead = (stage: Stage, { lead }: NumberCard, widthPx: number): FittedText | undefined =>
  lead === undefined
    ? undefined
    : fitText(
        stage,
        lead,
        { role: 'label', size: [60, 36], maxLines: 2, lineHeight: 1.2 },
        { widthPx, heightPx: stage.area.heightPx * 0.16 },
      );

const leadBlocks = (stage: Stage, lead: FittedText | undefined): Block[] =>
  lead === undefined
    ? []
    : [
        textBlock(stage, lead, {
          fill: stage.palette.ink,
          align: 'start',
          enter: 'fade',
          delaySec: 0.05,
          gapBefore: 0,
        }),
      ];

/** The figure's box is its ink: capital height, not the line height of its font. */
const figureBlock = (stage: Stage, figure: FittedText): Block => {
  const { palette } = stage;
  const ink = measureInk(stage, figure);
  return {
    role: 'text',
    heightPx: ink.heightPx,
    gapBeforePx: 34 * stage.unitPx,
    enter: 'rise',
    delaySec: 0.15,
    bleedPx: figure.sizePx * 0.1,
    paint: (context, at) => {
      const fill = context.createLinearGradient(0, at.yPx, 0, at.yPx + at.heightPx);
      fill.addColorStop(0.1, palette.accent);
      fill.addColorStop(1, palette.accentTwo);
      const yPx = at.yPx + ink.ascentPx - figure.baselinePx;
      paintText(context, stage, figure, {
        at: { ...at, xPx: at.xPx - ink.leftPx, yPx },
        align: 'start',
        fill,
      });
    },
  };
};

const measureInk = (
  stage: Stage,
  figure: FittedText,
): { ascentPx: number; heightPx: number; leftPx: number } => {
  const context: SKRSContext2D = stage.createCanvas(8, 8).getContext('2d');
  prepareContext(context, stage);
  context.textAlign = 'left';
  context.font = figure.font;
  const metrics = context.measureText(figure.lines[0] ?? '');
  const ascentPx = metrics.actualBoundingBoxAscent;
  const leftPx = stage.rightToLeft ? 0 : -metrics.actualBoundingBoxLeft;
  return { ascentPx, heightPx: ascentPx + metrics.actualBoundingBoxDescent, leftPx };
};
