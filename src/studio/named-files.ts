import { copyFile, link, mkdir, rename, rm, utimes } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { foreignCode, StorageError, toReelwrightError } from '../errors/index.js';
import { newId } from '../runtime/ids.js';
import type { Artifact } from '../steps/artifact.js';
import { sweepStale } from '../steps/sweep.js';
import { toFileName } from './output.js';

export type NamedFiles = {
  /**
   * An artifact under a name that a person can tell it by: `…/Black-cats-scene-2.jpg`. The same artifact and words
   * always give the same path. Throws `StorageError`.
   *
   * @param words what the name says, such as a film's title and what is shown of it
   */
  nameFile(artifact: Artifact, words: string): Promise<string>;
};

const keptForMs = 7 * 24 * 60 * 60 * 1000;

/** A second name costs no room; where a file system has no such thing, a copy serves. */
const linkOrCopy = async (from: string, to: string): Promise<void> => {
  try {
    await link(from, to);
  } catch (error) {
    if (foreignCode(error) === 'EEXIST') {
      return;
    }
    if (foreignCode(error) === 'ENOENT') {
      throw error;
    }
    const temporary = `${to}.${newId()}.part`;
    try {
      await copyFile(from, temporary);
      await rename(temporary, to);
    } finally {
      await rm(temporary, { force: true });
    }
  }
};

/**
 * Readable names for pictures that stand in no folder of films: previews and thumbnails. They lie in a folder named by
 * their content, so that films of one title do not meet, and go after a week.
 */
export const createNamedFiles = ({
  directory,
  pathOf,
}: {
  readonly directory: string;
  readonly pathOf: (artifact: Artifact) => string;
}): NamedFiles => {
  let swept: Promise<unknown> | undefined;
  return {
    nameFile: async (artifact, words) => {
      const from = pathOf(artifact);
      const folder = join(directory, artifact.sha256.slice(0, 12));
      const file = join(folder, `${toFileName(words)}${extname(from)}`);
      try {
        swept ??= sweepStale(directory, Date.now(), keptForMs);
        await swept;
        await mkdir(folder, { recursive: true });
        await linkOrCopy(from, file);
        // Asked for again, it stays another week.
        await utimes(folder, new Date(), new Date());
      } catch (error) {
        const told = toReelwrightError(error);
        throw told.code !== 'INTERNAL'
          ? told
          : new StorageError('STORAGE_FAILED', 'A picture could not be given a readable name.', {
              hint: 'Ask for it again, and check that the data directory can be written.',
              cause: error,
            });
      }
      return file;
    },
  };
};
