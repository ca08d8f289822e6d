import { copyFile, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { foreignCode, InputError } from '../errors/index.js';
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

/** A file name from a title: letters and digits of any script, words joined by hyphens. */
export const toFileName = (title: string): string => {
  const words = title.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = [...words.join('-')].slice(0, longestName).join('').replace(/-+$/u, '');
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
  const video =
    options.outputFile ??
    join(options.directory, `${toFileName(options.title)}-${options.key.slice(0, 6)}.${usual}`);
  const container = containerOfFile(video);
  if (container === undefined || !possible.includes(container)) {
    throw wrongEnding(video, options.codec);
  }
  const base = video.slice(0, -extname(video).length);
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

/**
 * Refuses to write over a video that Reelwright did not make: its own films have a lock file beside them.
 *
 * @throws InputError `INPUT_INVALID`.
 */
export const refuseToOverwrite = async (files: OutputFiles): Promise<void> => {
  if ((await exists(files.video)) && !(await exists(files.lock))) {
    throw new InputError(
      'INPUT_INVALID',
      'A file that Reelwright did not make stands where the film should go.',
      {
        hint: `Choose another name than ${basename(files.video)}, or move that file away.`,
      },
    );
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
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.part`);
  try {
    await write(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};

/** Writes a film and its companions; the video comes last, so that where it stands, all stand. */
export const writeOutputFiles = async (
  files: OutputFiles,
  contents: {
    readonly videoSource: string;
    /** Target to source. */
    readonly pictures: ReadonlyMap<string, string>;
    readonly texts: ReadonlyMap<string, string>;
  },
): Promise<void> => {
  await mkdir(dirname(files.video), { recursive: true });
  for (const [target, text] of contents.texts) {
    await place(target, (temporary) => writeFile(temporary, text));
  }
  for (const [target, source] of contents.pictures) {
    await place(target, (temporary) => copyFile(source, temporary));
  }
  await place(files.video, (temporary) => copyFile(contents.videoSource, temporary));
};
