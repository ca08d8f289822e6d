import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chordOn, modes, pitchClass } from '../../../../src/music/compose/theory.js';
import { voiceChord } from '../../../../src/music/compose/voicing.js';

const register = { low: 50, high: 75 };
const keys = fc.record({
  tonic: fc.integer({ min: 0, max: 11 }),
  mode: fc.constantFrom(...(Object.keys(modes) as (keyof typeof modes)[])),
});
const colours = fc.constantFrom('triad', 'added', 'seventh');

test('Voices sound the whole chord, in order, inside their register', () => {
  fc.assert(
    fc.property(keys, colours, fc.integer({ min: 0, max: 6 }), (key, colour, degree) => {
      const chord = chordOn(key, degree, colour);
      const voices = voiceChord(chord, undefined, register);
      expect(voices).toHaveLength(4);
      expect(voices).toEqual(voices.toSorted((a, b) => a - b));
      expect(new Set(voices.map(pitchClass))).toEqual(new Set(chord.pitchClasses));
      expect(voices.every((pitch) => pitch >= register.low && pitch <= register.high)).toBe(true);
    }),
  );
});

test('No voice leaps more than a fifth from one chord to the next, and together they move less than two octaves', () => {
  const degrees = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 24 });
  fc.assert(
    fc.property(keys, colours, degrees, (key, colour, progression) => {
      let previous: readonly number[] | undefined;
      for (const degree of progression) {
        const voices = voiceChord(chordOn(key, degree, colour), previous, register);
        const steps = voices.map((pitch, voice) => Math.abs(pitch - (previous?.[voice] ?? pitch)));
        expect(Math.max(...steps)).toBeLessThanOrEqual(7);
        expect(steps.reduce((sum, step) => sum + step, 0)).toBeLessThan(24);
        previous = voices;
      }
    }),
  );
});

test('The dominant of a minor key has the leading tone', () => {
  expect(chordOn({ tonic: 9, mode: 'aeolian' }, 4, 'triad').pitchClasses).toEqual([4, 8, 11]);
});
