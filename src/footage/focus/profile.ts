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
  /** The middle of what is in the window, 0 to 1 of the whole picture. */
  readonly middle: number;
  /** How much of what draws the eye is inside, 0 to 1. */
  readonly share: number;
};

/** Steps in which a window is slid, a strip. */
const stepsPerStrip = 4;

/**
 * The place of a window that shows most of what draws the eye. Of equally good ones the most central is taken.
 *
 * @param length of the window, 0 to 1 of the whole
 */
export const bestWindow = (shares: readonly number[], length: number): Window => {
  const steps = Math.max(1, Math.round((1 - length) * stripCount * stepsPerStrip));
  let best = { from: (1 - length) / 2, share: shareBetween(shares, (1 - length) / 2, (1 + length) / 2) };
  for (let step = 0; step <= steps; step += 1) {
    const from = ((1 - length) * step) / steps;
    const share = shareBetween(shares, from, from + length);
    if (share > best.share + 1e-3) {
      best = { from, share };
    }
  }
  const { from, share } = best;
  const moment = shares.reduce((sum, _, index) => {
    const left = Math.max(from, index / stripCount);
    const right = Math.min(from + length, (index + 1) / stripCount);
    return right <= left ? sum : sum + ((left + right) / 2) * shareBetween(shares, left, right);
  }, 0);
  return { middle: share < 1e-6 ? from + length / 2 : moment / share, share };
};
