import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { MediaError } from '../errors/index.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { ArtifactStore } from '../steps/artifact.js';
import { artifactSchema } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';
import { decodeWav, encodeWav } from './wav.js';

export const speechFormats = ['wav', 'mp3', 'm4a'] as const;
export type SpeechFormat = (typeof speechFormats)[number];

const encoders = { mp3: 'libmp3lame', m4a: 'aac' } as const;

const inputSchema = z.strictObject({
  /** 16-bit mono WAVE, as the speak step makes it. */
  audio: artifactSchema,
  /** Factor of the loudness, 0 to 1. */
  volume: z.number().min(0).max(1),
  format: z.enum(speechFormats),
  /** Where ffmpeg is needed; decides the bytes. */
  ffmpegVersion: z.string().optional(),
});
type ExportInput = z.infer<typeof inputSchema>;

const outputSchema = z.strictObject({ file: artifactSchema });

const louder = (samples: Float32Array, volume: number): Float32Array =>
  volume === 1 ? samples : samples.map((sample) => sample * volume);

/** Speech as a file to take away: WAVE, MP3 or AAC. Throws `MediaError('ENCODER_MISSING')` where ffmpeg cannot write it. */
export const createExportSpeechStep = (
  locator: FfmpegLocator,
  artifacts: Pick<ArtifactStore, 'pathOf'>,
): StepDefinition<ExportInput, z.infer<typeof outputSchema>> => ({
  kind: 'export-speech',
  version: 1,
  input: inputSchema,
  output: outputSchema,
  pool: 'light',
  units: () => 1,
  async run({ audio, volume, format }, { signal, workDirectory, artifacts: store }) {
    const source = artifacts.pathOf(audio);
    if (format === 'wav') {
      const { samples, sampleRateHz } = decodeWav(await readFile(source));
      const file = encodeWav({ samples: louder(samples, volume), sampleRateHz });
      return { file: await store.publishBytes(file, 'wav') };
    }
    const ffmpeg = await locator.get(signal);
    const encoder = encoders[format];
    if (!ffmpeg.encoders.has(encoder)) {
      throw new MediaError('ENCODER_MISSING', `This ffmpeg cannot write ${format} files.`, {
        stage: 'export-speech',
        hint: 'Ask for another format: wav always works.',
      });
    }
    const outputFile = join(workDirectory, `speech.${format}`);
    await ffmpeg.run({
      stage: 'export-speech',
      inputs: [{ file: source }],
      outputOptions: ['-map', '0:a:0', '-af', `volume=${volume}`, '-c:a', encoder, '-b:a', '128k'],
      outputFile,
      workDirectory,
      signal,
    });
    return { file: await store.publish(outputFile, format) };
  },
});
