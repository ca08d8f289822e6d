import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeMedia } from './ffmpeg.js';

/** Joins videos by stream copy, in a directory of its own under the given one. */
export const joinCopied = async (directory: string, files: readonly string[]): Promise<string> => {
  const work = await mkdtemp(join(directory, 'join-'));
  await writeFile(
    join(work, 'list.ffconcat'),
    `ffconcat version 1.0\n${files.map((file) => `file '${file}'\n`).join('')}`,
  );
  await makeMedia(work, '-f', 'concat', '-safe', '0', '-i', 'list.ffconcat', '-c', 'copy', 'whole.mp4');
  return join(work, 'whole.mp4');
};
