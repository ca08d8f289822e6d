import { naturalTempoBpm } from './compose/compose.js';
import type { Mood } from './music.js';

/** Where beats fall, for a piece whose tempo is kept: the first at 0, one every `beatSec` seconds. */
export type BeatGrid = { readonly beatSec: number };

/** Known before the film's length is: it follows from mood and seed alone. */
export const beatGridOf = (mood: Mood, seed: number): BeatGrid => ({
  beatSec: 60 / naturalTempoBpm(mood, seed),
});

/**
 * The first beat at or after a moment, else the first half beat, no more than `withinSec` later.
 *
 * @returns seconds, `undefined` where neither comes soon enough
 */
export const beatSoonAfter = (
  { beatSec }: BeatGrid,
  atSec: number,
  withinSec: number,
): number | undefined => {
  const after = [beatSec, beatSec / 2].map((step) => Math.ceil((atSec - 1e-6) / step) * step);
  return after.find((beat) => beat - atSec <= withinSec);
};
