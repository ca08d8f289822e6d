import type { Mood } from '../music.js';
import { accompany } from './accompaniment.js';
import { drum } from './drums.js';
import { finalNotes } from './ending.js';
import { beatsPerBar, keepTiming, planBars, planTiming, type Timing } from './form.js';
import { type MidiEvent, ticksPerBeat, writeMidiFile } from './midi-file.js';
import { playMotif } from './motif.js';
import type { HarmonisedBar, Note } from './note.js';
import { between, createRandom, pick, type Random } from './random.js';
import type { PartStyle, Style } from './style.js';
import { styles } from './styles/index.js';
import { chordOn, type Key } from './theory.js';

/** Raise it whenever the same mood, seed and length must give another piece. */
export const composerVersion = 2;

export type CompositionRequest = {
  readonly mood: Mood;
  readonly seed: number;
  /** 1 to `longestFilmSec`; the piece ends with it. */
  readonly durationSec: number;
  /** Whether the tempo is `naturalTempoBpm` to the last digit, and the final chord rings as long as that leaves. */
  readonly keepTempo?: boolean | undefined;
};

export type Part = { readonly style: PartStyle; readonly channel: number; readonly notes: readonly Note[] };

export type Composition = {
  readonly tempoBpm: number;
  readonly key: Key;
  readonly parts: readonly Part[];
  /** Every beat up to and including the final chord, in seconds. */
  readonly beatTimesSec: readonly number[];
  /** The first beat of every bar, in seconds. */
  readonly barTimesSec: readonly number[];
  /** A Standard MIDI File. */
  readonly midi: Uint8Array;
};

const drumChannel = 9;

/** Channels count up past the one that General MIDI keeps for drums. */
const channelOf = (part: PartStyle, index: number): number => {
  if (part.role === 'drums') {
    return drumChannel;
  }
  return index >= drumChannel ? index + 1 : index;
};

const harmonise = (style: Style, key: Key, timing: Timing, random: Random): readonly HarmonisedBar[] => {
  const bars = planBars(style, timing.endBeat, random);
  return bars.map((bar, index) => ({
    bar,
    chord: chordOn(key, bar.degree, style.colour),
    nextChord: chordOn(key, bars[index + 1]?.degree ?? 0, style.colour),
  }));
};

const playPart = (
  part: PartStyle,
  bars: readonly HarmonisedBar[],
  { key, random }: { readonly key: Key; readonly random: Random },
): readonly (readonly Note[])[] => {
  switch (part.role) {
    case 'motif':
      return playMotif(part, bars, { key, random });
    case 'drums':
      return drum(part, bars, Math.floor(random() * part.patterns.length));
    default:
      return accompany(part, bars, Math.floor(random() * part.patterns.length));
  }
};

/** Delays the off-beat eighths by the swing, then moves the note a little, as players do. */
const humanise = (note: Note, style: Style, timing: Timing, random: Random): Note => {
  const swung = note.startBeat % 1 === 0.5 ? style.swingBeats : 0;
  const loosenessBeats = (style.loosenessSec * timing.tempoBpm) / 60;
  const startBeat = Math.max(0, note.startBeat + swung + between(random, -loosenessBeats, loosenessBeats));
  const accent = Math.max(0, Math.min(1, note.accent + between(random, -0.08, 0.08)));
  return { ...note, startBeat, accent };
};

const composePart = (
  part: PartStyle,
  bars: readonly HarmonisedBar[],
  { key, timing, style, random }: { key: Key; timing: Timing; style: Style; random: Random },
): readonly Note[] => {
  const played = playPart(part, bars, { key, random }).flatMap((notes, index) => {
    const energy = bars[index]?.bar.energy ?? 0;
    const softened = 0.7 + 0.3 * energy;
    return energy < part.fromEnergy ? [] : notes.map((note) => ({ ...note, accent: note.accent * softened }));
  });
  const sounds = played.length > 0 || part.fromEnergy === 0;
  const ending = sounds ? finalNotes(part, chordOn(key, 0, style.colour), timing) : [];
  return [...played.map((note) => humanise(note, style, timing, random)), ...ending];
};

