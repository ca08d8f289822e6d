import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { ProviderError } from '../../errors/index.js';
import type { FfmpegLocator } from '../../render/ffmpeg/ffmpeg.js';
import { canonicalJson } from '../../steps/canonical-json.js';
import type { StepContext, StepDefinition } from '../../steps/definition.js';
import { sweepStale } from '../../steps/sweep.js';
import { toPicture } from '../adopt-footage-step.js';
import { assetSchema } from '../asset.js';
import type { AssetLibrary } from '../asset-library.js';
import { inspectFootage } from '../inspect-footage.js';
import type { FootageSources } from '../sources.js';
import { clipPictureSchema, stillPictureSchema } from '../visual.js';
import { maxFetchBytes } from './fetch-limits.js';

const fetchInputSchema = z.strictObject({
  ...assetSchema.pick({ source: true, id: true, kind: true, title: true, files: true }).shape,
  /** Which is to be filled, where the source chooses the file. */
  frame: z.strictObject({ widthPx: z.int().positive(), heightPx: z.int().positive() }),
});
export type FetchInput = z.infer<typeof fetchInputSchema>;

const fetchOutputSchema = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('usable'),
    picture: z.discriminatedUnion('kind', [stillPictureSchema, clipPictureSchema]),
  }),
  /** It came whole, and cannot be shown: another try would bring the same bytes. */
  z.strictObject({ outcome: z.literal('unusable'), reason: z.string() }),
]);
export type FetchOutput = z.infer<typeof fetchOutputSchema>;

export type FetchTools = {
  readonly sources: Pick<FootageSources, 'provider'>;
  readonly library: Pick<AssetLibrary, 'noteFile'>;
  readonly ffmpeg: FfmpegLocator;
  /** Where files are while they come in. What is there of one that broke off is gone on with. */
  readonly directory: string;
};

/** The step's key decides the name, so that nobody else writes there and the next attempt finds it. */
const incomingFile = (directory: string, input: FetchInput): string =>
  join(directory, createHash('sha256').update(canonicalJson(input)).digest('hex'));

const look = async (file: string, tools: FetchTools, context: StepContext): Promise<FetchOutput> => {
  const { signal } = context;
  const inspection = await inspectFootage(basename(file), {
    root: dirname(file),
    ffmpeg: await tools.ffmpeg.get(signal),
    signal,
  });
  if (inspection.outcome !== 'usable') {
    const reason = inspection.outcome === 'refused' ? inspection.refusal.reason : 'It is no picture or clip.';
    return { outcome: 'unusable', reason };
  }
  const picture = await toPicture(inspection.item, tools.ffmpeg, context);
  if (picture.kind === 'card') {
    throw new RangeError('A fetched file became a card.');
  }
  await tools.library.noteFile(picture.file);
  return { outcome: 'usable', picture };
};

/** Fetches a picture or clip, and looks into it as into a file of the user's before it is used. */
export const createFetchStep = (tools: FetchTools): StepDefinition<FetchInput, FetchOutput> => {
  let sweeping: Promise<unknown> | undefined;
  return {
    kind: 'fetch-footage',
    version: 1,
    input: fetchInputSchema,
    output: fetchOutputSchema,
    pool: 'net',
    units: () => 1,
    run: async (input, context) => {
      const { signal, logger } = context;
      const { source, frame } = input;
      const provider = await tools.sources.provider(source);
      if (provider === undefined) {
        throw new ProviderError('PROVIDER_UNAVAILABLE', `${source} is not set up here.`, {
          provider: source,
        });
      }
      await mkdir(tools.directory, { recursive: true });
      sweeping ??= sweepStale(tools.directory, Date.now());
      await sweeping;
      const file = incomingFile(tools.directory, input);
      const target = { file, maxBytes: maxFetchBytes[input.kind], frame };
      await provider.fetch(input, target, { signal, logger });
      try {
        return await look(file, tools, context);
      } finally {
        await rm(file, { force: true });
      }
    },
  };
};
