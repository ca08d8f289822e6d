import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import { type Artifact, artifactSchema } from '../steps/artifact.js';
import type { StepDefinition, StepRunner } from '../steps/definition.js';
import { mostSemitones } from './delivery.js';
import { decodeWav, encodeWav, type Sound } from './wav.js';

const inputSchema = z.strictObject({
  /** 16-bit mono WAVE, as the speak step makes it. */
  audio: artifactSchema,
  semitones: z.number().min(-mostSemitones).max(mostSemitones),
  /** `Ffmpeg.version`: another version gives other bytes. */
  ffmpegVersion: z.string().max(200),
});
type ShiftInput = z.infer<typeof inputSchema>;

/** As long as it was to the sample, so that word times hold, and as loud. */
const outputSchema = z.strictObject({ audio: artifactSchema });

/** Equal temperament: twelve to an octave. */
const factorOf = (semitones: number): number => 2 ** (semitones / 12);

type Shift = { readonly semitones: number; readonly sampleRateHz: number };

/**
 * Rubber Band keeps the resonances of the mouth where they are, so that a higher voice is not a smaller person. Builds
 * of ffmpeg without it play faster and slow down again, resonances and all.
 */
const filterFor = ({ semitones, sampleRateHz }: Shift, filters: ReadonlySet<string>): string => {
  const factor = factorOf(semitones);
  return filters.has('rubberband')
    ? `rubberband=pitch=${factor.toFixed(6)}:formant=preserved:pitchq=quality`
    : [
        `asetrate=${Math.round(sampleRateHz * factor)}`,
        `aresample=${sampleRateHz}`,
        `atempo=${(1 / factor).toFixed(6)}`,
      ].join(',');
};

const powerOf = (samples: Float32Array): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);

const peakOf = (samples: Float32Array): number =>
  samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);

/** Just under full scale: what is louder would be clipped. */
const highestPeak = 0.99;

/** As many samples as before, at the level of before. */
const asBefore = (shifted: Float32Array, before: Float32Array): Float32Array => {
  const wanted = Math.sqrt(powerOf(before) / Math.max(1e-12, powerOf(shifted)));
  const gain = Math.min(wanted, highestPeak / Math.max(1e-6, peakOf(shifted)));
  const samples = new Float32Array(before.length);
  samples.set(shifted.subarray(0, before.length).map((sample) => sample * gain));
  return samples;
};

/** Speech at another pitch. Throws `MediaError`, `CancelledError`. */
export const createShiftPitchStep = (
  locator: FfmpegLocator,
): StepDefinition<ShiftInput, z.infer<typeof outputSchema>> => ({
  kind: 'shift-pitch',
  version: 1,
  input: inputSchema,
  output: outputSchema,
  pool: 'cpu',
  units: () => 1,
  async run({ audio, semitones }, { signal, workDirectory, artifacts }) {
    const ffmpeg = await locator.get(signal);
    const source = artifacts.pathOf(audio);
    const before: Sound = decodeWav(await readFile(source));
    const outputFile = join(workDirectory, 'shifted.wav');
    const filter = filterFor({ semitones, sampleRateHz: before.sampleRateHz }, ffmpeg.filters);
    await ffmpeg.run({
      stage: 'shift-pitch',
      inputs: [{ file: source }],
      outputOptions: ['-map', '0:a:0', '-af', filter, '-c:a', 'pcm_s16le'],
      outputFile,
      workDirectory,
      signal,
    });
    const shifted = decodeWav(await readFile(outputFile));
    const samples = asBefore(shifted.samples, before.samples);
    return { audio: await artifacts.publishBytes(encodeWav({ ...before, samples }), 'wav') };
  },
});

/** Brings speech to a pitch, through a durable step: what a service said is not asked for again. */
export type PitchShifter = {
  shift(steps: StepRunner, audio: Artifact, semitones: number): Promise<Artifact>;
};

export const createPitchShifter = (locator: FfmpegLocator): PitchShifter => {
  const step = createShiftPitchStep(locator);
  return {
    shift: async (steps, audio, semitones) => {
      const { version: ffmpegVersion } = await locator.get();
      return (await steps.run(step, { audio, semitones, ffmpegVersion })).audio;
    },
  };
};
