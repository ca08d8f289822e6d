import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { foreignCode, InputError } from '../errors/index.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { StepContext, StepDefinition } from '../steps/definition.js';
import { convertGif } from './convert-gif.js';
import { type FootageItem, footageItemSchema } from './footage-item.js';
import { redraw } from './redraw-still.js';
import { type Credit, creditSchema, type Picture, pictureSchema } from './visual.js';

const adoptFootageOutputSchema = z.strictObject({ picture: pictureSchema, credits: z.array(creditSchema) });
export type AdoptFootageOutput = z.infer<typeof adoptFootageOutputSchema>;

/**
 * Copies a picture or clip of the user's into the artifacts, so that the film can be made again when the
 * original is gone. The key holds its size and time of change; a file that has changed since is refused.
 */
export const createAdoptFootageStep = (
  ffmpeg: FfmpegLocator,
): StepDefinition<FootageItem, AdoptFootageOutput> => ({
  kind: 'adopt-footage',
  version: 3,
  input: footageItemSchema,
  output: adoptFootageOutputSchema,
  pool: 'light',
  units: ({ sizeBytes }) => sizeBytes / 50_000_000,
  run: async (item, context) => {
    context.signal.throwIfAborted();
    await checkUnchanged(item);
    return { picture: await toPicture(item, ffmpeg, context), credits: [creditOf(item)] };
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

/** Copies a file that was looked into, or writes it anew where no film shows it as it is. */
export const toPicture = async (
  item: FootageItem,
  ffmpeg: FfmpegLocator,
  context: StepContext,
): Promise<Picture> => {
  const { artifacts } = context;
  const { widthPx, heightPx, durationSec, colour } = item;
  if (item.kind === 'clip') {
    return item.redraw
      ? await convertGif(item, ffmpeg, context)
      : {
          kind: 'clip',
          file: await artifacts.adopt(item.file, item.extension),
          widthPx,
          heightPx,
          durationSec,
          startSec: 0,
          ...(colour === undefined ? {} : { colour }),
        };
  }
  if (item.redraw) {
    return await redraw(item, artifacts);
  }
  return { kind: 'still', file: await artifacts.adopt(item.file, item.extension), widthPx, heightPx };
};

const creditOf = (item: FootageItem): Credit => ({
  kind: 'picture',
  title: path.basename(item.name),
  licence: 'Supplied by the maker of the film',
});
