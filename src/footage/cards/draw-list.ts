import type { SKRSContext2D } from '@napi-rs/canvas';
import { barBlock, columnOf, opticalSize, textBlock } from './blocks.js';
import type { Rect } from './calm-zones.js';
import { withAlpha } from './colour.js';
import { type Block, stackBlocks } from './layers.js';
import type { Palette } from './palettes.js';
import { discBehind, isBright } from './picture-ground.js';
import type { CardSpec } from './spec.js';
import type { EmojiImage, Stage } from './stage.js';
import type { StyleDrawing } from './style-drawing.js';
import { type FittedText, fitText, paintText, type TextLook } from './text-block.js';

type List = Extract<CardSpec, { style: 'list' }>;
type Row = { readonly text: FittedText; readonly number: FittedText; readonly emoji: EmojiImage | undefined };

const itemLook: TextLook = { role: 'headline', size: [70, 34], maxLines: 2, lineHeight: 1.12 };

/** A heading and three to five rows that come in one after another; side by side in a wide frame. */
export const drawList = async (stage: Stage, spec: List): Promise<StyleDrawing | undefined> => {
  const wide = stage.shape === 'wide' && spec.heading !== undefined;
  const rowsColumn = wide ? columnOf(stage, 0.52, 'end') : stage.area;
  const headingColumn = wide ? columnOf(stage, 0.42, 'start') : stage.area;
  const heading = fitListHeading(stage, spec, headingColumn, wide);
  const headingPx = wide || heading === undefined ? 0 : heading.heightPx + 110 * stage.unitPx;
  const gapPx = 26 * stage.unitPx;
  const { length } = spec.items;
  const rowPx = Math.min(
    176 * stage.unitPx,
    (rowsColumn.heightPx - headingPx - gapPx * (length - 1)) / length,
  );
  const rows: Row[] = [];
  for (const [index, item] of spec.items.entries()) {
    const row = await prepareRow(stage, { ...item, index }, { widthPx: rowsColumn.widthPx, heightPx: rowPx });
    if (row === undefined) {
      return undefined;
    }
    rows.push(row);
  }
  const rowBlocks = rows.map((row, index) => rowBlock(stage, row, { index, rowPx, gapPx }));
  const headBlocks = heading === undefined ? [] : headingBlocks(stage, heading);
  const textures = ['dots', 'rings', 'contours'] as const;
  if (wide) {
    const layers = [
      ...stackBlocks(stage, headingColumn, headBlocks, 0.5),
      ...stackBlocks(stage, rowsColumn, rowBlocks, 0.5),
    ];
    return { layers, textures };
  }
  const [first, ...others] = rowBlocks;
  const spaced = first === undefined ? [] : [{ ...first, gapBeforePx: 56 * stage.unitPx }, ...others];
  return { layers: stackBlocks(stage, stage.area, [...headBlocks, ...spaced], 0.48), textures };
};

const fitListHeading = (stage: Stage, spec: List, column: Rect, wide: boolean): FittedText | undefined => {
  if (spec.heading === undefined) {
    return undefined;
  }
  const largest = opticalSize(spec.heading, [
    [16, 128],
    [28, 108],
    [99, 92],
  ]);
  return fitText(
    stage,
    spec.heading,
    { role: 'headline', size: [largest, 46], maxLines: wide ? 5 : 3, lineHeight: 1.1, tracking: -0.012 },
    { widthPx: column.widthPx, heightPx: column.heightPx * (wide ? 0.8 : 0.34) },
  );
};

const headingBlocks = (stage: Stage, heading: FittedText): Block[] => [
  barBlock(stage, { align: 'start', enter: 'fade', delaySec: 0, gapBefore: 0 }),
  textBlock(stage, heading, {
    fill: stage.palette.ink,
    align: 'start',
    enter: 'rise',
    delaySec: 0.1,
    gapBefore: 36,
  }),
];

type Item = { readonly text: string; readonly emoji?: string | undefined; readonly index: number };

