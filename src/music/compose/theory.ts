/** Semitones above the tonic of the seven degrees of a mode. */
export const modes = {
  ionian: [0, 2, 4, 5, 7, 9, 11],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  aeolian: [0, 2, 3, 5, 7, 8, 10],
} as const;
export type Mode = keyof typeof modes;

export type Key = {
  /** Pitch class of the tonic; 0 is C. */
  readonly tonic: number;
  readonly mode: Mode;
};

export type Chord = {
  /** Scale degree of the root; 0 is the tonic. */
  readonly degree: number;
  /** Pitch classes: root, third, fifth, and what the mood adds. */
  readonly pitchClasses: readonly number[];
};

const octave = 12;
export const pitchClass = (pitch: number): number => ((pitch % octave) + octave) % octave;

/** Semitones above the tonic of a scale step that may lie in any octave, below the tonic too. */
const stepToSemitones = (mode: Mode, step: number): number => {
  const scale = modes[mode];
  const degree = ((step % scale.length) + scale.length) % scale.length;
  return (scale[degree] ?? 0) + octave * Math.floor(step / scale.length);
};

/** MIDI pitch of a scale step, counted from the tonic at or just above `lowest`. */
export const stepToPitch = (key: Key, step: number, lowest: number): number =>
  lowest + pitchClass(key.tonic - lowest) + stepToSemitones(key.mode, step);

/** What is stacked on the root, in scale steps: a triad, one with an added ninth, a seventh chord. */
const stacks = {
  triad: [0, 2, 4],
  added: [0, 2, 4, 8],
  seventh: [0, 2, 4, 6],
} as const;
export type ChordColour = keyof typeof stacks;

/**
 * The chord on a degree. In minor the dominant gets its major third (the leading tone), without which
 * a cadence does not close.
 */
export const chordOn = (key: Key, degree: number, colour: ChordColour): Chord => {
  const raised = key.mode === 'aeolian' && degree === 4;
  const pitchClasses = stacks[colour].map((step) => {
    const raise = raised && step === 2 ? 1 : 0;
    return pitchClass(key.tonic + stepToSemitones(key.mode, degree + step) + raise);
  });
  return { degree, pitchClasses };
};

/** The pitch of that pitch class nearest to `target`. */
export const nearestPitch = (wanted: number, target: number): number => {
  const above = target + pitchClass(wanted - target);
  return above - target > octave / 2 ? above - octave : above;
};

/** The chord tone nearest to `target`. */
export const nearestChordTone = (chord: Chord, target: number): number => {
  let best = target;
  let distance = Number.POSITIVE_INFINITY;
  for (const candidate of chord.pitchClasses) {
    const pitch = nearestPitch(candidate, target);
    if (Math.abs(pitch - target) < distance) {
      best = pitch;
      distance = Math.abs(pitch - target);
    }
  }
  return best;
};