/** Every so many beats up to the final chord, in seconds. */
const timesOf = ({ endBeat, tempoBpm }: Timing, everyBeats: number): number[] =>
  Array.from(
    { length: Math.floor(endBeat / everyBeats) + 1 },
    (_, index) => (index * everyBeats * 60) / tempoBpm,
  );

type Span = { readonly note: Note; readonly start: number; readonly end: number };

/**
 * Notes in ticks, each ended before its own pitch is struck again: a note-off ends every note of its pitch
 * on the channel, so an overlap would cut the second one short.
 */
const toSpans = (notes: readonly Note[]): readonly Span[] => {
  const nextStart = new Map<number, number>();
  const spans: Span[] = [];
  for (const note of notes.toSorted((a, b) => b.startBeat - a.startBeat)) {
    const start = Math.round(note.startBeat * ticksPerBeat);
    const wished = Math.floor((note.startBeat + note.lengthBeats) * ticksPerBeat);
    const end = Math.min(wished, (nextStart.get(note.pitch) ?? Number.POSITIVE_INFINITY) - 1);
    if (end > start) {
      nextStart.set(note.pitch, start);
      spans.push({ note, start, end });
    }
  }
  return spans;
};

const toEvents = ({ style, channel, notes }: Part): MidiEvent[] => {
  const events: MidiEvent[] = [
    { tick: 0, bytes: [0xb0 | channel, 7, style.volume] },
    { tick: 0, bytes: [0xb0 | channel, 10, style.pan] },
    { tick: 0, bytes: [0xb0 | channel, 91, style.reverb] },
    { tick: 0, bytes: [0xc0 | channel, style.program] },
  ];
  const [softest, loudest] = style.velocity;
  for (const { note, start, end } of toSpans(notes)) {
    const velocity = Math.round(softest + (loudest - softest) * note.accent);
    events.push({ tick: start, bytes: [0x90 | channel, note.pitch, velocity] });
    events.push({ tick: end, bytes: [0x80 | channel, note.pitch, 0] });
  }
  return events;
};

const randomOf =
  (mood: Mood, seed: number) =>
  (purpose: string): Random =>
    createRandom(`${mood}/${seed}/${purpose}`);

/** The tempo a piece has before it is bent to the length of its film: beat `n` falls on `60 * n / tempo` seconds. */
export const naturalTempoBpm = (mood: Mood, seed: number): number => {
  const [low, high] = styles[mood].tempoBpm;
  return between(randomOf(mood, seed)('tempo'), low, high);
};

/**
 * Writes a bed of music for a film: an intro, sections that rise and rest, and a final chord that rings out
 * at the film's end. The same request gives the same bytes. Key, progression and tune depend on mood and
 * seed alone, so that a film keeps its music when its length changes.
 */
export const compose = ({ mood, seed, durationSec, keepTempo = false }: CompositionRequest): Composition => {
  const style = styles[mood];
  const random = randomOf(mood, seed);
  const keyRandom = random('key');
  const key: Key = { tonic: pick(keyRandom, style.tonics), mode: pick(keyRandom, style.modes) };
  const wishedBpm = naturalTempoBpm(mood, seed);
  const timing = keepTempo ? keepTiming(wishedBpm, durationSec) : planTiming(wishedBpm, durationSec);
  const bars = harmonise(style, key, timing, random('form'));
  const parts = style.parts.map((part, index) => ({
    style: part,
    channel: channelOf(part, index),
    notes: composePart(part, bars, { key, timing, style, random: random(`part-${index}`) }),
  }));
  return {
    tempoBpm: timing.tempoBpm,
    key,
    parts,
    beatTimesSec: timesOf(timing, 1),
    barTimesSec: timesOf(timing, beatsPerBar),
    midi: writeMidiFile(timing.tempoBpm, parts.map(toEvents)),
  };
};
