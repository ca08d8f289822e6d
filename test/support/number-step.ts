import * as z from 'zod';
import { type Artifact, artifactSchema } from '../../src/steps/artifact.js';
import type { StepDefinition } from '../../src/steps/definition.js';

/** Writes a number to a file. The same in the test and in the process it kills. */
export const numberStep: StepDefinition<{ number: number }, { file: Artifact }> = {
  kind: 'number',
  version: 1,
  input: z.strictObject({ number: z.int() }),
  output: z.strictObject({ file: artifactSchema }),
  pool: 'light',
  units: () => 1,
  run: async ({ number }, { artifacts }) => ({
    file: await artifacts.publishBytes(Buffer.from(String(number)), 'txt'),
  }),
};
