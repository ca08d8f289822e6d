import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { artifactSchema } from '../../steps/artifact.js';
import type { StepDefinition } from '../../steps/definition.js';
import type { Recogniser } from '../recognise/recogniser.js';
import { type Transcript, transcriptSchema } from '../recognise/transcript.js';
import { decodeWav } from '../wav.js';

export const transcribeInputSchema = z.strictObject({
  /** WAV, 16 bit. */
  audio: artifactSchema,
  durationSec: z.number().positive(),
  /** BCP 47; found by the recogniser when absent. */
  language: z.string().min(2).max(35).optional(),
  numbersAsWords: z.boolean(),
  /** Of the recogniser. */
  revision: z.string().min(1).max(120),
});
export type TranscribeInput = z.infer<typeof transcribeInputSchema>;

/** Writes down what is said in a recording. */
export const createTranscribeStep = (
  recogniser: Recogniser,
): StepDefinition<TranscribeInput, Transcript> => ({
  kind: 'transcribe',
  version: 1,
  input: transcribeInputSchema,
  output: transcriptSchema,
  pool: 'voice',
  units: ({ durationSec }) => durationSec,
  run: async ({ audio, language, numbersAsWords }, { artifacts, signal }) =>
    recogniser.recognise(decodeWav(await readFile(artifacts.pathOf(audio))), {
      language,
      numbersAsWords,
      signal,
    }),
});
