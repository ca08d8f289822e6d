import type { CardLayer } from '../visual.js';
import type { Rect } from './calm-zones.js';
import type { Block } from './layers.js';
import type { Stage } from './stage.js';
import { type FittedText, type Painting, paintText } from './text-block.js';

type Entrance = { readonly enter: CardLayer['enter']; readonly delaySec: number; readonly gapBefore: number };

/** Fitted text as a block of a column. `gapBefore` is in units. */
export const textBlock = (
  stage: Stage,
  text: FittedText,
  look: Entrance & Pick<Painting, 'fill' | 'align'> & { readonly highlight?: Painting['highlight'] },
): Block => ({
  role: 'text',
  heightPx: text.heightPx,
  gapBeforePx: look.gapBefore * stage.unitPx,
  enter: look.enter,
  delaySec: look.delaySec,
  bleedPx: text.sizePx * 0.4,
  paint: (context, at) => {
    const { fill, align, highlight } = look;
    paintText(context, stage, text, { at, fill, align, highlight });
  },
});

/** The accent bar: a short rounded line that ties the cards of a film together. */
export const barBlock = (
  stage: Stage,
  look: Entrance & { readonly align: Painting['align']; readonly width?: number },
): Block => {
  const widthPx = (look.width ?? 132) * stage.unitPx;
  const heightPx = 14 * stage.unitPx;
  return {
    role: 'text',
    heightPx,
    gapBeforePx: look.gapBefore * stage.unitPx,
    enter: look.enter,
    delaySec: look.delaySec,
    bleedPx: 2,
    paint: (context, at) => {
      context.fillStyle = stage.palette.accent;
      context.beginPath();
      context.roundRect(barLeft(stage, at, widthPx, look.align), at.yPx, widthPx, heightPx, heightPx / 2);
      context.fill();
    },
  };
};

const barLeft = (stage: Stage, at: Rect, widthPx: number, align: Painting['align']): number => {
  if (align === 'centre') {
    return at.xPx + (at.widthPx - widthPx) / 2;
  }
  return stage.rightToLeft ? at.xPx + at.widthPx - widthPx : at.xPx;
};

/** The area narrowed to a share of its width, at its start or its end in reading direction. */
export const columnOf = (stage: Stage, share: number, side: 'start' | 'end'): Rect => {
  const widthPx = stage.area.widthPx * share;
  const atLeft = (side === 'start') !== stage.rightToLeft;
  return {
    ...stage.area,
    widthPx,
    xPx: atLeft ? stage.area.xPx : stage.area.xPx + stage.area.widthPx - widthPx,
  };
};

/** The area made even on both sides, for what is centred in the frame. */
export const centredColumn = (stage: Stage, maxWidth = Number.POSITIVE_INFINITY): Rect => {
  const { area, frame, unitPx } = stage;
  const sidePx = Math.max(area.xPx, frame.widthPx - area.xPx - area.widthPx);
  const widthPx = Math.min(frame.widthPx - 2 * sidePx, maxWidth * unitPx);
  return { ...area, xPx: (frame.widthPx - widthPx) / 2, widthPx };
};

/** Short phrases are set larger than long ones. @returns the largest size, in units */
export const opticalSize = (
  text: string,
  steps: readonly (readonly [characters: number, size: number])[],
): number => {
  const { length } = [...text];
  return (steps.find(([characters]) => length <= characters) ?? steps.at(-1) ?? [0, 96])[1];
};
