import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Composition, compose, naturalTempoBpm } from '../../../../src/music/compose/compose.js';
import { pitchClass } from '../../../../src/music/compose/theory.js';
import { type Mood, moods } from '../../../../src/music/music.js';
import { readMidi } from '../../../support/read-midi.js';

const requests = fc.record({
  mood: fc.constantFrom(...moods),
  seed: fc.integer({ min: 0, max: 0xffff_ffff }),
  durationSec: fc.double({ min: 1, max: 240, noNaN: true }),
});

const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const overSeeds = (mood: Mood, feature: (composition: Composition) => number): number =>
  average(seeds.map((seed) => feature(compose({ mood, seed, durationSec: 90 }))));

const notesPerSecond = ({ parts }: Composition): number =>
  parts.reduce((sum, { notes }) => sum + notes.length, 0) / 90;

const onsetsOf = ({ parts }: Composition, role: string): number[] =>
  parts
    .filter(({ style }) => style.role === role)
    .flatMap(({ notes }) => notes.map((note) => note.startBeat));

describe('the composer', () => {
  test('gives the same bytes for the same mood, seed and length', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(compose(request).midi).toEqual(compose(request).midi);
      }),
      { numRuns: 25 },
    );
  });

  test('gives another piece for another seed', () => {
    const pieces = seeds.map((seed) =>
      Buffer.from(compose({ mood: 'warm', seed, durationSec: 40 }).midi).toString('hex'),
    );
    expect(new Set(pieces).size).toBe(seeds.length);
  });

  test('keeps key and tune when the film gets longer', () => {
    const short = compose({ mood: 'calm', seed: 9, durationSec: 60 });
    const long = compose({ mood: 'calm', seed: 9, durationSec: 75 });
    expect(long.key).toEqual(short.key);
    const opening = ({ parts }: Composition) =>
      parts[0]?.notes.filter((note) => note.startBeat < 15).map((note) => note.pitch);
    expect(opening(long)).toEqual(opening(short));
  });

  test('writes valid MIDI whose every note is ended, and ends before the film does', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const midi = readMidi(compose(request).midi);
        const tickSec = midi.microsPerBeat / 1e6 / midi.ticksPerBeat;
        expect(midi.strayEvents).toBe(0);
        expect(Math.max(...midi.notes.map((note) => note.endTick * tickSec))).toBeLessThanOrEqual(
          request.durationSec + 0.001,
        );
        expect(midi.notes.every(({ pitch, velocity }) => pitch < 128 && velocity > 0 && velocity < 128)).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });

  test('comes to rest on the tonic chord, which rings to the end and is struck on the last beat told', () => {
    for (const mood of moods) {
      const durationSec = 60;
      const { beatTimesSec, key, parts, tempoBpm } = compose({ mood, seed: 11, durationSec });
      const endSec = beatTimesSec.at(-1) ?? 0;
      const bass = parts.find(({ style }) => style.role === 'bass')?.notes.at(-1);
      expect(durationSec - endSec).toBeCloseTo(3.5, 1);
      expect(pitchClass((bass?.pitch ?? 0) - key.tonic)).toBe(0);
      expect(bass?.startBeat).toBe(beatTimesSec.length - 1);
      expect((((bass?.startBeat ?? 0) + (bass?.lengthBeats ?? 0)) * 60) / tempoBpm).toBeCloseTo(
        durationSec,
        0,
      );
    }
  });

  test('keeps films of two seconds and of an hour within the mood’s tempo, give or take an eighth', () => {
    const { tempoBpm } = compose({ mood: 'lofi', seed: 3, durationSec: 30 });
    expect(tempoBpm).toBeGreaterThan(68 * 0.88);
    expect(tempoBpm).toBeLessThan(78 * 1.12);
    expect(compose({ mood: 'lofi', seed: 3, durationSec: 2 }).parts[0]?.notes.length).toBeGreaterThan(0);
    const long = compose({ mood: 'upbeat', seed: 3, durationSec: 3_600 });
    expect(long.beatTimesSec.length).toBeLessThan(10_000);
    expect(long.beatTimesSec.length).toBeGreaterThan(6_000);
  });

  test('tells when bars begin: every fourth beat', () => {
    const { beatTimesSec, barTimesSec } = compose({ mood: 'warm', seed: 4, durationSec: 50 });
    expect(barTimesSec).toEqual(beatTimesSec.filter((_, beat) => beat % 4 === 0));
  });

  test('keeps its tempo where it must, so that beats are known before the length is, and still ends in time', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { beatTimesSec, tempoBpm, parts } = compose({ ...request, keepTempo: true });
        expect(tempoBpm).toBe(naturalTempoBpm(request.mood, request.seed));
        for (const [beat, timeSec] of beatTimesSec.entries()) {
          expect(timeSec).toBeCloseTo((60 * beat) / naturalTempoBpm(request.mood, request.seed), 9);
        }
        if (request.durationSec > 8) {
          const ringSec = request.durationSec - (beatTimesSec.at(-1) ?? 0);
          expect(ringSec).toBeGreaterThan(0.3);
          expect(ringSec).toBeLessThan(5);
        }
        expect(parts.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  test('starts thin, fills up, and rests between', () => {
    const { parts, tempoBpm } = compose({ mood: 'upbeat', seed: 5, durationSec: 90 });
    const secondsPerBar = 240 / tempoBpm;
    const density = (fromBar: number): number =>
      parts
        .flatMap(({ notes }) => notes)
        .filter(({ startBeat }) => startBeat >= fromBar * 4 && startBeat < fromBar * 4 + 8).length /
      (2 * secondsPerBar);
    expect(density(0)).toBeLessThan(density(18) * 0.6);
  });

  test('leaves the tune silent at least half of the time', () => {
    for (const mood of moods) {
      const composition = compose({ mood, seed: 21, durationSec: 120 });
      const bars = new Set(onsetsOf(composition, 'motif').map((beat) => Math.floor(beat / 4)));
      expect(bars.size).toBeGreaterThan(1);
      expect(bars.size).toBeLessThan(composition.beatTimesSec.length / 4 / 2 + 2);
    }
  });
});

