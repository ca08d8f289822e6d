import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { foreignCode, InputError } from '../errors/index.js';
import type { Artifact, ArtifactStore } from '../steps/artifact.js';
import type { StepDefinition } from '../steps/definition.js';
import { type FootageItem, footageItemSchema } from './footage-item.js';
import { type Credit, creditSchema, type Picture, pictureSchema } from './visual.js';

const adoptFootageOutputSchema = z.strictObject({ picture: pictureSchema, credits: z.array(creditSchema) });
export type AdoptFootageOutput = z.infer<typeof adoptFootageOutputSchema>;

/**
 * Copies a picture or clip of the user's into the artifacts, so that the film can be made again when the
 * original is gone. The key holds its size and time of change; a file that has changed since is refused.
 */
export const createAdoptFootageStep = (): StepDefinition<FootageItem, AdoptFootageOutput> => ({
  kind: 'adopt-footage',
  version: 1,
  input: footageItemSchema,
  output: adoptFootageOutputSchema,
  pool: 'light',
  units: ({ sizeBytes }) => sizeBytes / 50_000_000,
  run: async (item, { artifacts, signal }) => {
    signal.throwIfAborted();
    await checkUnchanged(item);
    return { picture: await toPicture(item, artifacts), credits: [creditOf(item)] };
  },
});

/** The same clip from another point on; stills stay as they are. */
export const startingAt = (picture: Picture, startSec: number): Picture =>
  picture.kind === 'clip' ? { ...picture, startSec } : picture;

const checkUnchanged = async (item: FootageItem): Promise<void> => {
  try {
    const { size, mtimeMs } = await stat(item.file);
    if (size === item.sizeBytes && mtimeMs === item.modifiedMs) {
      return;
    }
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes(foreignCode(error) ?? '')) {
      throw error;
    }
  }
  throw new InputError(
    'FOOTAGE_UNREADABLE',
    'A picture or clip was changed or removed while the film was made.',
    {
      hint: 'Make the film again; leave the footage folder alone meanwhile.',
    },
  );
};

const toPicture = async (item: FootageItem, artifacts: ArtifactStore): Promise<Picture> => {
  const { widthPx, heightPx, durationSec } = item;
  if (item.kind === 'clip') {
    const file = await artifacts.adopt(item.file, item.extension);
    return { kind: 'clip', file, widthPx, heightPx, durationSec, startSec: 0 };
  }
  if (item.redraw) {
    return await redraw(item, artifacts);
  }
  return { kind: 'still', file: await artifacts.adopt(item.file, item.extension), widthPx, heightPx };
};

/**
 * Decodes a still and writes it upright as a plain file: what ffmpeg does about EXIF orientation differs from
 * version to version, and GIF and animated WebP are not among the formats it may open. The canvas applies the
 * orientation itself.
 */
const redraw = async (item: FootageItem, artifacts: ArtifactStore): Promise<Picture> => {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const image = await loadImage(await readFile(item.file)).catch((cause: unknown) => {
    throw new InputError('FOOTAGE_UNREADABLE', 'A picture in the footage folder cannot be decoded.', {
      hint: 'Save it again as JPEG or PNG, or take it out of the folder.',
      cause,
    });
  });
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  const opaque = item.extension === 'jpg';
  const bytes = opaque ? await canvas.encode('jpeg', 95) : await canvas.encode('png');
  const file: Artifact = await artifacts.publishBytes(bytes, opaque ? 'jpg' : 'png');
  return { kind: 'still', file, widthPx: image.width, heightPx: image.height };
};

const creditOf = (item: FootageItem): Credit => ({
  kind: 'picture',
  title: path.basename(item.name),
  licence: 'Supplied by the maker of the film',
});
