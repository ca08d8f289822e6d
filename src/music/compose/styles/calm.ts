import type { Style } from '../style.js';

/** Slow pads, a piano that breathes, no drums. */
export const calm: Style = {
  tempoBpm: [60, 70],
  modes: ['ionian', 'lydian'],
  tonics: [0, 2, 5, 7, 10],
  progressions: [
    [0, 3, 5, 3],
    [0, 4, 3, 0],
    [5, 3, 0, 4],
    [0, 1, 3, 0],
    [3, 0, 1, 4],
  ],
  cadence: [3, 4],
  colour: 'added',
  swingBeats: 0,
  loosenessSec: 0.014,
  parts: [
    {
      role: 'chords',
      program: 92,
      volume: 72,
      pan: 64,
      reverb: 80,
      velocity: [52, 62],
      fromEnergy: 0,
      register: { low: 54, high: 80 },
      patterns: [[[0, 4, 0.5]]],
    },
    {
      role: 'broken',
      program: 0,
      volume: 104,
      pan: 56,
      reverb: 90,
      velocity: [46, 66],
      fromEnergy: 0.3,
      register: { low: 57, high: 83 },
      patterns: [
        [
          [0, 4, 0.9, 0],
          [1, 3, 0.4, 1],
          [2, 2, 0.6, 2],
          [3, 1, 0.3, 3],
        ],
        [
          [0, 4, 0.8, 0],
          [1.5, 2.5, 0.5, 2],
          [3, 1, 0.4, 1],
        ],
        [
          [0, 4, 0.8, 0],
          [0.5, 3.5, 0.3, 1],
          [1, 3, 0.4, 2],
          [2.5, 1.5, 0.5, 3],
        ],
      ],
    },
    {
      role: 'bass',
      program: 32,
      volume: 52,
      pan: 64,
      reverb: 40,
      velocity: [48, 60],
      fromEnergy: 0.5,
      register: { low: 33, high: 50 },
      patterns: [
        [[0, 4, 0.6, 0]],
        [
          [0, 3, 0.6, 0],
          [3, 1, 0.2, 1],
        ],
      ],
    },
    {
      role: 'motif',
      program: 11,
      volume: 76,
      pan: 76,
      reverb: 100,
      velocity: [34, 50],
      fromEnergy: 0.55,
      register: { low: 65, high: 82 },
      noteBeats: 2,
    },
  ],
};
