import type { SKRSContext2D } from '@napi-rs/canvas';
import { withAlpha } from './colour.js';
import type { Stage } from './stage.js';

type Tile = { readonly x: number; readonly y: number; readonly side: number };
type Painter = (context: SKRSContext2D, tile: Tile) => void;

const quarter: Painter = (context, { x, y, side }) => {
  context.moveTo(x, y);
  context.arc(x, y, side, 0, Math.PI / 2);
  context.closePath();
};
const disc: Painter = (context, { x, y, side }) =>
  context.arc(x + side / 2, y + side / 2, side / 2, 0, Math.PI * 2);
const smallDisc: Painter = (context, { x, y, side }) =>
  context.arc(x + side / 2, y + side / 2, side / 4, 0, Math.PI * 2);
const half: Painter = (context, { x, y, side }) => context.rect(x, y, side, side / 2);
const triangle: Painter = (context, { x, y, side }) => {
  context.moveTo(x, y);
  context.lineTo(x + side, y);
  context.lineTo(x, y + side);
  context.closePath();
};
const halfDisc: Painter = (context, { x, y, side }) => {
  context.arc(x + side / 2, y, side / 2, 0, Math.PI);
  context.closePath();
};
const leaf: Painter = (context, { x, y, side }) => {
  context.moveTo(x, y);
  context.arc(x, y + side, side, -Math.PI / 2, 0);
  context.arc(x + side, y, side, Math.PI / 2, Math.PI);
  context.closePath();
};
const ring: Painter = (context, { x, y, side }) => {
  context.arc(x + side / 2, y + side / 2, side / 2, 0, Math.PI * 2);
  context.moveTo(x + side * 0.74, y + side / 2);
  context.arc(x + side / 2, y + side / 2, side * 0.24, 0, Math.PI * 2, true);
};
const full: Painter = (context, { x, y, side }) => context.rect(x, y, side, side);

const shapes: readonly [Painter, ...Painter[]] = [
  quarter,
  quarter,
  quarter,
  disc,
  leaf,
  half,
  triangle,
  halfDisc,
  ring,
  smallDisc,
  full,
];

/** A quarter of the tiles stay empty, which lets the pattern breathe. */
const emptyShare = 0.24;

/** Bauhaus tiles: flat shapes on a grid of nine to the short side, each turned by quarters. */
export const paintTiles = (context: SKRSContext2D, stage: Stage): void => {
  const { frame, palette, random } = stage;
  const side = Math.min(frame.widthPx, frame.heightPx) / 9;
  const colours = [...palette.blobs, palette.accent, palette.accentTwo, ...palette.blobs];
  for (let row = 0; row * side < frame.heightPx; row += 1) {
    for (let column = 0; column * side < frame.widthPx; column += 1) {
      const empty = random() < emptyShare;
      const shape = shapes[Math.floor(random() * shapes.length)] ?? disc;
      const colour = colours[Math.floor(random() * colours.length)] ?? palette.accent;
      const turns = Math.floor(random() * 4);
      if (!empty) {
        context.save();
        context.translate((column + 0.5) * side, (row + 0.5) * side);
        context.rotate((turns * Math.PI) / 2);
        context.fillStyle = colour;
        context.beginPath();
        shape(context, { x: -side / 2, y: -side / 2, side });
        context.fill();
        context.restore();
      }
    }
  }
};

/** Nested arches on a grid, two to four bands each: calmer than tiles. */
export const paintArches = (context: SKRSContext2D, stage: Stage): void => {
  const { frame, palette, random } = stage;
  const side = Math.min(frame.widthPx, frame.heightPx) / 4.5;
  const colours = [...palette.blobs, palette.accent, palette.accentTwo];
  for (let row = 0; row * side < frame.heightPx; row += 1) {
    for (let column = 0; column * side < frame.widthPx; column += 1) {
      const turns = Math.floor(random() * 4);
      const first = Math.floor(random() * colours.length);
      const bands = 2 + Math.floor(random() * 3);
      context.save();
      context.translate((column + 0.5) * side, (row + 0.5) * side);
      context.rotate((turns * Math.PI) / 2);
      for (let band = 0; band < bands; band += 1) {
        context.beginPath();
        context.moveTo(-side / 2, -side / 2);
        context.arc(-side / 2, -side / 2, side * (1 - band / bands), 0, Math.PI / 2);
        context.closePath();
        context.fillStyle = colours[(first + band) % colours.length] ?? palette.accent;
        context.fill();
      }
      context.restore();
    }
  }
};

/** Shapes need an even ground, under the text too: the mesh shows through only faintly. */
export const paintGround = (context: SKRSContext2D, stage: Stage): void => {
  context.fillStyle = withAlpha(stage.palette.baseFrom, stage.palette.tone === 'dark' ? 0.82 : 0.7);
  context.fillRect(0, 0, stage.frame.widthPx, stage.frame.heightPx);
};
