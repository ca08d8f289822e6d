import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { videoEncoding } from '../src/render/encoding.js';

const quiet = ['-nostdin', '-v', 'error', '-y'] as const;

/** The same encoder and settings as a film's scenes. */
export const filmEncoding = (quality: 'draft' | 'standard'): string[] =>
  videoEncoding({ widthPx: 1080, heightPx: 1920, framesPerSec: 30, quality }, 'photographic');

/** Runs as many at once as there are cores. */
export const runSideBySide = async (jobs: readonly (() => Promise<unknown>)[]): Promise<void> => {
  const queue = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
      await job();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
};

/** Decodes a finished film into raw frames, a file a scene: what an encoder gets when composing costs nothing. */
export const decodeToRaw = async (
  ffmpegPath: string,
  film: string,
  { directory, scenes, sceneSec }: { directory: string; scenes: number; sceneSec: number },
): Promise<string[]> => {
  const files: string[] = [];
  for (let scene = 0; scene < scenes; scene += 1) {
    const file = join(directory, `composed-${scene}.yuv`);
    const from = String(scene * sceneSec);
    await execa(ffmpegPath, [
      ...quiet,
      ...[
        '-ss',
        from,
        '-t',
        String(sceneSec),
        '-i',
        film,
        '-an',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'yuv420p',
        file,
      ],
    ]);
    files.push(file);
  }
  return files;
};

/** The floor: frames that are already composed, through the same encoder, as many scenes at once as cores. */
export const encodeRaw = async (ffmpegPath: string, files: readonly string[]): Promise<void> => {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', '1080x1920', '-r', '30'];
  await runSideBySide(
    files.map((file) => async () => {
      const output = `${file}.mp4`;
      await execa(ffmpegPath, [...quiet, ...input, '-i', file, ...filmEncoding('standard'), output]);
      await rm(output);
    }),
  );
};
