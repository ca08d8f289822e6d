import type { PlacedCue } from './ass.js';
import type { PlacedRow } from './place-cue.js';

/** Where a line of text stands in the frame, and when. */
export type CaptionBox = {
  readonly startSec: number;
  readonly endSec: number;
  readonly leftPx: number;
  readonly topPx: number;
  readonly rightPx: number;
  readonly bottomPx: number;
};

/** From the base line to the top of most capitals, and to the bottom of most descenders. */
const ascentEm = 0.75;
const descentEm = 0.22;

const edgesOf = ({ pieces, baselinePx, emPx }: PlacedRow) => ({
  leftPx: Math.min(...pieces.map((piece) => piece.leftPx)),
  rightPx: Math.max(...pieces.map((piece) => piece.leftPx + piece.widthPx)),
  topPx: baselinePx - ascentEm * emPx,
  bottomPx: baselinePx + descentEm * emPx,
});

/** The boxes of all lines of captions, by measured widths. */
export const captionBoxes = (placed: readonly PlacedCue[]): CaptionBox[] =>
  placed.flatMap(({ cue: { startSec, endSec }, rows }) =>
    rows.filter(({ pieces }) => pieces.length > 0).map((row) => ({ startSec, endSec, ...edgesOf(row) })),
  );
