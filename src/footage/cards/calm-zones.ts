/** A rectangle in frame pixels. */
export type Rect = {
  readonly xPx: number;
  readonly yPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** How far the calm of text reaches into the background, in units of a 1080 frame: far, so that no edge shows. */
export const calmFeather = 330;

/** How much calm each cell of a coarse grid wants, 0 to 1, row by row. */
export type CalmMap = {
  readonly columns: number;
  readonly rows: number;
  readonly strengths: Float32Array;
};

type Grid = { readonly columns: number; readonly rows: number; readonly frameWidthPx: number };

const smoothStep = (value: number): number => {
  const clamped = Math.max(0, Math.min(1, value));
  return clamped * clamped * (3 - 2 * clamped);
};

/**
 * Full calm on every rectangle and a cell around it, fading to none over `featherPx`. The mesh limits its
 * luminance by this map and textures vanish by it, so text never meets what it cannot be read on.
 */
export const createCalmMap = (zones: readonly Rect[], grid: Grid, featherPx: number): CalmMap => {
  const cellPx = grid.frameWidthPx / grid.columns;
  const strengths = new Float32Array(grid.columns * grid.rows);
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      const xPx = (column + 0.5) * cellPx;
      const yPx = (row + 0.5) * cellPx;
      let strength = 0;
      for (const zone of zones) {
        const awayPx = distanceTo(zone, xPx, yPx) - 1.5 * cellPx;
        strength = Math.max(strength, smoothStep(1 - awayPx / featherPx));
      }
      strengths[row * grid.columns + column] = strength;
    }
  }
  return { columns: grid.columns, rows: grid.rows, strengths };
};

const distanceTo = (zone: Rect, xPx: number, yPx: number): number => {
  const dx = Math.max(zone.xPx - xPx, 0, xPx - zone.xPx - zone.widthPx);
  const dy = Math.max(zone.yPx - yPx, 0, yPx - zone.yPx - zone.heightPx);
  return Math.hypot(dx, dy);
};
