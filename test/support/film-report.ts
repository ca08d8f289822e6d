import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { filmResultSchema } from '../../src/studio/studio.js';
import type { CommandOutcome } from './command-line.js';

const reportSchema = filmResultSchema.extend({ ok: z.literal(true), taskId: z.string() });
export type FilmReport = z.infer<typeof reportSchema>;

/** What `make --json` printed; fails with the command's own words when there is no film. */
export const readReport = (outcome: CommandOutcome): FilmReport => {
  if (outcome.exitCode !== 0) {
    throw new Error(`exit ${outcome.exitCode ?? outcome.signal}: ${outcome.stderr}`);
  }
  return reportSchema.parse(JSON.parse(outcome.stdout));
};

const lockSchema = z.object({
  film: z.string(),
  scenes: z.array(z.object({ id: z.string(), voice: z.string(), picture: z.string(), shot: z.string() })),
  steps: z.array(z.object({ kind: z.string(), key: z.string() })),
});

export const readLock = async (report: FilmReport): Promise<z.infer<typeof lockSchema>> =>
  lockSchema.parse(JSON.parse(await readFile(report.lockFile, 'utf8')));
