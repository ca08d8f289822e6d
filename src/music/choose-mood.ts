import { createRandom, pick } from './compose/random.js';
import type { Mood } from './music.js';

/** `dramatic` suits few films, so nobody gets it unasked. */
const unasked = ['calm', 'warm', 'curious', 'upbeat', 'lofi'] as const satisfies readonly Mood[];

/** The mood of a film that leaves the choice to us; the same for the same seed. */
export const chooseMood = (seed: number): Mood => pick(createRandom(`mood/${seed}`), unasked);
