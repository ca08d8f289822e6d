export type PathStep = { readonly row: number; readonly column: number };

/** Which columns of a row may be visited, end exclusive. Neither end falls from row to row. */
export type Band = (row: number) => { readonly from: number; readonly to: number };

/** Which neighbour a cell was reached from. */
const steps = { diagonal: 0, down: 1, across: 2 } as const;

/** One row of the table: what it costs to get to each cell of the band, and from where. */
type Line = { readonly from: number; readonly costs: Float32Array; readonly reached: Uint8Array };

/**
 * Dynamic time warping (Sakoe and Chiba 1978): the cheapest way from the first row and column to the last in
 * steps down, across and diagonally, as the cells it visits, in order. A byte is kept for each cell of the band.
 *
 * @param cost Of one cell.
 * @param band Limits the cells that are looked at; the bands of neighbouring rows overlap. All where absent.
 */
export const alignRows = (
  rows: number,
  columns: number,
  cost: (row: number, column: number) => number,
  band: Band = () => ({ from: 0, to: columns }),
): PathStep[] => {
  if (rows === 0 || columns === 0) {
    return [];
  }
  const lines: Omit<Line, 'costs'>[] = [];
  let above: Line | undefined;
  for (let row = 0; row < rows; row += 1) {
    const { from, to } = band(row);
    const line: Line = { from, costs: new Float32Array(to - from), reached: new Uint8Array(to - from) };
    fillLine(line, above, (column) => cost(row, column));
    lines.push({ from, reached: line.reached });
    above = line;
  }
  return walkBack(lines, columns - 1);
};

const costAt = (line: Line | undefined, column: number): number =>
  line === undefined
    ? Number.POSITIVE_INFINITY
    : (line.costs[column - line.from] ?? Number.POSITIVE_INFINITY);

const fillLine = (line: Line, above: Line | undefined, cost: (column: number) => number): void => {
  for (let offset = 0; offset < line.costs.length; offset += 1) {
    const column = line.from + offset;
    const diagonal = costAt(above, column - 1);
    const down = costAt(above, column);
    const across = offset === 0 ? Number.POSITIVE_INFINITY : (line.costs[offset - 1] ?? 0);
    let best = diagonal;
    let step: number = steps.diagonal;
    if (down < best) {
      best = down;
      step = steps.down;
    }
    if (across < best) {
      best = across;
      step = steps.across;
    }
    const isStart = above === undefined && column === 0;
    line.costs[offset] = cost(column) + (isStart ? 0 : best);
    line.reached[offset] = step;
  }
};

const walkBack = (lines: readonly Omit<Line, 'costs'>[], lastColumn: number): PathStep[] => {
  const path: PathStep[] = [];
  let row = lines.length - 1;
  let column = lastColumn;
  while (row >= 0 && column >= 0) {
    path.push({ row, column });
    const line = lines[row];
    const step = line?.reached[column - line.from];
    if (row === 0 && column === 0) {
      break;
    }
    row -= row > 0 && step !== steps.across ? 1 : 0;
    column -= column > 0 && step !== steps.down ? 1 : 0;
  }
  return path.reverse();
};
