import { type Chord, pitchClass } from './theory.js';

/** The span, in MIDI pitches, in which a voicing may lie. */
export type Register = { readonly low: number; readonly high: number };

const voiceCount = 4;

/** All positions of a chord with four voices in close order: every inversion in every octave that fits. */
const closePositions = (chord: Chord, register: Register): number[][] => {
  const positions: number[][] = [];
  for (let bottom = register.low; bottom <= register.high; bottom += 1) {
    if (!chord.pitchClasses.includes(pitchClass(bottom))) {
      continue;
    }
    const voices: number[] = [];
    for (let pitch = bottom; pitch <= register.high && voices.length < voiceCount; pitch += 1) {
      if (chord.pitchClasses.includes(pitchClass(pitch))) {
        voices.push(pitch);
      }
    }
    if (voices.length === voiceCount) {
      positions.push(voices);
    }
  }
  return positions;
};

/** Lowers the second voice from the top by an octave: wider, with less rub between seconds. */
const openPosition = (voices: readonly number[], register: Register): number[][] => {
  const second = voices[voices.length - 2];
  if (second === undefined || second - 12 < register.low) {
    return [];
  }
  return [voices.map((pitch) => (pitch === second ? pitch - 12 : pitch)).sort((a, b) => a - b)];
};

const centre = (register: Register): number => (register.low + register.high) / 2;

/** How far the voices travel; the largest step counts again, so that no single voice leaps for the others. */
const cost = (
  voices: readonly number[],
  previous: readonly number[] | undefined,
  register: Register,
): number => {
  const mean = voices.reduce((sum, pitch) => sum + pitch, 0) / voices.length;
  const drift = Math.abs(mean - centre(register)) * 0.2;
  if (previous === undefined) {
    return drift;
  }
  const steps = voices.map((pitch, voice) => Math.abs(pitch - (previous[voice] ?? pitch)));
  return steps.reduce((sum, step) => sum + step, 0) + 2 * Math.max(...steps) + drift;
};

/**
 * Four voices, lowest first, that sound the whole chord and move as little as possible from `previous`.
 * The register must be at least two octaves wide.
 */
export const voiceChord = (
  chord: Chord,
  previous: readonly number[] | undefined,
  register: Register,
): readonly number[] => {
  const close = closePositions(chord, register);
  const candidates = [...close, ...close.flatMap((voices) => openPosition(voices, register))];
  let best: readonly number[] = [];
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const candidateCost = cost(candidate, previous, register);
    if (candidateCost < bestCost) {
      best = candidate;
      bestCost = candidateCost;
    }
  }
  return best;
};
