import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

const quiet = ['-nostdin', '-v', 'error', '-y'] as const;
/** MoviePy's defaults: libx264, preset medium, no rate factor given (so 23). */
const moviePyEncoding = ['-c:v', 'libx264', '-preset', 'medium', '-pix_fmt', 'yuv420p', '-r', '30'] as const;

export type PeerWork = {
  readonly ffmpegPath: string;
  readonly directory: string;
  readonly clips: readonly string[];
  readonly sceneSec: number;
  /** A sound file as long as the film. */
  readonly audio: string;
  /** Subtitles to burn in. */
  readonly subtitles: string;
};

/**
 * The method of MoneyPrinterTurbo 1.2.7 and later, by ffmpeg alone: every segment decoded, resized and encoded one
 * after another; all joined by the concat demuxer but encoded again; decoded a third time for subtitles and sound,
 * and encoded a third time with two threads. That leaves out its pipes of raw RGB through Python, four for each
 * frame, so the original is slower than this.
 */
export const renderLikeMoneyPrinter = async (work: PeerWork): Promise<void> => {
  const { ffmpegPath, directory, sceneSec } = work;
  const segments: string[] = [];
  for (const [index, clip] of work.clips.entries()) {
    const segment = join(directory, `segment-${index}.mp4`);
    const resize =
      'scale=1080:1920:force_original_aspect_ratio=increase,crop=1080:1920,format=rgb24,format=yuv420p';
    await execa(ffmpegPath, [
      ...quiet,
      ...['-t', String(sceneSec), '-i', clip, '-an', '-vf', resize, ...moviePyEncoding, segment],
    ]);
    segments.push(segment);
  }
  const list = join(directory, 'segments.txt');
  await writeFile(list, segments.map((file) => `file '${file}'\n`).join(''));
  const combined = join(directory, 'combined.mp4');
  const final = join(directory, 'final.mp4');
  await execa(ffmpegPath, [
    ...quiet,
    ...['-f', 'concat', '-safe', '0', '-i', list, '-an', '-threads', '2', ...moviePyEncoding, combined],
  ]);
  await execa(
    ffmpegPath,
    [
      ...quiet,
      ...['-i', combined, '-i', work.audio, '-map', '0:v', '-map', '1:a', '-shortest'],
      ...[
        '-vf',
        `format=rgb24,subtitles=${work.subtitles},format=yuv420p`,
        '-threads',
        '2',
        ...moviePyEncoding,
      ],
      ...['-c:a', 'aac', '-b:a', '192k', final],
    ],
    { cwd: directory },
  );
  await Promise.all([...segments, list, combined, final].map((file) => rm(file, { force: true })));
};
