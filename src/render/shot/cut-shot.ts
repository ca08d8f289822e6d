import { extname, join } from 'node:path';
import { MediaError } from '../../errors/index.js';
import type { StepContext } from '../../steps/definition.js';
import { videoTimescale } from '../encoding.js';
import type { Ffmpeg, FfmpegRequest } from '../ffmpeg/ffmpeg.js';
import { parsePacketCount } from '../ffmpeg/media-facts.js';

export type PieceFile = { readonly file: string; readonly frameCount: number };

type EncodedShot = {
  readonly file: string;
  readonly frameCount: number;
  readonly borders: readonly number[];
};

const pieceFile = (shot: EncodedShot, index: number, workDirectory: string): string =>
  join(workDirectory, `piece-${index}${extname(shot.file)}`);

/** What ffmpeg is asked: packets copied into a new file from each border on. `%` is the muxer's, so a path's is doubled. */
export const planCut = (
  shot: EncodedShot,
  workDirectory: string,
): Pick<FfmpegRequest, 'outputOptions' | 'outputFile' | 'outputFiles'> => {
  const extension = extname(shot.file);
  const timescale =
    extension === '.mp4' ? ['-segment_format_options', `video_track_timescale=${videoTimescale}`] : [];
  return {
    outputOptions: [
      ...['-map', '0:v:0', '-c', 'copy', '-f', 'segment', '-segment_frames', shot.borders.join(',')],
      ...['-segment_format', extension.slice(1), ...timescale, '-reset_timestamps', '1'],
    ],
    outputFile: join(workDirectory.replaceAll('%', '%%'), `piece-%d${extension}`),
    outputFiles: [0, ...shot.borders].map((_, index) => pieceFile(shot, index, workDirectory)),
  };
};

/** The frames that pieces begin with, as the segment muxer says while it writes. */
export const parsePieceStarts = (stderr: string): number[] =>
  [...stderr.matchAll(/ starts with packet stream:0 .*\bframe:(\d+)/g)].map((match) => Number(match[1]));

/**
 * Cuts an encoded shot before the given frames, without encoding again, and counts every frame on the way: an
 * encoder may end early on damaged input without saying so, and a film joined from such shots drifts.
 *
 * @param shot.borders Frames that were forced to be key frames, in order.
 * @returns The pieces in order, in the shot's own container; the file itself where there is nothing to cut.
 * @throws MediaError `MEDIA_FAILED` when a piece does not have exactly the frames it should.
 */
export const cutShot = async (
  ffmpeg: Pick<Ffmpeg, 'run'>,
  shot: EncodedShot,
  { workDirectory, signal }: Pick<StepContext, 'workDirectory' | 'signal'>,
): Promise<PieceFile[]> => {
  const { file, frameCount, borders } = shot;
  const whole = { outputOptions: ['-map', '0:v:0', '-c', 'copy'], outputFile: null };
  const { stderr } = await ffmpeg.run({
    stage: 'cut',
    inputs: [{ file }],
    ...(borders.length === 0 ? whole : planCut(shot, workDirectory)),
    workDirectory,
    signal,
    logLevel: 'verbose',
  });
  const counted = parsePacketCount(stderr);
  if (counted !== frameCount) {
    throw new MediaError(
      'MEDIA_FAILED',
      `A scene came out ${counted} frames long instead of ${frameCount}.`,
      { stage: 'shot', hint: 'Its picture or clip may be damaged: choose another one.' },
    );
  }
  const starts = [0, ...borders];
  if (borders.length > 0 && parsePieceStarts(stderr).join() !== starts.join()) {
    throw new MediaError('MEDIA_FAILED', 'A scene could not be cut where its transitions begin.', {
      stage: 'shot',
      hint: 'Choose another encoder: this one does not put key frames where it is told to.',
    });
  }
  return starts.map((start, index) => ({
    file: borders.length === 0 ? file : pieceFile(shot, index, workDirectory),
    frameCount: (borders[index] ?? frameCount) - start,
  }));
};
