import type { SpeechFeatures } from './features.js';
import { alignRows, type Band, type PathStep } from './warp.js';

/** Rows of feature values. */
type Rows = Pick<SpeechFeatures, 'size' | 'count' | 'values'>;

/** More cells than this are first looked at from afar. */
const mostCells = 4_000_000;
const shrinkBy = 6;
/** How far beside the path from afar the exact one is looked for, in rows of the coarse table. */
const bandReach = 10;

/** Euclidean distance of two frames, about 1 for frames that have nothing in common. */
const distance = (left: Rows, right: Rows, row: number, column: number): number => {
  let sum = 0;
  const [from, other] = [row * left.size, column * right.size];
  for (let index = 0; index < left.size; index += 1) {
    sum += ((left.values[from + index] ?? 0) - (right.values[other + index] ?? 0)) ** 2;
  }
  return Math.sqrt(sum / (2 * left.size));
};

/**
 * Warps one reading of a text onto another. Long ones from coarse to fine (Salvador and Chan 2007), so that the work
 * grows with the length and not with its square.
 *
 * @returns The path, and how unlike the frames on it are, where 1 is chance.
 */
export const warpSpeech = (
  left: Rows,
  right: Rows,
): { readonly path: readonly PathStep[]; readonly unlikeness: number } => {
  const path = warpRows(left, right);
  const sum = path.reduce((total, { row, column }) => total + distance(left, right, row, column), 0);
  return { path, unlikeness: sum / Math.max(1, path.length) / chance(left, right) };
};

/** A prime, so that strides of any length are taken. */
const probes = 1009;

/** How far two frames are apart that have nothing to do with each other. */
const chance = (left: Rows, right: Rows): number => {
  let sum = 0;
  for (let probe = 0; probe < probes; probe += 1) {
    sum += distance(left, right, (probe * 7919) % left.count, (probe * 104_729) % right.count);
  }
  return sum / probes || 1;
};

const warpRows = (left: Rows, right: Rows): PathStep[] => {
  const cost = (row: number, column: number): number => distance(left, right, row, column);
  if (left.count * right.count <= mostCells) {
    return alignRows(left.count, right.count, cost);
  }
  const coarse = warpRows(shrink(left), shrink(right));
  return alignRows(left.count, right.count, cost, bandAround(coarse, left.count, right.count));
};

/** Each row the mean of a few. */
const shrink = ({ size, count, values }: Rows): Rows => {
  const shorter = Math.ceil(count / shrinkBy);
  const means = new Float32Array(shorter * size);
  for (let row = 0; row < count; row += 1) {
    const target = Math.floor(row / shrinkBy);
    const share = Math.min(shrinkBy, count - target * shrinkBy);
    for (let index = 0; index < size; index += 1) {
      const place = target * size + index;
      means[place] = (means[place] ?? 0) + (values[row * size + index] ?? 0) / share;
    }
  }
  return { size, count: shorter, values: means };
};

const bandAround = (coarse: readonly PathStep[], rows: number, columns: number): Band => {
  const last = coarse.at(-1)?.row ?? 0;
  const lowest = new Int32Array(last + 1).fill(columns);
  const highest = new Int32Array(last + 1);
  for (const { row, column } of coarse) {
    lowest[row] = Math.min(lowest[row] ?? columns, column);
    highest[row] = Math.max(highest[row] ?? 0, column);
  }
  return (row) => {
    const near = Math.floor(row / shrinkBy);
    const from = ((lowest[Math.max(0, near - bandReach)] ?? 0) - 1) * shrinkBy;
    const to = ((highest[Math.min(last, near + bandReach)] ?? 0) + 2) * shrinkBy;
    return {
      from: row === 0 ? 0 : Math.max(0, Math.min(columns - 1, from)),
      to: row === rows - 1 ? columns : Math.max(1, Math.min(columns, to)),
    };
  };
};
