import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export type TrackFacts = {
  /** When it is first seen or heard. */
  readonly startSec: number;
  readonly endSec: number;
  readonly sizeBytes: number;
  /** Bytes of each second of film. */
  readonly secondBytes: readonly number[];
};
export type PacketFacts = { readonly video?: TrackFacts; readonly audio?: TrackFacts };

type OpenTrack = {
  kind?: string;
  base?: number;
  start: number;
  end: number;
  bytes: number;
  seconds: number[];
};

/** Longer than any input that is read; a wild time stamp must not become an array of that length. */
const maxSec = 7_200;

const readHeader = (track: OpenTrack, name: string, value: string): void => {
  if (name === 'tb') {
    const [over = Number.NaN, under = Number.NaN] = value.split('/').map(Number);
    const base = over / under;
    if (Number.isFinite(base) && base > 0) {
      track.base = base;
    }
  }
  if (name === 'media_type') {
    track.kind = value.trim();
  }
};

const readPacket = (track: OpenTrack, fields: readonly string[]): void => {
  const [, , shown, length, size] = fields.map(Number);
  if (shown === undefined || length === undefined || size === undefined || track.base === undefined) {
    return;
  }
  const startSec = shown * track.base;
  const endSec = (shown + length) * track.base;
  if (
    !Number.isFinite(startSec + endSec + size) ||
    Math.abs(startSec) > maxSec ||
    Math.abs(endSec) > maxSec
  ) {
    return;
  }
  track.start = Math.min(track.start, startSec);
  track.end = Math.max(track.end, endSec);
  track.bytes += size;
  const second = Math.max(0, Math.floor(startSec));
  track.seconds[second] = (track.seconds[second] ?? 0) + size;
};

const close = (track: OpenTrack): TrackFacts => ({
  // What lies before zero is the run-in of an encoder; players leave it out.
  startSec: Math.max(0, track.start),
  endSec: Math.max(0, track.end),
  sizeBytes: track.bytes,
  secondBytes: Array.from(track.seconds, (bytes) => bytes ?? 0),
});

export type PacketReader = { add(line: string): void; facts(): PacketFacts };

/** Reads what ffmpeg's `framecrc` format tells of the packets of a file, line by line. Lines it cannot read count nothing. */
export const createPacketReader = (): PacketReader => {
  const tracks = new Map<string, OpenTrack>();
  const trackOf = (index: string): OpenTrack => {
    const track = tracks.get(index) ?? {
      start: Number.POSITIVE_INFINITY,
      end: Number.NEGATIVE_INFINITY,
      bytes: 0,
      seconds: [],
    };
    tracks.set(index, track);
    return track;
  };
  return {
    add(line) {
      const header = /^#(tb|media_type) ([01]): (.+)$/.exec(line);
      if (header !== null) {
        readHeader(trackOf(header[2] ?? ''), header[1] ?? '', header[3] ?? '');
      } else if (/^[01], /.test(line)) {
        const fields = line.split(',', 5);
        readPacket(trackOf(fields[0] ?? ''), fields);
      }
    },
    facts() {
      const found = [...tracks.values()].filter(({ start, end }) => Number.isFinite(start + end));
      const video = found.find(({ kind }) => kind === 'video');
      const audio = found.find(({ kind }) => kind === 'audio');
      return {
        ...(video === undefined ? {} : { video: close(video) }),
        ...(audio === undefined ? {} : { audio: close(audio) }),
      };
    },
  };
};

export const readPackets = async (file: string): Promise<PacketFacts> => {
  const reader = createPacketReader();
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: 1_000 })) {
    reader.add(line);
  }
  return reader.facts();
};
