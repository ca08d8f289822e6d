import { open } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { footageSources } from '../../config/sections/footage.js';
import { ProviderError } from '../../errors/index.js';
import { artifactSchema } from '../../steps/artifact.js';
import type { StepDefinition } from '../../steps/definition.js';
import { looksGrid, looksOf } from '../looks.js';
import { shrinkImage } from '../shrink-image.js';
import type { FootageSources } from '../sources.js';
import { readStillHeader } from '../still-header.js';

const thumbnailInputSchema = z.strictObject({
  source: z.enum(footageSources),
  url: z.string().min(8).max(2_048),
});
export type ThumbnailInput = z.infer<typeof thumbnailInputSchema>;

const thumbnailOutputSchema = z.strictObject({
  /** JPEG, at most 320 pixels and 24 kB. */
  thumbnail: artifactSchema,
  looks: z.string().regex(/^[0-9a-f]{16}$/u),
});
export type ThumbnailOutput = z.infer<typeof thumbnailOutputSchema>;

const maxDownloadBytes = 3_000_000;
const maxPixels = 16_000_000;
const headBytes = 262_144;
const limits = { maxSidePx: 320, maxSizeBytes: 24_000 } as const;

const refused = (source: string): ProviderError =>
  new ProviderError('PROVIDER_ANSWER_INVALID', `${source} sent a thumbnail that is no small picture.`, {
    provider: source,
  });

/** Looks at the size before anything is decoded. */
const checkSize = async (file: string, source: string): Promise<void> => {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(head, 0, headBytes, 0);
    const header = readStillHeader(head.subarray(0, bytesRead));
    if (header === undefined || header.widthPx * header.heightPx > maxPixels) {
      throw refused(source);
    }
  } finally {
    await handle.close();
  }
};

const readLooks = async (jpeg: Uint8Array): Promise<string> => {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const { width, height } = looksGrid;
  const context = createCanvas(width, height).getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(await loadImage(Buffer.from(jpeg)), 0, 0, width, height);
  return looksOf(context.getImageData(0, 0, width, height).data);
};

/** Fetches the small picture of something found, makes it smaller still, and tells how it looks. */
export const createThumbnailStep = (tools: {
  readonly sources: Pick<FootageSources, 'provider'>;
}): StepDefinition<ThumbnailInput, ThumbnailOutput> => ({
  kind: 'footage-thumbnail',
  version: 1,
  input: thumbnailInputSchema,
  output: thumbnailOutputSchema,
  pool: 'net',
  units: () => 1,
  run: async ({ source, url }, { signal, logger, workDirectory, artifacts }) => {
    const provider = await tools.sources.provider(source);
    if (provider === undefined) {
      throw refused(source);
    }
    const file = join(workDirectory, 'thumbnail');
    await provider.fetchThumbnail(url, { file, maxBytes: maxDownloadBytes }, { signal, logger });
    await checkSize(file, source);
    const { bytes } = await shrinkImage(file, limits);
    return { thumbnail: await artifacts.publishBytes(bytes, 'jpg'), looks: await readLooks(bytes) };
  },
});
