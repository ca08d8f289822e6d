import { extname, join } from 'node:path';
import { isReelwrightError, MediaError } from '../../errors/index.js';
import { countOf } from '../../runtime/count-of.js';
import type { StepContext } from '../../steps/definition.js';
import { videoTimescale } from '../encoding.js';
import type { Ffmpeg, FfmpegRequest } from '../ffmpeg/ffmpeg.js';
import { parsePacketCount } from '../ffmpeg/media-facts.js';
import { strictDecoding } from '../ffmpeg/probe.js';
import type { FrameSize } from '../frame.js';
import { type PictureFaults, parsePictureFaults, pictureChecks } from '../picture-checks.js';

export type PieceFile = { readonly file: string; readonly frameCount: number };

type EncodedShot = FrameSize & {
  readonly file: string;
  readonly frameCount: number;
  readonly framesPerSec: number;
  readonly borders: readonly number[];
  /** What was found while its frames were composed; where absent, all of them are decoded and looked at now. */
  readonly faults?: PictureFaults | undefined;
};

const pieceFile = (shot: Pick<EncodedShot, 'file'>, index: number, workDirectory: string): string =>
  join(workDirectory, `piece-${index}${extname(shot.file)}`);

/** What ffmpeg is asked: packets copied into a new file from each border on. `%` is the muxer's, so a path's is doubled. */
export const planCut = (
  shot: Pick<EncodedShot, 'file' | 'borders'>,
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

/** A disk or a memory that fails may do better next time. */
const explain = (error: unknown): never => {
  if (isReelwrightError(error) && error.code === 'MEDIA_FAILED') {
    throw new MediaError('MEDIA_FAILED', 'A scene came out damaged: it does not decode.', {
      stage: 'shot',
      retryable: true,
      hint: 'Try again; if it happens again, choose another encoder.',
      cause: error,
    });
  }
  throw error;
};

/** What is decoded of a shot: its key frames, or every frame where nobody has looked at them yet. */
const planDecode = (shot: EncodedShot): Pick<FfmpegRequest, 'filterGraph' | 'measured' | 'inputs'> => {
  const options = ['-err_detect', 'explode', '-threads', '1'];
  const strict = ['-fps_mode', 'passthrough', ...strictDecoding];
  return shot.faults === undefined
    ? {
        inputs: [{ file: shot.file, options }],
        filterGraph: `[0:v:0]${pictureChecks(shot)}[checked]`,
        measured: ['-map', '[checked]', ...strict],
      }
    : {
        inputs: [{ file: shot.file, options: [...options, '-skip_frame', 'nokey'] }],
        measured: ['-map', '0:v:0', ...strict],
      };
};

/**
 * Cuts an encoded shot before the given frames, without encoding again. Every frame is counted: an encoder may end
 * early on damaged input without saying so, and a film joined from such shots drifts. Key frames are decoded, which
 * proves the stream's headers; of a shot that was not looked at while it was composed, all frames are, and black and
 * frozen ones noted.
 *
 * @param shot.borders Frames that were forced to be key frames, in order.
 * @returns The pieces in order, in the shot's own container; the file itself where there is nothing to cut.
 * @throws MediaError `MEDIA_FAILED` when a piece does not decode or does not have exactly the frames it should.
 */
export const cutShot = async (
  ffmpeg: Pick<Ffmpeg, 'run'>,
  shot: EncodedShot,
  { workDirectory, signal }: Pick<StepContext, 'workDirectory' | 'signal'>,
): Promise<{ pieces: PieceFile[]; faults: PictureFaults }> => {
  const { file, frameCount, borders } = shot;
  const whole = { outputOptions: ['-map', '0:v:0', '-c', 'copy'], outputFile: null };
  const { stderr } = await ffmpeg
    .run({
      stage: 'cut',
      ...planDecode(shot),
      ...(borders.length === 0 ? whole : planCut(shot, workDirectory)),
      workDirectory,
      signal,
      logLevel: 'verbose',
    })
    .catch(explain);
  const counted = parsePacketCount(stderr);
  if (counted !== frameCount) {
    throw new MediaError(
      'MEDIA_FAILED',
      `A scene came out ${countOf(counted, 'frame')} long instead of ${frameCount}.`,
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
  const pieces = starts.map((start, index) => ({
    file: borders.length === 0 ? file : pieceFile(shot, index, workDirectory),
    frameCount: (borders[index] ?? frameCount) - start,
  }));
  return { pieces, faults: shot.faults ?? parsePictureFaults(stderr, frameCount / shot.framesPerSec) };
};
