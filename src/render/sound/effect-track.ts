import { type FileHandle, open } from 'node:fs/promises';
import * as z from 'zod';
import { throwIfCancelled } from '../../runtime/cancellation.js';
import { longestFilmSec } from '../longest-film.js';
import { type EffectSound, soundEffects, synthesiseEffect } from './effects.js';
import { createLoudnessMeter } from './loudness.js';
import { mixSampleRateHz, toFrameCount } from './mix-graph.js';
import { voiceLevelLufs } from './voice-track.js';
import { wavHeader, wavHeaderBytes } from './wav.js';

export const placedEffectSchema = z.strictObject({
  effect: z.enum(soundEffects),
  /** The moment it belongs to, such as the middle of a transition, in seconds of film. */
  atSec: z.number().min(0).max(longestFilmSec),
  seed: z.int().min(0).max(0xffff_ffff),
});
export type PlacedEffect = z.infer<typeof placedEffectSchema>;

/** Noticed in a pause, and nothing but a colour under speech. */
const underVoiceDb = 12;
/** A tap is short, so that its loudness says little about how sharp it is. */
const highestPeak = 0.25;
const frameBytes = 8;
/** A fiftieth of a second: where the film cuts a sound off, this keeps it from clicking. */
const edgeFrames = mixSampleRateHz / 50;

const gainOf = ({ left, right }: EffectSound): number => {
  const meter = createLoudnessMeter(mixSampleRateHz, 2);
  meter.add([left, right]);
  const lufs = meter.integratedLufs();
  const gain = 10 ** ((voiceLevelLufs - underVoiceDb - lufs) / 20);
  return Number.isFinite(lufs) ? Math.min(highestPeak, gain) : 0;
};

/** Adds to what already stands in the track; what lies before or after the film is left out. */
const addSound = async (
  track: FileHandle,
  frameCount: number,
  at: number,
  sound: EffectSound,
): Promise<void> => {
  const first = Math.max(0, -at);
  const count = Math.min(sound.left.length, frameCount - at) - first;
  if (count <= 0) {
    return;
  }
  const gain = gainOf(sound);
  const bytes = Buffer.alloc(count * frameBytes);
  const position = wavHeaderBytes + (at + first) * frameBytes;
  await track.read(bytes, 0, bytes.length, position);
  for (let frame = 0; frame < count; frame += 1) {
    const sinceStart = first === 0 ? edgeFrames : frame;
    const edge = Math.min(1, sinceStart / edgeFrames, (count - 1 - frame) / edgeFrames);
    const offset = frame * frameBytes;
    const left = (sound.left[first + frame] ?? 0) * gain * edge;
    const right = (sound.right[first + frame] ?? 0) * gain * edge;
    bytes.writeFloatLE(bytes.readFloatLE(offset) + left, offset);
    bytes.writeFloatLE(bytes.readFloatLE(offset + 4) + right, offset + 4);
  }
  await track.write(bytes, 0, bytes.length, position);
};

/** Writes a stereo float WAV of the film's length with effects at their level and place. */
export const layEffects = async (
  effects: readonly PlacedEffect[],
  request: { readonly file: string; readonly durationSec: number; readonly signal: AbortSignal },
): Promise<void> => {
  const frameCount = toFrameCount(request.durationSec);
  const track = await open(request.file, 'w+');
  try {
    const layout = { format: 'float32', sampleRateHz: mixSampleRateHz, channels: 2 } as const;
    await track.write(wavHeader(layout, frameCount), 0, wavHeaderBytes, 0);
    await track.truncate(wavHeaderBytes + frameCount * frameBytes);
    for (const { effect, atSec, seed } of effects) {
      throwIfCancelled(request.signal);
      const sound = synthesiseEffect(effect, { seed, sampleRateHz: mixSampleRateHz });
      const at = Math.round(atSec * mixSampleRateHz) - sound.heightFrame;
      await addSound(track, frameCount, at, sound);
    }
  } finally {
    await track.close();
  }
};
