import { barBlock, centredColumn, opticalSize, textBlock } from './blocks.js';
import { type Block, stackBlocks } from './layers.js';
import type { CardSpec } from './spec.js';
import type { Stage } from './stage.js';
import type { StyleDrawing } from './style-drawing.js';
import { fitText } from './text-block.js';

type Title = Extract<CardSpec, { style: 'title' }>;

/** A poster: capitals in the middle of a strong pattern. */
export const drawTitle = (stage: Stage, spec: Title): StyleDrawing | undefined => {
  const column = centredColumn(stage, stage.shape === 'wide' ? 1240 : undefined);
  const box = { widthPx: column.widthPx, heightPx: column.heightPx * 0.66 };
  const largest = opticalSize(spec.headline, [
    [8, 330],
    [14, 280],
    [24, 220],
    [99, 176],
  ]);
  const headline = fitText(
    stage,
    spec.headline,
    { role: 'display', size: [largest, 72], maxLines: 4, lineHeight: 1.18, capitals: true, tracking: 0.005 },
    box,
  );
  if (headline === undefined) {
    return undefined;
  }
  const blocks: Block[] = [
    textBlock(stage, headline, {
      fill: stage.palette.ink,
      align: 'centre',
      enter: 'rise',
      delaySec: 0.2,
      gapBefore: 4,
    }),
    barBlock(stage, { align: 'centre', enter: 'fade', delaySec: 0.55, gapBefore: 30, width: 168 }),
  ];
  const kicker =
    spec.kicker === undefined
      ? undefined
      : fitText(
          stage,
          spec.kicker,
          { role: 'label', size: [54, 32], maxLines: 2, lineHeight: 1.25, capitals: true, tracking: 0.12 },
          { widthPx: column.widthPx, heightPx: column.heightPx * 0.16 },
        );
  if (kicker !== undefined) {
    const look = {
      fill: stage.palette.accent,
      align: 'centre',
      enter: 'fade',
      delaySec: 0.05,
      gapBefore: 0,
    } as const;
    blocks.unshift(textBlock(stage, kicker, look));
  }
  return {
    layers: stackBlocks(stage, column, blocks, 0.5),
    textures: ['tiles', 'arches', 'tiles', 'sunburst'],
  };
};
