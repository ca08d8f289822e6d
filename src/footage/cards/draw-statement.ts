import { barBlock, opticalSize, textBlock } from './blocks.js';
import { type Block, stackBlocks } from './layers.js';
import type { CardSpec } from './spec.js';
import type { Stage } from './stage.js';
import type { StyleDrawing } from './style-drawing.js';
import { type FittedText, fitText } from './text-block.js';

type Statement = Extract<CardSpec, { style: 'statement' }>;

/** A phrase, large, with one word in the accent colour. */
export const drawStatement = (stage: Stage, spec: Statement): StyleDrawing | undefined => {
  const column = stage.shape === 'wide' ? { ...stage.area, widthPx: stage.area.widthPx * 0.8 } : stage.area;
  const text = fitHeadline(stage, spec.headline, {
    widthPx: column.widthPx,
    heightPx: column.heightPx * 0.8,
  });
  if (text === undefined) {
    return undefined;
  }
  const placed = stage.rightToLeft
    ? { ...column, xPx: stage.area.xPx + stage.area.widthPx - column.widthPx }
    : column;
  const blocks = headlineBlocks(stage, text, spec.highlight);
  return {
    layers: stackBlocks(stage, placed, blocks, stage.shape === 'tall' ? 0.46 : 0.5),
    textures: ['contours', 'rings', 'dots', 'sunburst'],
  };
};

type HeadlineSizes = Parameters<typeof opticalSize>[1];

const statementSizes: HeadlineSizes = [
  [14, 200],
  [24, 172],
  [36, 150],
  [99, 128],
];

/** @returns the headline at the size its length asks for */
export const fitHeadline = (
  stage: Stage,
  headline: string,
  box: { widthPx: number; heightPx: number },
  sizes: HeadlineSizes = statementSizes,
): FittedText | undefined =>
  fitText(
    stage,
    headline,
    {
      role: 'headline',
      size: [opticalSize(headline, sizes), 58],
      maxLines: 5,
      lineHeight: 1.1,
      tracking: -0.012,
    },
    box,
  );

/** The bar and the headline under it, the bar first to come in. */
export const headlineBlocks = (stage: Stage, text: FittedText, highlighted: string | undefined): Block[] => {
  const highlight = highlighted === undefined ? undefined : { word: highlighted, fill: stage.palette.accent };
  return [
    barBlock(stage, { align: 'start', enter: 'fade', delaySec: 0.1, gapBefore: 52 }),
    textBlock(stage, text, {
      fill: stage.palette.ink,
      align: 'start',
      enter: 'rise',
      delaySec: 0.22,
      gapBefore: 40,
      highlight,
    }),
  ];
};