describe('the moods', () => {
  test('differ in tempo as their names promise', () => {
    const tempo = (mood: Mood): number => overSeeds(mood, ({ tempoBpm }) => tempoBpm);
    expect(tempo('calm')).toBeLessThan(tempo('lofi'));
    expect(tempo('lofi')).toBeLessThan(tempo('warm'));
    expect(tempo('warm')).toBeLessThan(tempo('curious'));
    expect(tempo('curious')).toBeLessThan(tempo('upbeat'));
  });

  test('differ in density: ambient and calm are the sparsest, upbeat is among the busiest', () => {
    const density = Object.fromEntries(moods.map((mood) => [mood, overSeeds(mood, notesPerSecond)]));
    const sorted = moods.toSorted((a, b) => (density[a] ?? 0) - (density[b] ?? 0));
    expect(sorted.slice(0, 2)).toEqual(['ambient', 'calm']);
    expect(sorted.indexOf('upbeat')).toBeGreaterThan(sorted.length - 3);
    expect(density['upbeat']).toBeGreaterThan(3 * (density['calm'] ?? 0));
  });

  test('give drums to those that want them, and a minor third to dramatic', () => {
    const hasDrums = (mood: Mood): boolean => overSeeds(mood, (piece) => onsetsOf(piece, 'drums').length) > 8;
    expect(moods.filter(hasDrums)).toEqual(moods.filter((mood) => mood !== 'calm' && mood !== 'ambient'));
    expect(compose({ mood: 'dramatic', seed: 1, durationSec: 30 }).key.mode).toBe('aeolian');
  });
});
