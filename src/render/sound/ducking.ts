import { type FileHandle, open } from 'node:fs/promises';
import { throwIfCancelled } from '../../runtime/cancellation.js';
import { readWavBlocks, readWavFacts, wavHeader } from './wav.js';

/** How far the music goes down while somebody speaks. */
export const duckingDb = 8;

/** One gain a hundredth of a second: the fastest change is ten times slower. */
const frameSec = 0.01;
/** Below this, 25 dB under a levelled voice, there is breath and room, but nobody speaks. */
const speechFloorDb = -45;
/** The music is down when the word begins, and so begins to go down before it. */
const attackSec = 0.12;
/** Pauses between words and sentences are shorter: music that came up in them would pump. */
const holdSec = 0.45;
const releaseSec = 0.6;

/** Root mean square of each hundredth of a second, dB below full scale. */
export type Levels = readonly number[];

/** Half a cosine from 0 to 1: no corner at either end. */
const ease = (share: number): number => (1 - Math.cos(Math.PI * Math.min(1, Math.max(0, share)))) / 2;

/** For each frame, how many frames ago speech was last heard, and in how many it will next be heard. */
const distances = (levels: Levels): { since: Float64Array; until: Float64Array } => {
  const since = new Float64Array(levels.length);
  const until = new Float64Array(levels.length);
  let last = Number.NEGATIVE_INFINITY;
  for (const [frame, level] of levels.entries()) {
    last = level > speechFloorDb ? frame : last;
    since[frame] = frame - last;
  }
  let next = Number.POSITIVE_INFINITY;
  for (let frame = levels.length - 1; frame >= 0; frame -= 1) {
    next = (levels[frame] ?? speechFloorDb) > speechFloorDb ? frame : next;
    until[frame] = next - frame;
  }
  return { since, until };
};

/**
 * The gain of the music, a factor for each hundredth of a second: all the way down by the time a word begins,
 * down through its pauses, and up again once the speaker has come to an end, 0.45 s later and within 0.6 s. A
 * compressor that listens to the voice, as mixers use, cannot look ahead, and has to choose between a slow return and pumping.
 */
export const duckingGains = (levels: Levels): Float32Array => {
  const { since, until } = distances(levels);
  return Float32Array.from(levels, (_, frame) => {
    const up = ease(((since[frame] ?? 0) * frameSec - holdSec) / releaseSec);
    const ahead = ease(((until[frame] ?? 0) * frameSec) / attackSec);
    return 10 ** ((-duckingDb * (1 - Math.min(up, ahead))) / 20);
  });
};

/** Adds up the power of a track in hundredths of a second. */
const addLevels = async (file: FileHandle, powers: number[], signal: AbortSignal): Promise<void> => {
  const facts = await readWavFacts(file);
  const frames = facts.sampleRateHz * frameSec;
  let done = 0;
  for await (const [samples] of readWavBlocks(file, facts)) {
    throwIfCancelled(signal);
    for (const sample of samples ?? []) {
      const index = Math.floor(done / frames);
      powers[index] = (powers[index] ?? 0) + (sample * sample) / frames;
      done += 1;
    }
  }
};

/** As low as ffmpeg's resampler goes without trouble; ten samples a gain. */
const keySampleRateHz = 1_000;
const perGain = keySampleRateHz * frameSec;
/** A minute is written in one go. */
const keyBlockFrames = 60 * keySampleRateHz;

/** The gain at a place between two, on the straight line that joins them. */
const gainAt = (gains: Float32Array, at: number): number => {
  const before = Math.min(gains.length - 1, Math.max(0, Math.floor(at)));
  const after = Math.min(gains.length - 1, before + 1);
  const share = Math.min(1, Math.max(0, at - before));
  return (gains[before] ?? 1) * (1 - share) + (gains[after] ?? 1) * share;
};

/**
 * Writes the gains for tracks of voices that play together as a mono float WAV, for the music to be multiplied with.
 * It is a little longer than the voices, so that its end is not heard.
 */
export const writeDuckingKey = async (
  tracks: readonly { readonly file: string }[],
  outputFile: string,
  signal: AbortSignal,
): Promise<void> => {
  const powers: number[] = [];
  for (const { file } of tracks) {
    const handle = await open(file, 'r');
    try {
      await addLevels(handle, powers, signal);
    } finally {
      await handle.close();
    }
  }
  const gains = duckingGains(Array.from(powers, (power) => 10 * Math.log10((power ?? 0) + 1e-12)));
  const frameCount = (gains.length + 50) * perGain;
  const file = await open(outputFile, 'w');
  try {
    const layout = { format: 'float32', sampleRateHz: keySampleRateHz, channels: 1 } as const;
    await file.write(wavHeader(layout, frameCount));
    for (let from = 0; from < frameCount; from += keyBlockFrames) {
      throwIfCancelled(signal);
      const length = Math.min(keyBlockFrames, frameCount - from);
      const samples = Float32Array.from({ length }, (_, index) =>
        gainAt(gains, (from + index) / perGain - 0.5),
      );
      await file.write(new Uint8Array(samples.buffer));
    }
  } finally {
    await file.close();
  }
};
