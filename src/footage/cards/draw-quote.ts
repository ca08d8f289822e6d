import { opticalSize, textBlock } from './blocks.js';
import { type Block, stackBlocks } from './layers.js';
import type { CardSpec } from './spec.js';
import type { Stage } from './stage.js';
import type { StyleDrawing } from './style-drawing.js';
import { fitText, prepareContext } from './text-block.js';

type Quote = Extract<CardSpec, { style: 'quote' }>;

/** The words somebody said, under a large mark, with the name below. */
export const drawQuote = (stage: Stage, spec: Quote): StyleDrawing | undefined => {
  const column = stage.shape === 'wide' ? { ...stage.area, widthPx: stage.area.widthPx * 0.82 } : stage.area;
  const placed = stage.rightToLeft
    ? { ...column, xPx: stage.area.xPx + stage.area.widthPx - column.widthPx }
    : column;
  const largest = opticalSize(spec.quote, [
    [24, 136],
    [48, 112],
    [72, 96],
    [99, 86],
  ]);
  const text = fitText(
    stage,
    spec.quote,
    { role: 'headline', size: [largest, 46], maxLines: 8, lineHeight: 1.18, tracking: -0.008 },
    { widthPx: column.widthPx, heightPx: column.heightPx * 0.62 },
  );
  if (text === undefined) {
    return undefined;
  }
  const blocks: Block[] = [
    ...markBlock(stage),
    textBlock(stage, text, {
      fill: stage.palette.ink,
      align: 'start',
      enter: 'rise',
      delaySec: 0.2,
      gapBefore: 54,
    }),
  ];
  const speaker =
    spec.speaker === undefined
      ? undefined
      : fitText(
          stage,
          `— ${spec.speaker}`,
          { role: 'body', size: [52, 30], maxLines: 2, lineHeight: 1.25 },
          { widthPx: column.widthPx, heightPx: column.heightPx * 0.14 },
        );
  if (speaker !== undefined) {
    const look = {
      fill: stage.palette.accent,
      align: 'start',
      enter: 'fade',
      delaySec: 0.7,
      gapBefore: 44,
    } as const;
    blocks.push(textBlock(stage, speaker, look));
  }
  return { layers: stackBlocks(stage, placed, blocks, 0.48), textures: ['contours', 'dots', 'contours'] };
};

/** The mark, its box cut to its ink, since a font keeps it high above an empty line. */
const markBlock = (stage: Stage): Block[] => {
  const match = stage.fonts.match('display', '\u201c');
  if (match === undefined) {
    return [];
  }
  const sizePx = (stage.shape === 'wide' ? 380 : 440) * stage.unitPx;
  const font = `${sizePx}px ${match.families}`;
  const measuring = stage.createCanvas(8, 8).getContext('2d');
  prepareContext(measuring, stage);
  measuring.font = font;
  const metrics = measuring.measureText('\u201c');
  const heightPx = metrics.actualBoundingBoxAscent + metrics.actualBoundingBoxDescent;
  return [
    {
      role: 'art',
      heightPx,
      gapBeforePx: 0,
      enter: 'drop',
      delaySec: 0,
      bleedPx: 4,
      paint: (context, at) => {
        prepareContext(context, stage);
        context.font = font;
        context.textAlign = 'left';
        context.fillStyle = stage.palette.accent;
        const leftPx = stage.rightToLeft ? at.xPx + at.widthPx - metrics.width : at.xPx;
        context.fillText(
          '\u201c',
          leftPx + metrics.actualBoundingBoxLeft,
          at.yPx + metrics.actualBoundingBoxAscent,
        );
      },
    },
  ];
};
