import { pick, type Random } from './random.js';
import type { Progression, Style } from './style.js';

export const beatsPerBar = 4;

/** Lengths in beats and seconds that make a piece end exactly with its film. */
export type Timing = {
  readonly tempoBpm: number;
  /** When the final chord is struck. */
  readonly endBeat: number;
  /** The end of the film, in beats. */
  readonly totalBeats: number;
};

export type Bar = {
  readonly startBeat: number;
  /** 4, except for the last bar of a piece whose length asks for a short one. */
  readonly beats: number;
  /** Scale degree of its chord. */
  readonly degree: number;
  /** How much is going on, 0 to 1. */
  readonly energy: number;
  readonly section: number;
  /** Counted from the start of its section. */
  readonly barOfSection: number;
  readonly lastOfSection: boolean;
};

/** Short films get whole beats, longer ones half bars, then whole bars: the shift of tempo stays small. */
const beatGrain = (beats: number): number => {
  if (beats >= 32) {
    return beatsPerBar;
  }
  return beats >= 8 ? 2 : 1;
};

/** How long the final chord rings: a fifth of a short film, at most 3.5 s. */
const ringOf = (durationSec: number): number =>
  Math.min(3.5, Math.max(Math.min(1, durationSec / 2), durationSec * 0.2));

/** Bends the wished tempo so that the final chord falls on a beat and rings for the last seconds of the film. */
export const planTiming = (wished: number, durationSec: number): Timing => {
  const ringSec = ringOf(durationSec);
  const bodySec = durationSec - ringSec;
  const wishedBeats = (bodySec * wished) / 60;
  const grain = beatGrain(wishedBeats);
  const endBeat = Math.max(1, Math.round(wishedBeats / grain) * grain);
  const tempoBpm = (endBeat * 60) / bodySec;
  return { tempoBpm, endBeat, totalBeats: (durationSec * tempoBpm) / 60 };
};

/** Keeps the tempo, so that beats fall where they were counted beforehand; the final chord rings for what is left. */
export const keepTiming = (tempoBpm: number, durationSec: number): Timing => {
  const totalBeats = (durationSec * tempoBpm) / 60;
  const bodyBeats = totalBeats - (ringOf(durationSec) * tempoBpm) / 60;
  const grain = bodyBeats >= 8 ? 2 : 1;
  return { tempoBpm, endBeat: Math.max(1, Math.round(bodyBeats / grain) * grain), totalBeats };
};

/** Energy of the sections of the body, in turn: rising, with a rest before it rises again. */
const energies = [0.5, 0.65, 0.8, 0.55, 0.75, 0.9, 0.45, 0.7] as const;
const introEnergy = 0.3;
const cadenceEnergy = 0.5;

type Lengths = { readonly intro: number; readonly section: number; readonly cadence: number };

/** In bars. */
const lengthsFor = (bars: number): Lengths => {
  if (bars < 4) {
    return { intro: 0, section: 4, cadence: Math.min(1, bars - 1) };
  }
  if (bars < 8) {
    return { intro: 1, section: 4, cadence: 2 };
  }
  return { intro: 2, section: bars < 24 ? 4 : 8, cadence: 2 };
};

type Place = { readonly section: number; readonly barOfSection: number; readonly sectionBars: number };

const placeOf = (bar: number, bars: number, lengths: Lengths): Place => {
  if (bar < lengths.intro) {
    return { section: 0, barOfSection: bar, sectionBars: lengths.intro };
  }
  const fromBody = bar - lengths.intro;
  const bodyBars = bars - lengths.intro - lengths.cadence;
  if (fromBody >= bodyBars) {
    const sections = Math.ceil(bodyBars / lengths.section);
    return { section: sections + 1, barOfSection: fromBody - bodyBars, sectionBars: lengths.cadence };
  }
  const section = Math.floor(fromBody / lengths.section);
  const start = section * lengths.section;
  return {
    section: section + 1,
    barOfSection: fromBody - start,
    sectionBars: Math.min(lengths.section, bodyBars - start),
  };
};

/** Verse, verse, refrain, verse: two progressions in that order. */
const progressionOf = (section: number, main: Progression, other: Progression): Progression =>
  section % 4 === 3 ? other : main;

/** Section 0 is the intro. */
const sectionEnergy = (section: number): number => energies[(section - 1) % energies.length] ?? introEnergy;

/** A short intro, sections that rise and rest, and two bars that lead home. */
export const planBars = (style: Style, endBeat: number, random: Random): readonly Bar[] => {
  const count = Math.ceil(endBeat / beatsPerBar);
  const lengths = lengthsFor(count);
  const main = pick(random, style.progressions);
  const others = style.progressions.filter((progression) => progression !== main);
  const other = others[Math.floor(random() * others.length)] ?? main;
  return Array.from({ length: count }, (_, index) => {
    const place = placeOf(index, count, lengths);
    const fromEnd = count - index;
    const inCadence = fromEnd <= lengths.cadence;
    const progression = progressionOf(place.section, main, other);
    const cadenceDegree = style.cadence[2 - fromEnd] ?? 0;
    return {
      startBeat: index * beatsPerBar,
      beats: Math.min(beatsPerBar, endBeat - index * beatsPerBar),
      degree: inCadence ? cadenceDegree : (progression[place.barOfSection % 4] ?? 0),
      energy: inCadence ? cadenceEnergy : sectionEnergy(place.section),
      section: place.section,
      barOfSection: place.barOfSection,
      lastOfSection: place.barOfSection === place.sectionBars - 1,
    };
  });
};
