import * as z from 'zod';
import type { Finding } from './report.js';
import { timeCode } from './time-code.js';

/** A rectangle of the frame, in pixels from its top left corner. */
export const boxSchema = z.strictObject({
  leftPx: z.number(),
  topPx: z.number(),
  rightPx: z.number(),
  bottomPx: z.number(),
});
export type Box = z.infer<typeof boxSchema>;

/** Text where it was planned, in film time. */
export const textBoxSchema = boxSchema.extend({ startSec: z.number(), endSec: z.number() });
export type TextBox = z.infer<typeof textBoxSchema>;

/** Outlines and rounding may stand out by this much. */
const tolerancePx = 2;
const edges = [
  ['left', 'leftPx', -1],
  ['top', 'topPx', -1],
  ['right', 'rightPx', 1],
  ['bottom', 'bottomPx', 1],
] as const;
const toldOneByOne = 5;

/** Text that reaches out of the area which neither the edge of the screen nor a platform's buttons cover. */
export const checkTextBoxes = (boxes: readonly TextBox[], safeArea: Box): Finding[] => {
  const found = boxes.flatMap((box): Finding[] => {
    const over = edges
      .map(([side, edge, sign]) => ({ side, byPx: Math.round(sign * (box[edge] - safeArea[edge])) }))
      .filter(({ byPx }) => byPx > tolerancePx);
    const where = over.map(({ side, byPx }) => `${byPx} px at the ${side}`).join(', ');
    return over.length === 0
      ? []
      : [
          {
            check: 'safe-area',
            severity: 'warning',
            message: `The text at ${timeCode(box.startSec)} reaches out of the safe area: ${where}.`,
            stretch: { startSec: box.startSec, endSec: box.endSec },
          },
        ];
  });
  return found.slice(0, toldOneByOne);
};
