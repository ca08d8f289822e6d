import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { StepDefinition, StepRunner } from '../steps/definition.js';
import { type Inspection, inspectionSchema } from './footage-item.js';
import { inspectFootage } from './inspect-footage.js';
import { claimsToBeMedia } from './media-type.js';

const inspectFootageInputSchema = z.strictObject({
  /** Absolute path of the folder. */
  root: z.string().min(1).max(4096),
  /** Of the file, relative to it. */
  name: z.string().min(1).max(4096),
  /** These two tell whether the file has changed since it was looked into. */
  sizeBytes: z.int().positive(),
  modifiedMs: z.number(),
  /** `Ffmpeg.version`: another version reads other files. */
  ffmpegVersion: z.string(),
});
type InspectFootageInput = z.infer<typeof inspectFootageInputSchema>;

const inspectFootageOutputSchema = z.strictObject({ inspection: inspectionSchema });

/** Looks into a file of the user's once, for all films that it is offered to. */
export const createInspectFootageStep = (
  locator: FfmpegLocator,
): StepDefinition<InspectFootageInput, z.infer<typeof inspectFootageOutputSchema>> => ({
  kind: 'inspect-footage',
  version: 1,
  input: inspectFootageInputSchema,
  output: inspectFootageOutputSchema,
  pool: 'cpu',
  units: () => 1,
  run: async ({ root, name }, { signal }) => ({
    inspection: await inspectFootage(name, { root, ffmpeg: await locator.get(signal), signal }),
  }),
});

export type Inspector = (root: string, name: string) => Promise<Inspection>;

/** A file that can be read; `undefined` for any other. */
const identify = async (
  root: string,
  name: string,
): Promise<{ sizeBytes: number; modifiedMs: number } | undefined> => {
  try {
    const file = await realpath(path.join(root, name));
    await access(file, constants.R_OK);
    const facts = await stat(file);
    return facts.isFile() && facts.size > 0
      ? { sizeBytes: facts.size, modifiedMs: facts.mtimeMs }
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Looks into files so that each is looked into once: by the step where the file can be read and is named as footage,
 * directly otherwise, since permissions may change without a trace and a folder may hold thousands of texts.
 */
export const createInspector = (options: {
  readonly step: StepRunner;
  readonly inspectFootage: ReturnType<typeof createInspectFootageStep>;
  readonly ffmpeg: FfmpegLocator;
  readonly signal: AbortSignal;
}): Inspector => {
  const { step, signal } = options;
  return async (root, name) => {
    const ffmpeg = await options.ffmpeg.get(signal);
    const identity = claimsToBeMedia(name) ? await identify(root, name) : undefined;
    if (identity === undefined) {
      return inspectFootage(name, { root, ffmpeg, signal });
    }
    const input = { root, name, ...identity, ffmpegVersion: ffmpeg.version };
    return (await step.run(options.inspectFootage, input)).inspection;
  };
};
