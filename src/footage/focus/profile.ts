import * as z from 'zod';
import type { Plane } from './plane.js';

/** Strips that a picture is divided into, each way. */
export const stripCount = 48;

const sharesSchema = z.array(z.number().min(0).max(1)).length(stripCount);

/**
 * Where in a picture the eye is drawn: the share of each upright strip from left to right, and of each level
 * one from top to bottom. A crop to another shape slides one way only, so that this answers for every shape.
 */
export const focusProfileSchema = z.strictObject({ columns: sharesSchema, rows: sharesSchema });
export type FocusProfile = z.infer<typeof focusProfileSchema>;

/** As shares of the sum, four decimals; even where there is nothing to see. */
const toShares = (sums: readonly number[]): number[] => {
  const total = sums.reduce((sum, value) => sum + value, 0);
  return Array.from({ length: stripCount }, (_, strip) => {
    const share = total < 1e-9 ? 1 / stripCount : (sums[strip] ?? 0) / total;
    return Math.round(share * 1e4) / 1e4;
  });
};

/** Of a picture that nobody looked into. */
export const evenProfile: FocusProfile = { columns: toShares([]), rows: toShares([]) };

/** Sums `values` of equally wide cells over strips, each cell dealt out to the strips it lies in. */
const toStrips = (values: readonly number[]): number[] => {
  const strips = new Array<number>(stripCount).fill(0);
  const cells = values.length;
  for (const [cell, value] of values.entries()) {
    const from = (cell / cells) * stripCount;
    const to = ((cell + 1) / cells) * stripCount;
    for (let strip = Math.floor(from); strip < Math.min(stripCount, Math.ceil(to - 1e-9)); strip += 1) {
      const inside = Math.min(to, strip + 1) - Math.max(from, strip);
      strips[strip] = (strips[strip] ?? 0) + (value * inside) / (to - from);
    }
  }
  return strips;
};

export const profileOf = ({ width, height, values }: Plane): FocusProfile => {
  const columns = new Array<number>(width).fill(0);
  const rows = new Array<number>(height).fill(0);
  for (const [index, value] of values.entries()) {
    const x = index % width;
    const y = (index - x) / width;
    columns[x] = (columns[x] ?? 0) + value;
    rows[y] = (rows[y] ?? 0) + value;
  }
  return { columns: toShares(toStrips(columns)), rows: toShares(toStrips(rows)) };
};

/** Share between two positions of 0 to 1; a strip counts by the part of it that lies between. */
const shareBetween = (shares: readonly number[], from: number, to: number): number =>
  shares.reduce((sum, share, index) => {
    const inside = Math.min(to * stripCount, index + 1) - Math.max(from * stripCount, index);
    return sum + share * Math.max(0, inside);
  }, 0);

export type Window = {
  /** What is to stand at the aim of a crop of this length, 0 to 1 of the whole picture. */
  readonly middle: number;
  /** How much of what draws the eye is inside, 0 to 1. */
  readonly share: number;
};

/** Steps in which a window is slid, a strip. */
const stepsPerStrip = 4;
/** What a crop around the middle of everything may be worse than the best one: framing is worth a little. */
const lostToFraming = 0.02;
/** The part at each end of a window where things count half: what is seen there is seen cut, or soon would be. */
const edge = 0.12;

/** How good a window is: what is in it, less half of what stands at its ends. */
const worth = (shares: readonly number[], from: number, length: number): number =>
  (shareBetween(shares, from, from + length) +
    shareBetween(shares, from + edge * length, from + (1 - edge) * length)) /
  2;

/** The best window's beginning. Of equally good ones the most central is taken. */
const bestBeginning = (shares: readonly number[], length: number): number => {
  const steps = Math.max(1, Math.round((1 - length) * stripCount * stepsPerStrip));
  const central = (1 - length) / 2;
  let best = { from: central, worth: worth(shares, central, length) };
  for (let step = 0; step <= steps; step += 1) {
    const from = ((1 - length) * step) / steps;
    const here = worth(shares, from, length);
    if (here > best.worth + 1e-3) {
      best = { from, worth: here };
    }
  }
  return best.from;
};

/** The middle of what is between two positions. */
const centroid = (shares: readonly number[], from: number, to: number, share: number): number =>
  shares.reduce((sum, _, index) => {
    const left = Math.max(from, index / stripCount);
    const right = Math.min(to, (index + 1) / stripCount);
    return right <= left ? sum : sum + ((left + right) / 2) * shareBetween(shares, left, right);
  }, 0) / share;

/**
 * The place of a window that shows most of what draws the eye. A crop is laid around the middle of that; where so
 * much lies elsewhere that such a crop would cut off what the window shows (a small subject near the border), it is
 * laid on the window itself.
 *
 * @param length of the window, 0 to 1 of the whole
 * @param aim where in the crop the middle is put, 0 to 1
 */
export const bestWindow = (shares: readonly number[], length: number, aim = 0.5): Window => {
  const from = bestBeginning(shares, length);
  const share = shareBetween(shares, from, from + length);
  if (share < 1e-6) {
    return { middle: from + length * aim, share };
  }
  const middle = centroid(shares, from, from + length, share);
  const around = Math.min(1 - length, Math.max(0, middle - length * aim));
  const isAsGood = worth(shares, around, length) >= worth(shares, from, length) - lostToFraming;
  return { middle: isAsGood ? middle : from + length * aim, share };
};
