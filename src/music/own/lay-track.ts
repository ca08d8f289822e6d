import { type FileHandle, open } from 'node:fs/promises';
import { wavHeader, wavHeaderBytes } from '../../render/sound/wav.js';
import { throwIfCancelled } from '../../runtime/cancellation.js';

/** Decoded music: 16-bit stereo at 48 kHz. */
export const trackRateHz = 48_000;
const frameBytes = 4;
const blockFrames = trackRateHz;

/** Silence at either end, below -54 dB, is not repeated. */
const silence = 64;
/** The end of one round and the beginning of the next sound together for this long, or a quarter of a short track. */
const crossfadeSec = 2.5;
/** Soft edges: a beginning without a click, an end that is heard as one. */
const fadeInSec = 0.03;
const fadeOutSec = 2.5;

type Pcm = { readonly file: FileHandle; readonly dataOffset: number; readonly frameCount: number };

/** Which frames of the file are music. */
export type Stretch = { readonly fromFrame: number; readonly frames: number };

const readFrames = async (
  { file, dataOffset }: Pcm,
  fromFrame: number,
  count: number,
): Promise<Int16Array> => {
  const bytes = Buffer.alloc(count * frameBytes);
  await file.read(bytes, 0, bytes.length, dataOffset + fromFrame * frameBytes);
  return Int16Array.from({ length: count * 2 }, (_, index) => bytes.readInt16LE(index * 2));
};

/** The stretch between the first and the last frame that is heard; undefined for silence. */
export const findMusic = async (pcm: Pcm, signal: AbortSignal): Promise<Stretch | undefined> => {
  let first = -1;
  let last = -1;
  for (let done = 0; done < pcm.frameCount; done += blockFrames) {
    throwIfCancelled(signal);
    const samples = await readFrames(pcm, done, Math.min(blockFrames, pcm.frameCount - done));
    const from = samples.findIndex((sample) => Math.abs(sample) > silence);
    if (from >= 0) {
      first = first < 0 ? done + (from >> 1) : first;
      last = done + (samples.findLastIndex((sample) => Math.abs(sample) > silence) >> 1);
    }
  }
  return first < 0 ? undefined : { fromFrame: first, frames: last - first + 1 };
};

/** Adds part of the music to a block, each frame at its gain. */
type Mixing = {
  readonly target: Float32Array;
  readonly at: number;
  readonly fromFrame: number;
  readonly count: number;
  readonly gainOf: (frame: number) => number;
};

const mixIn = async (pcm: Pcm, { target, at, fromFrame, count, gainOf }: Mixing): Promise<void> => {
  const samples = await readFrames(pcm, fromFrame, count);
  for (let frame = 0; frame < count; frame += 1) {
    const gain = gainOf(frame);
    const left = (at + frame) * 2;
    target[left] = (target[left] ?? 0) + (samples[frame * 2] ?? 0) * gain;
    target[left + 1] = (target[left + 1] ?? 0) + (samples[frame * 2 + 1] ?? 0) * gain;
  }
};

/** How far one round is from the next, and for how long both are heard. */
const roundsOf = (frames: number, totalFrames: number): { overlap: number; period: number } => {
  const overlap = frames >= totalFrames ? 0 : Math.floor(Math.min(crossfadeSec * trackRateHz, frames / 4));
  return { overlap, period: frames - overlap };
};

/** One block of the endless music. Where two rounds meet, their powers add up to one. */
const layBlock = async (
  pcm: Pcm,
  { fromFrame, frames, overlap, period }: Stretch & ReturnType<typeof roundsOf>,
  { start, count }: { readonly start: number; readonly count: number },
): Promise<Float32Array> => {
  const target = new Float32Array(count * 2);
  const quarterTurn = Math.PI / 2 / Math.max(1, overlap);
  for (let done = 0; done < count; ) {
    const round = Math.floor((start + done) / period);
    const at = start + done - round * period;
    const meets = round > 0 && at < overlap;
    const run = Math.min(count - done, (meets ? overlap : period) - at);
    const rising = (frame: number): number => (meets ? Math.sin((at + frame) * quarterTurn) : 1);
    await mixIn(pcm, { target, at: done, fromFrame: fromFrame + at, count: run, gainOf: rising });
    if (meets) {
      const falling = (frame: number): number => Math.cos((at + frame) * quarterTurn);
      const tail = Math.min(run, frames - period - at);
      await mixIn(pcm, {
        target,
        at: done,
        fromFrame: fromFrame + period + at,
        count: tail,
        gainOf: falling,
      });
    }
    done += run;
  }
  return target;
};

const edgeGain = (frame: number, totalFrames: number): number => {
  const fadeIn = fadeInSec * trackRateHz;
  const fadeOut = Math.min(fadeOutSec * trackRateHz, totalFrames / 4);
  const rising = frame < fadeIn ? frame / fadeIn : 1;
  const left = totalFrames - 1 - frame;
  const falling = left < fadeOut ? (1 - Math.cos((Math.PI * left) / fadeOut)) / 2 : 1;
  return rising * falling;
};

const toInt16 = (sample: number): number => Math.max(-32_768, Math.min(32_767, Math.round(sample)));

export type Laying = {
  readonly durationSec: number;
  readonly outputFile: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
};

/**
 * Writes music of any length as a WAV file of another: cut and faded out, or repeated with rounds that fade into each
 * other. Memory does not grow with either length.
 */
export const layTrack = async (pcm: Pcm, music: Stretch, laying: Laying): Promise<void> => {
  const totalFrames = Math.round(laying.durationSec * trackRateHz);
  const rounds = { ...music, ...roundsOf(music.frames, totalFrames) };
  const output = await open(laying.outputFile, 'w');
  try {
    await output.write(wavHeader({ format: 'pcm16', sampleRateHz: trackRateHz, channels: 2 }, totalFrames));
    for (let start = 0; start < totalFrames; start += blockFrames) {
      throwIfCancelled(laying.signal);
      const count = Math.min(blockFrames, totalFrames - start);
      const samples = await layBlock(pcm, rounds, { start, count });
      const bytes = Buffer.alloc(count * frameBytes);
      for (let frame = 0; frame < count; frame += 1) {
        const gain = edgeGain(start + frame, totalFrames);
        bytes.writeInt16LE(toInt16((samples[frame * 2] ?? 0) * gain), frame * frameBytes);
        bytes.writeInt16LE(toInt16((samples[frame * 2 + 1] ?? 0) * gain), frame * frameBytes + 2);
      }
      await output.write(bytes, 0, bytes.length, wavHeaderBytes + start * frameBytes);
      laying.onProgress((start + count) / totalFrames);
    }
  } finally {
    await output.close();
  }
};
