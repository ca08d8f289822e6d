import type { Timing } from './form.js';
import type { Note } from './note.js';
import type { PartStyle } from './style.js';
import { type Chord, nearestPitch } from './theory.js';
import { voiceChord } from './voicing.js';

/** Beats between the voices of a final chord that is rolled from the bottom up. */
const rollBeats = 0.07;
/** The ring is let go a moment before the film's end, where the fade has made it inaudible. */
const releaseSec = 0.05;

const finalPitches = (part: PartStyle, tonic: Chord): readonly number[] => {
  switch (part.role) {
    case 'chords':
    case 'broken':
      return voiceChord(tonic, undefined, part.register);
    case 'bass':
      return [nearestPitch(tonic.pitchClasses[0] ?? 0, part.register.low + 5)];
    case 'motif':
      return [nearestPitch(tonic.pitchClasses[1] ?? 0, (part.register.low + part.register.high) / 2)];
    case 'drums':
      return [part.patterns[0][0]?.[3] ?? 36];
  }
};

/** The chord every piece comes to rest on: struck on `endBeat`, held to the end of the film. */
export const finalNotes = (part: PartStyle, tonic: Chord, timing: Timing): readonly Note[] => {
  const heldBeats = timing.totalBeats - timing.endBeat - (releaseSec * timing.tempoBpm) / 60;
  return finalPitches(part, tonic).map((pitch, voice) => {
    const roll = part.role === 'broken' ? voice * rollBeats : 0;
    const lengthBeats = part.role === 'drums' ? Math.min(0.5, heldBeats) : heldBeats - roll;
    return { startBeat: timing.endBeat + roll, lengthBeats, pitch, accent: 0.7 };
  });
};
