import { randomUUID } from 'node:crypto';
import { copyFile, lstat, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { foreignCode, InputError, toReelwrightError } from '../errors/index.js';
import { containerOfFile, containersOf } from '../render/encoders/container.js';
import { codecTitles } from '../render/encoders/encoder.js';
import type { Codec } from '../render/transition.js';

/** Names of everything that is written beside a film; all share the film's own name. */
export type OutputFiles = {
  readonly video: string;
  readonly srt: string;
  readonly vtt: string;
  readonly credits: string;
  readonly storyboard: string;
  readonly lock: string;
  readonly poster: string;
  readonly contactSheet: string;
};

const longestName = 60;
/** File systems take 255 bytes, and the companions' endings have 16. */
const longestBaseBytes = 239;

/** A file name from a title: letters and digits of any script, words joined by hyphens; 60 signs and 180 bytes at most. */
export const toFileName = (title: string): string => {
  const words = title.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const signs = [...words.join('-')].slice(0, longestName);
  while (Buffer.byteLength(signs.join('')) > 3 * longestName) {
    signs.pop();
  }
  const name = signs.join('').replace(/-+$/u, '');
  return name === '' ? 'film' : name;
};

const wrongEnding = (video: string, codec: Codec): InputError => {
  const possible = containersOf[codec];
  const endings = possible.map((container) => `.${container}`).join(' or ');
  const webm = containerOfFile(video) === 'webm' ? ' WebM holds the codecs av1 and vp9.' : '';
  return new InputError(
    'INPUT_INVALID',
    `A film in ${codecTitles[codec]} goes into a file whose name ends in ${endings}.`,
    { hint: `Try ${basename(video, extname(video))}.${possible[0]}.${webm}` },
  );
};

/**
 * Where a film and its companions go.
 *
 * @param options.outputFile As the caller named it; must end as the codec's films do.
 * @param options.codec Decides between MP4 and WebM.
 * @param options.key Tells films of one title apart; the same film always gets the same name.
 */
export const nameOutputFiles = (options: {
  readonly outputFile: string | undefined;
  readonly directory: string;
  readonly title: string;
  readonly key: string;
  readonly codec: Codec;
}): OutputFiles => {
  const possible = containersOf[options.codec];
  const [usual] = possible;
  const video = resolve(
    options.outputFile ??
      join(options.directory, `${toFileName(options.title)}-${options.key.slice(0, 6)}.${usual}`),
  );
  const container = containerOfFile(video);
  if (container === undefined || !possible.includes(container)) {
    throw wrongEnding(video, options.codec);
  }
  const base = video.slice(0, -extname(video).length);
  if (Buffer.byteLength(basename(base)) > longestBaseBytes) {
    throw new InputError('INPUT_INVALID', 'The name of the output file is too long.', {
      hint: `Choose one of at most ${longestBaseBytes} bytes.`,
    });
  }
  return {
    video,
    srt: `${base}.srt`,
    vtt: `${base}.vtt`,
    credits: `${base}.credits.txt`,
    storyboard: `${base}.storyboard.json`,
    lock: `${base}.lock.json`,
    poster: `${base}.poster.jpg`,
    contactSheet: `${base}.sheet.jpg`,
  };
};

/** How every lock file of ours begins. */
const ownLock = /^\{\s*"reelwright":/;

const isOwn = async (lockFile: string): Promise<boolean> => {
  try {
    const handle = await open(lockFile, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
      return ownLock.test(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
};

/**
 * Refuses to write over a video, a subtitle file or anything else that Reelwright did not make: its own films have
 * its lock file beside them.
 *
 * @throws InputError `INPUT_INVALID`.
 */
export const refuseToOverwrite = async (files: OutputFiles): Promise<void> => {
  for (const file of Object.values(files)) {
    if ((await exists(file)) && !(await isOwn(files.lock))) {
      throw new InputError(
        'INPUT_INVALID',
        'A file that Reelwright did not make stands where the film or a file beside it should go.',
        {
          hint: `Choose another name for the film than ${basename(files.video)}, or move ${basename(file)} away.`,
        },
      );
    }
  }
};

/**
 * Makes the folder that the film goes to and sees that it can be written: better now than when the film is made.
 *
 * @throws InputError `INPUT_INVALID` when a file is in its way, StorageError.
 */
export const prepareFolder = async ({ video }: OutputFiles): Promise<void> => {
  const trial = join(dirname(video), `.reelwright-${randomUUID()}.part`);
  try {
    await mkdir(dirname(video), { recursive: true });
    // Permissions alone do not tell: not of a network's folder, nor of one that the kernel makes up.
    await writeFile(trial, '');
    await rm(trial, { force: true });
  } catch (error) {
    if (['ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP', 'ENOENT'].includes(foreignCode(error) ?? '')) {
      throw new InputError('INPUT_INVALID', 'The folder for the film cannot be made.', {
        hint: 'Choose another output file: no part of its path may be a file, and its folder must take new files.',
        cause: error,
      });
    }
    throw toReelwrightError(error);
  }
};

const exists = async (file: string): Promise<boolean> => {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (foreignCode(error) === 'ENOENT' || foreignCode(error) === 'ENOTDIR') {
      return false;
    }
    throw error;
  }
};

/** Copies beside the target first and renames, so that a viewer never opens half a film. */
const place = async (target: string, write: (temporary: string) => Promise<void>): Promise<void> => {
  const temporary = join(dirname(target), `.reelwright-${randomUUID()}.part`);
  try {
    await write(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};

/**
 * Writes a film and its companions. The lock comes first and claims the name, so that an attempt that broke off can be
 * made again; the video comes last, so that where it stands, all stand.
 *
 * @throws as `refuseToOverwrite`: somebody may have put a file there while the film was made.
 */
export const writeOutputFiles = async (
  files: OutputFiles,
  contents: {
    readonly videoSource: string;
    /** Target to source. */
    readonly pictures: ReadonlyMap<string, string>;
    readonly lock: string;
    readonly texts: ReadonlyMap<string, string>;
  },
): Promise<void> => {
  await mkdir(dirname(files.video), { recursive: true });
  await refuseToOverwrite(files);
  await place(files.lock, (temporary) => writeFile(temporary, contents.lock));
  for (const [target, text] of contents.texts) {
    await place(target, (temporary) => writeFile(temporary, text));
  }
  for (const [target, source] of contents.pictures) {
    await place(target, (temporary) => copyFile(source, temporary));
  }
  await place(files.video, (temporary) => copyFile(contents.videoSource, temporary));
};
