import type { HarmonisedBar, Note } from './note.js';
import { between, pick, type Random } from './random.js';
import type { PartStyle } from './style.js';
import { type Key, nearestChordTone, pitchClass, stepToPitch } from './theory.js';

type MotifPart = Extract<PartStyle, { role: 'motif' }>;

/** A tune of two bars: when its notes come and how it rises and falls. */
export type Motif = readonly {
  /** In beats from the start of the first of its two bars. */
  readonly at: number;
  readonly lengthBeats: number;
  /** Steps of the scale away from the first note. */
  readonly step: number;
}[];

const motifBeats = 8;

/** Three to five notes, most on the beat, that move by step with one leap, and leave the second bar air. */
export const inventMotif = (random: Random, noteBeats: number): Motif => {
  const count = 3 + Math.floor(random() * 3);
  const leapAt = 1 + Math.floor(random() * (count - 1));
  const notes: { at: number; lengthBeats: number; step: number }[] = [];
  let at = pick(random, [0, 0, 0.5, 1]);
  let step = 0;
  for (let index = 0; index < count && at < motifBeats - 1; index += 1) {
    notes.push({ at, lengthBeats: noteBeats, step });
    at += noteBeats * pick(random, [1, 1, 1.5, 2]);
    at = Math.round(at * 2) / 2;
    const direction = random() < 0.5 ? -1 : 1;
    step += direction * (index + 1 === leapAt ? pick(random, [2, 3, 4]) : 1);
  }
  return notes;
};

/** The four ways a motif comes back: as it was, answered from another step, thinned, and shortened. */
const vary = (motif: Motif, turn: number): Motif => {
  switch (turn % 4) {
    case 1:
      return motif.map((note, index) =>
        index === motif.length - 1 ? { ...note, step: note.step - 1 } : note,
      );
    case 2:
      return motif.filter((_, index) => index !== 1);
    case 3:
      return motif.slice(0, 2);
    default:
      return motif;
  }
};

const keyPitches = (key: Key, { low, high }: MotifPart['register']): number[] => {
  const pitches: number[] = [];
  for (let step = -7; step < 21; step += 1) {
    const pitch = stepToPitch(key, step, low);
    if (pitch >= low && pitch <= high) {
      pitches.push(pitch);
    }
  }
  return pitches;
};

/** Follows the contour through the scale; notes on a beat settle on the chord. */
const pitchOf = (note: Motif[number], harmony: HarmonisedBar, scale: readonly number[]): number => {
  const middle = Math.floor(scale.length / 2);
  const index = Math.max(0, Math.min(scale.length - 1, middle + note.step));
  const pitch = scale[index] ?? 60;
  const settles = Number.isInteger(note.at) || !scale.some((one) => pitchClass(one) === pitchClass(pitch));
  return settles ? nearestChordTone(harmony.chord, pitch) : pitch;
};

/**
 * The tune of a piece, one array a bar. It sounds in two bars of four and is otherwise silent: under a
 * narration a melody that never rests takes the listener's attention.
 */
export const playMotif = (
  part: MotifPart,
  bars: readonly HarmonisedBar[],
  { key, random }: { readonly key: Key; readonly random: Random },
): readonly (readonly Note[])[] => {
  const motif = inventMotif(random, part.noteBeats);
  const scale = keyPitches(key, part.register);
  return bars.map((harmony) => {
    const { bar } = harmony;
    const place = bar.barOfSection % 4;
    if (place >= 2 || bar.beats < 4) {
      return [];
    }
    const turn = Math.floor(bar.barOfSection / 4) + bar.section;
    return vary(motif, turn)
      .filter((note) => Math.floor(note.at / 4) === place)
      .map((note) => ({
        startBeat: bar.startBeat + (note.at % 4),
        lengthBeats: note.lengthBeats,
        pitch: pitchOf(note, harmony, scale),
        accent: Number.isInteger(note.at) ? between(random, 0.5, 0.9) : between(random, 0.2, 0.5),
      }));
  });
};
