import type { Bar } from './form.js';
import type { Chord } from './theory.js';

/** A note in beats from the start of the film. */
export type Note = {
  readonly startBeat: number;
  readonly lengthBeats: number;
  /** MIDI pitch, or the General MIDI key of a drum. */
  readonly pitch: number;
  /** How strong, 0 to 1. */
  readonly accent: number;
};

/** A bar with its chord and the one it leads to. */
export type HarmonisedBar = { readonly bar: Bar; readonly chord: Chord; readonly nextChord: Chord };
