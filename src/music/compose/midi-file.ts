/** Ticks a beat in every file written here. */
export const ticksPerBeat = 480;

export type MidiEvent = {
  readonly tick: number;
  /** A whole channel or meta message, without its delta time. */
  readonly bytes: readonly number[];
};

/** A variable-length quantity: seven bits a byte, most significant first. */
const variableLength = (value: number): number[] => {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) {
    bytes.unshift((rest & 0x7f) | 0x80);
  }
  return bytes;
};

const uint32 = (value: number): number[] => [
  (value >>> 24) & 0xff,
  (value >>> 16) & 0xff,
  (value >>> 8) & 0xff,
  value & 0xff,
];

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** Note-offs go before note-ons of the same tick, so that a repeated note is struck again. */
const order = (event: MidiEvent): number => ((event.bytes[0] ?? 0) >> 4 === 0x8 ? 0 : 1);

const trackChunk = (events: readonly MidiEvent[]): number[] => {
  const sorted = events.toSorted((a, b) => a.tick - b.tick || order(a) - order(b));
  const data: number[] = [];
  let previous = 0;
  for (const event of sorted) {
    for (const byte of variableLength(event.tick - previous)) {
      data.push(byte);
    }
    for (const byte of event.bytes) {
      data.push(byte);
    }
    previous = event.tick;
  }
  const endOfTrack = [0x00, 0xff, 0x2f, 0x00];
  return [...ascii('MTrk'), ...uint32(data.length + endOfTrack.length)].concat(data, endOfTrack);
};

/** Set Tempo, in microseconds a beat. */
export const tempoEvent = (tempoBpm: number): MidiEvent => {
  const micros = Math.round(60_000_000 / tempoBpm);
  return { tick: 0, bytes: [0xff, 0x51, 0x03, (micros >> 16) & 0xff, (micros >> 8) & 0xff, micros & 0xff] };
};

/**
 * A Standard MIDI File of format 1 (MIDI 1.0, RP-001): a track with the tempo, then one a part.
 * Ticks are whole and not negative.
 */
export const writeMidiFile = (tempoBpm: number, tracks: readonly (readonly MidiEvent[])[]): Uint8Array => {
  const chunks = [trackChunk([tempoEvent(tempoBpm)]), ...tracks.map(trackChunk)];
  const header = [
    ...ascii('MThd'),
    ...uint32(6),
    0,
    1,
    0,
    chunks.length,
    ticksPerBeat >> 8,
    ticksPerBeat & 0xff,
  ];
  return Uint8Array.from(header.concat(...chunks));
};
