import type { Style } from '../style.js';

/** Short plucked notes with air between them, woodblocks, a questioning celesta. */
export const curious: Style = {
  tempoBpm: [100, 112],
  modes: ['dorian', 'lydian'],
  tonics: [2, 4, 7, 9],
  progressions: [
    [0, 3, 0, 3],
    [0, 1, 3, 0],
    [0, 3, 1, 4],
    [0, 6, 3, 0],
    [0, 0, 1, 1],
  ],
  cadence: [1, 4],
  colour: 'triad',
  swingBeats: 0.06,
  loosenessSec: 0.008,
  parts: [
    {
      role: 'chords',
      program: 45,
      volume: 92,
      pan: 52,
      reverb: 60,
      velocity: [48, 74],
      fromEnergy: 0,
      register: { low: 48, high: 73 },
      patterns: [
        [
          [0.5, 0.3, 0.5],
          [1.5, 0.3, 0.4],
          [2.5, 0.3, 0.6],
        ],
        [
          [1, 0.3, 0.6],
          [3, 0.3, 0.6],
          [3.5, 0.3, 0.2],
        ],
        [
          [0.5, 0.3, 0.5],
          [2, 0.3, 0.6],
          [3.5, 0.3, 0.4],
        ],
      ],
    },
    {
      role: 'bass',
      program: 45,
      volume: 84,
      pan: 64,
      reverb: 40,
      velocity: [62, 84],
      fromEnergy: 0.3,
      register: { low: 36, high: 52 },
      patterns: [
        [
          [0, 0.5, 1, 0],
          [2, 0.5, 0.6, 1],
          [3, 0.5, 0.3, 0],
        ],
        [
          [0, 0.5, 1, 0],
          [1.5, 0.5, 0.4, 2],
          [3, 0.5, 0.5, 3],
        ],
      ],
    },
    {
      role: 'broken',
      program: 12,
      volume: 86,
      pan: 80,
      reverb: 60,
      velocity: [40, 64],
      fromEnergy: 0.6,
      register: { low: 57, high: 82 },
      patterns: [
        [
          [0, 0.5, 0.8, 0],
          [0.5, 0.5, 0.3, 2],
          [1.5, 0.5, 0.6, 3],
          [2.5, 0.5, 0.5, 1],
          [3, 0.5, 0.3, 2],
        ],
        [
          [0, 0.5, 0.8, 3],
          [1, 0.5, 0.4, 2],
          [1.5, 0.5, 0.4, 1],
          [3, 0.5, 0.6, 0],
        ],
      ],
    },
    {
      role: 'motif',
      program: 8,
      volume: 88,
      pan: 70,
      reverb: 80,
      velocity: [44, 64],
      fromEnergy: 0.45,
      register: { low: 65, high: 81 },
      noteBeats: 0.5,
    },
    {
      role: 'drums',
      program: 0,
      volume: 66,
      pan: 64,
      reverb: 50,
      velocity: [28, 58],
      fromEnergy: 0.65,
      patterns: [
        [
          [1, 0.2, 0.7, 77],
          [2.5, 0.2, 0.4, 76],
          [3, 0.2, 0.7, 77],
          [0, 0.2, 0.3, 70],
          [2, 0.2, 0.3, 70],
        ],
        [
          [1, 0.2, 0.6, 76],
          [3, 0.2, 0.7, 77],
          [3.5, 0.2, 0.3, 77],
        ],
      ],
      fill: [
        [3, 0.2, 0.5, 76],
        [3.5, 0.2, 0.8, 77],
      ],
    },
  ],
};
