import { barBlock, columnOf, textBlock } from '../cards/blocks.js';
import type { Rect } from '../cards/calm-zones.js';
import { type Block, type DrawnLayer, stackBlocks } from '../cards/layers.js';
import { fitText } from '../cards/text-block.js';
import { type ChartStage, easeOut, movingLayer } from './chart-stage.js';
import { paintLabel, setLabel } from './label.js';

/** What a number is of: its row's name. */
const captionBlocks = (
  { stage, labels, chart, format }: ChartStage,
  { widthPx, heightPx }: Rect,
): Block[] => {
  const words = [labels[0] ?? '', format.unitLine ?? ''].filter(
    (text) => text !== '' && text !== chart.title,
  );
  if (words.length === 0) {
    return [];
  }
  const text = fitText(
    stage,
    words.join(', '),
    { role: 'headline', size: [84, 44], maxLines: 3, lineHeight: 1.12, tracking: -0.01 },
    { widthPx, heightPx: heightPx * 0.4 },
  );
  const look = {
    fill: stage.palette.ink,
    align: 'start',
    enter: 'rise',
    delaySec: 0.4,
    gapBefore: 34,
  } as const;
  return [
    barBlock(stage, { align: 'start', enter: 'fade', delaySec: 0.3, gapBefore: 0 }),
    ...(text === undefined ? [] : [textBlock(stage, text, look)]),
  ];
};

/** One number as large as the frame allows, that counts up to itself. */
export const drawFigure = async (body: ChartStage): Promise<DrawnLayer[] | undefined> => {
  const { stage, area, chart, format } = body;
  const wide = stage.shape === 'wide';
  const main = { ...(wide ? columnOf(stage, 0.56, 'start') : area), yPx: area.yPx, heightPx: area.heightPx };
  const side = { ...(wide ? columnOf(stage, 0.38, 'end') : area), yPx: area.yPx, heightPx: area.heightPx };
  const value = chart.rows[0]?.value ?? 0;
  const captions = captionBlocks(body, side);
  const captionPx = captions.reduce(
    (sum, block, index) => sum + block.heightPx + (index === 0 ? 0 : block.gapBeforePx),
    0,
  );
  const gapPx = wide || captions.length === 0 ? 0 : 48 * stage.unitPx;
  const roomPx = wide ? area.heightPx * 0.9 : area.heightPx - captionPx - gapPx;
  const largest = Math.min((wide ? 420 : 460) * stage.unitPx, roomPx / 0.95);
  const wished = setLabel(stage, format.value(value), { role: 'display', sizePx: largest });
  if (wished === undefined) {
    return undefined;
  }
  const sizePx = largest * Math.min(1, main.widthPx / wished.widthPx);
  const heightPx = sizePx * 0.9;
  const totalPx = wide ? heightPx : heightPx + gapPx + captionPx;
  const topPx = area.yPx + Math.max(0, (area.heightPx - totalPx) / 2);
  const region = { ...main, yPx: topPx - sizePx * 0.1, heightPx: heightPx + sizePx * 0.2 };
  const figure = await movingLayer(stage, region, (context, progress) => {
    const shown = setLabel(stage, format.value(roundLike(value * easeOut(progress), value)), {
      role: 'display',
      sizePx,
    });
    if (shown !== undefined) {
      const fill = context.createLinearGradient(0, topPx, 0, topPx + heightPx);
      fill.addColorStop(0.1, stage.palette.accent);
      fill.addColorStop(1, stage.palette.accentTwo);
      paintLabel(context, stage, shown, {
        xPx: stage.rightToLeft ? main.xPx + main.widthPx : main.xPx,
        yPx: topPx + heightPx / 2,
        align: stage.rightToLeft ? 'right' : 'left',
        fill,
      });
    }
  });
  const below = wide ? side : { ...side, yPx: topPx + heightPx + gapPx, heightPx: captionPx };
  return [figure, ...stackBlocks(stage, below, captions, wide ? 0.5 : 0)];
};

/** Whole numbers count in whole numbers. */
const roundLike = (value: number, last: number): number =>
  Number.isInteger(last) ? Math.round(value) : value;
