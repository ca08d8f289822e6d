export type MidiNote = {
  readonly channel: number;
  readonly pitch: number;
  readonly velocity: number;
  readonly startTick: number;
  readonly endTick: number;
};

type Track = { microsPerBeat?: number; notes: MidiNote[]; strayEvents: number };
export type MidiContent = {
  readonly ticksPerBeat: number;
  readonly microsPerBeat: number;
  readonly notes: readonly MidiNote[];
  /** Note-ons that are never ended or struck twice, and note-offs without a note. */
  readonly strayEvents: number;
};

type Event = { readonly tick: number; readonly bytes: Buffer };

const readVariableLength = (bytes: Buffer, at: number): { value: number; next: number } => {
  const byte = bytes.readUInt8(at);
  if (byte < 0x80) {
    return { value: byte, next: at + 1 };
  }
  const low = bytes.readUInt8(at + 1);
  if (low < 0x80) {
    return { value: (byte & 0x7f) * 128 + low, next: at + 2 };
  }
  const rest = readVariableLength(bytes, at + 1);
  return { value: (byte & 0x7f) * 128 ** (rest.next - at - 1) + rest.value, next: rest.next };
};

/** Without running status, which our files do not use. */
const eventLength = (bytes: Buffer, at: number): number => {
  const status = bytes.readUInt8(at);
  if (status === 0xff) {
    return 3 + bytes.readUInt8(at + 2);
  }
  return status >> 4 === 0xc ? 2 : 3;
};

const readEvents = (bytes: Buffer): Event[] => {
  const events: Event[] = [];
  let tick = 0;
  for (let at = 0; at < bytes.length; ) {
    const delta = readVariableLength(bytes, at);
    tick += delta.value;
    const end = delta.next + eventLength(bytes, delta.next);
    events.push({ tick, bytes: bytes.subarray(delta.next, end) });
    at = end;
  }
  if (events.at(-1)?.bytes.toString('hex') !== 'ff2f00') {
    throw new Error('a track without an end');
  }
  return events;
};

const readTrack = (events: readonly Event[]): Track => {
  const track: Track = { notes: [], strayEvents: 0 };
  const sounding = new Map<number, { velocity: number; startTick: number }>();
  for (const { tick, bytes } of events) {
    const [status = 0, pitch = 0, velocity = 0] = bytes;
    const note = sounding.get(pitch);
    if (status === 0xff && pitch === 0x51) {
      track.microsPerBeat = bytes.readUIntBE(3, 3);
    } else if (status >> 4 === 0x9) {
      track.strayEvents += note === undefined ? 0 : 1;
      sounding.set(pitch, { velocity, startTick: tick });
    } else if (status >> 4 === 0x8 && note !== undefined) {
      track.notes.push({ channel: status & 0xf, pitch, ...note, endTick: tick });
      sounding.delete(pitch);
    } else if (status >> 4 === 0x8) {
      track.strayEvents += 1;
    }
  }
  track.strayEvents += sounding.size;
  return track;
};

/** A reader of its own, so that the writer is not checked by its own assumptions. */
export const readMidi = (file: Uint8Array): MidiContent => {
  const bytes = Buffer.from(file);
  if (bytes.toString('hex', 0, 10) !== '4d546864000000060001') {
    throw new Error('no MIDI file of format 1');
  }
  const tracks: Track[] = [];
  let offset = 14;
  for (let count = bytes.readUInt16BE(10); count > 0; count -= 1) {
    if (bytes.toString('latin1', offset, offset + 4) !== 'MTrk') {
      throw new Error(`no track at ${offset}`);
    }
    const start = offset + 8;
    offset = start + bytes.readUInt32BE(offset + 4);
    tracks.push(readTrack(readEvents(bytes.subarray(start, offset))));
  }
  return {
    ticksPerBeat: bytes.readUInt16BE(12),
    microsPerBeat: tracks.find((track) => track.microsPerBeat !== undefined)?.microsPerBeat ?? 500_000,
    notes: tracks.flatMap((track) => track.notes),
    strayEvents: tracks.reduce((sum, track) => sum + track.strayEvents, 0),
  };
};