const prepareRow = async (
  stage: Stage,
  item: Item,
  box: { widthPx: number; heightPx: number },
): Promise<Row | undefined> => {
  const textBox = { widthPx: box.widthPx - 1.42 * box.heightPx, heightPx: box.heightPx * 0.82 };
  const text = fitText(stage, item.text, itemLook, textBox);
  const number = fitText(
    stage,
    String(item.index + 1),
    { role: 'display', size: [58, 20], maxLines: 1, lineHeight: 1 },
    { widthPx: box.heightPx * 0.5, heightPx: box.heightPx * 0.5 },
  );
  if (text === undefined || number === undefined) {
    return undefined;
  }
  return { text, number, emoji: item.emoji === undefined ? undefined : await stage.loadEmoji(item.emoji) };
};

const rowBlock = (stage: Stage, row: Row, place: { index: number; rowPx: number; gapPx: number }): Block => ({
  role: 'text',
  heightPx: place.rowPx,
  gapBeforePx: place.gapPx,
  enter: 'rise',
  delaySec: Math.round((0.35 + 0.28 * place.index) * 100) / 100,
  bleedPx: 2,
  paint: (context, at) => paintRow(context, stage, row, at),
});

const paintRow = (context: SKRSContext2D, stage: Stage, row: Row, at: Rect): void => {
  const { palette } = stage;
  const dark = palette.tone === 'dark';
  context.beginPath();
  context.roundRect(at.xPx + 1, at.yPx + 1, at.widthPx - 2, at.heightPx - 2, at.heightPx * 0.28);
  context.fillStyle = dark ? withAlpha(palette.ink, 0.09) : '#ffffff99';
  context.fill();
  context.strokeStyle = withAlpha(palette.ink, dark ? 0.2 : 0.12);
  context.lineWidth = 2 * stage.unitPx;
  context.stroke();
  const badgePx = at.heightPx * 0.74;
  const insetPx = (at.heightPx - badgePx) / 2;
  const badgeX = stage.rightToLeft ? at.xPx + at.widthPx - insetPx - badgePx : at.xPx + insetPx * 1.4;
  paintBadge(context, stage, row, {
    xPx: badgeX,
    yPx: at.yPx + insetPx,
    widthPx: badgePx,
    heightPx: badgePx,
  });
  const textX = stage.rightToLeft ? at.xPx + insetPx * 2 : badgeX + badgePx + insetPx * 2;
  const widthPx = stage.rightToLeft ? badgeX - insetPx * 2 - textX : at.xPx + at.widthPx - insetPx - textX;
  const textY = at.yPx + (at.heightPx - row.text.heightPx) / 2;
  const box = { xPx: textX, yPx: textY, widthPx, heightPx: row.text.heightPx };
  paintText(context, stage, row.text, { at: box, align: 'start', fill: palette.ink });
};

const shrunk = ({ xPx, yPx, widthPx, heightPx }: Rect, share: number): Rect => ({
  xPx: xPx + (widthPx * (1 - share)) / 2,
  yPx: yPx + (heightPx * (1 - share)) / 2,
  widthPx: widthPx * share,
  heightPx: heightPx * share,
});

/** The item's picture, else its number on a disc of the accent colour. */
const paintBadge = (context: SKRSContext2D, stage: Stage, row: Row, at: Rect): void => {
  const { palette } = stage;
  const insetPx = at.widthPx * (row.emoji === undefined ? 0.06 : 0);
  context.beginPath();
  context.arc(at.xPx + at.widthPx / 2, at.yPx + at.heightPx / 2, at.widthPx / 2 - insetPx, 0, Math.PI * 2);
  if (row.emoji !== undefined) {
    context.fillStyle = badgeGround(row.emoji, palette);
    context.fill();
    row.emoji.draw(context, shrunk(at, 0.72));
    return;
  }
  context.fillStyle = palette.accent;
  context.fill();
  const textY = at.yPx + (at.heightPx - row.number.heightPx) / 2;
  const fill = palette.tone === 'dark' ? palette.baseFrom : '#ffffff';
  paintText(context, stage, row.number, { at: { ...at, yPx: textY }, align: 'centre', fill });
};

/** Many pictures are dark, so a bright disc lifts them off a dark row; the few bright ones need none. */
const badgeGround = (emoji: EmojiImage, palette: Palette): string => {
  if (palette.tone === 'dark') {
    return withAlpha('#ffffff', isBright(emoji) ? 0.2 : 0.9);
  }
  return discBehind(emoji, palette) ?? withAlpha('#ffffff', 0.75);
};
