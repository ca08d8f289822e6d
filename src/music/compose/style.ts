import type { Mood } from '../music.js';
import type { ChordColour, Mode } from './theory.js';
import type { Register } from './voicing.js';

/**
 * One stroke of a pattern: the beat in the bar, its length in beats, its accent from 0 to 1 and, where the
 * role needs it, a tone (see `PartStyle`).
 */
export type Hit = readonly [at: number, lengthBeats: number, accent: number, tone?: number];
export type Pattern = readonly Hit[];

type Sound = {
  /** General MIDI program, counted from 0. Drums have none: they are channel 10. */
  readonly program: number;
  /** Channel volume (controller 7), 0 to 127. */
  readonly volume: number;
  /** Controller 10: 0 left, 64 middle, 127 right. */
  readonly pan: number;
  /** Reverb send (controller 91), 0 to 127. */
  readonly reverb: number;
  /** Key velocity of an accent of 0 and of 1. */
  readonly velocity: readonly [number, number];
  /** The part plays in bars of at least this energy, 0 to 1. */
  readonly fromEnergy: number;
};

/**
 * What a part plays.
 * `chords`: the whole voicing at each hit. `broken`: one voice of it, the tone being the voice from the
 * bottom, 4 and more an octave up. `bass`: tone 0 root, 1 fifth, 2 octave, 3 a step towards the next root.
 * `motif`: the tune; its rhythm comes from the seed. `drums`: the tone is the General MIDI drum key.
 */
export type PartStyle = Sound &
  (
    | {
        readonly role: 'chords' | 'broken' | 'bass';
        readonly register: Register;
        readonly patterns: Patterns;
      }
    | { readonly role: 'motif'; readonly register: Register; readonly noteBeats: number }
    | { readonly role: 'drums'; readonly patterns: Patterns; readonly fill: Pattern }
  );
type Patterns = readonly [Pattern, ...Pattern[]];

/** Four scale degrees, a bar each. */
export type Progression = readonly [number, number, number, number];

export type Style = {
  readonly tempoBpm: readonly [low: number, high: number];
  readonly modes: readonly [Mode, ...Mode[]];
  /** Pitch classes of the tonics that lie well for the parts. */
  readonly tonics: readonly [number, ...number[]];
  readonly progressions: readonly [Progression, Progression, ...Progression[]];
  /** Degrees of the last two bars before the final tonic. */
  readonly cadence: readonly [number, number];
  readonly colour: ChordColour;
  /** How late the second eighth of a beat comes, in beats; 0 is even. */
  readonly swingBeats: number;
  /** Spread of the players around the beat, in seconds. */
  readonly loosenessSec: number;
  readonly parts: readonly PartStyle[];
};

export type Styles = Readonly<Record<Mood, Style>>;
