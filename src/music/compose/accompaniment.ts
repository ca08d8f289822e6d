import type { HarmonisedBar, Note } from './note.js';
import type { PartStyle, Pattern } from './style.js';
import { nearestPitch } from './theory.js';
import { type Register, voiceChord } from './voicing.js';

type PitchedPart = Extract<PartStyle, { role: 'chords' | 'broken' | 'bass' }>;

/** Sections take the patterns of a part in turn, starting with the one the seed chose. */
const patternFor = (part: PitchedPart, firstPattern: number, section: number): Pattern =>
  part.patterns[(firstPattern + section) % part.patterns.length] ?? part.patterns[0];

const intoRegister = (pitch: number, { low, high }: Register): number => {
  if (pitch < low) {
    return pitch + 12 * Math.ceil((low - pitch) / 12);
  }
  return pitch > high ? pitch - 12 * Math.ceil((pitch - high) / 12) : pitch;
};

/** The lowest note of the chord's root in the register; registers of basses span more than an octave. */
const bassRoot = (pitchClasses: readonly number[], register: Register): number =>
  intoRegister(nearestPitch(pitchClasses[0] ?? 0, register.low + 5), register);

/** Tones of a bass pattern: root, fifth, octave, or a whole tone short of the root that follows. */
const bassPitch = ({ chord, nextChord }: HarmonisedBar, tone: number, register: Register): number => {
  const root = bassRoot(chord.pitchClasses, register);
  if (tone === 1) {
    return intoRegister(nearestPitch(chord.pitchClasses[2] ?? root, root), register);
  }
  if (tone === 2) {
    return intoRegister(root + 12, register);
  }
  const next = bassRoot(nextChord.pitchClasses, register);
  if (tone === 3 && next !== root) {
    return intoRegister(next > root ? next - 2 : next + 2, register);
  }
  return root;
};

const pitchesOf = (
  part: PitchedPart,
  harmony: HarmonisedBar,
  voices: readonly number[],
  tone: number,
): readonly number[] => {
  switch (part.role) {
    case 'chords':
      return voices;
    case 'broken': {
      const voice = voices[tone % voices.length];
      return voice === undefined ? [] : [voice];
    }
    case 'bass':
      return [bassPitch(harmony, tone, part.register)];
  }
};

const barNotes = (
  part: PitchedPart,
  harmony: HarmonisedBar,
  voices: readonly number[],
  pattern: Pattern,
): Note[] => {
  const { bar } = harmony;
  return pattern
    .filter(([at]) => at < bar.beats)
    .flatMap(([at, lengthBeats, accent, tone]) =>
      pitchesOf(part, harmony, voices, tone ?? 0).map((pitch) => ({
        startBeat: bar.startBeat + at,
        lengthBeats: Math.min(lengthBeats, bar.beats - at),
        pitch,
        accent,
      })),
    );
};

/**
 * Chords, broken chords or a bass through the whole piece, one array a bar. Voices are led on through bars
 * in which the part is silent, so that a part that comes in fits those that play.
 */
export const accompany = (
  part: PitchedPart,
  bars: readonly HarmonisedBar[],
  firstPattern: number,
): readonly (readonly Note[])[] => {
  let voices: readonly number[] | undefined;
  return bars.map((harmony) => {
    voices = part.role === 'bass' ? [] : voiceChord(harmony.chord, voices, part.register);
    const pattern = patternFor(part, firstPattern, harmony.bar.section);
    return barNotes(part, harmony, voices, pattern);
  });
};
