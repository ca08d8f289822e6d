import { mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignCode, InputError, isReelwrightError } from '../../errors/index.js';
import type { Ffmpeg, MediaFacts } from './ffmpeg.js';
import { maxPixels } from './limits.js';
import { type Described, isStillContainer, parseDescription, parsePacketCount } from './media-facts.js';
import type { Runner, RunOutcome } from './run.js';

const accepted =
  'Pictures may be JPEG, PNG or WebP; clips MP4, MOV or WebM with H.264, HEVC, VP8, VP9 or AV1; sounds WAV, MP3 or M4A.';

const refuse = (reason: string, hint: string = accepted, cause?: unknown): InputError =>
  new InputError('FOOTAGE_UNREADABLE', reason, { hint, ...(cause === undefined ? {} : { cause }) });

/** What ffmpeg objected to, as a reason of ours; its own words stay in the log. */
const reasons: readonly [pattern: RegExp, reason: string][] = [
  [/not on whitelist/, 'The file is of a kind that is not accepted, whatever its name says.'],
  [/moov atom not found|partial file|Truncated|truncat/i, 'The file is cut off before its end.'],
  [
    /max_pixels|Picture size \d+x\d+ (is invalid|exceeds)|image size.*invalid/i,
    'The picture is larger than 40 megapixels.',
  ],
];

/** A run that was killed from outside says nothing of the file. */
const explain = (error: unknown): unknown => {
  if (!isReelwrightError(error) || error.code !== 'MEDIA_FAILED' || error.retryable) {
    return error;
  }
  const stderr = 'stderrTail' in error && typeof error.stderrTail === 'string' ? error.stderrTail : '';
  const known = reasons.find(([pattern]) => pattern.test(stderr));
  return refuse(known?.[1] ?? 'The file is damaged, or no picture, clip or sound.', undefined, error);
};

/** A regular file with bytes in it; symbolic links are followed. */
const checkFile = async (file: string): Promise<{ path: string; sizeBytes: number }> => {
  try {
    const path = await realpath(file);
    const facts = await stat(path);
    if (!facts.isFile()) {
      throw refuse('The path names no file.', 'Name a picture or a clip, not a folder or a device.');
    }
    if (facts.size === 0) {
      throw refuse('The file is empty.', 'Copy it again from where it came from.');
    }
    return { path, sizeBytes: facts.size };
  } catch (error) {
    if (isReelwrightError(error)) {
      throw error;
    }
    const missing = foreignCode(error) === 'ENOENT';
    const reason = missing ? 'There is no such file.' : 'The file cannot be opened.';
    throw refuse(reason, 'Check the path and the permissions of the file.', error);
  }
};

/** Decoding options under which ffmpeg ends with an error where it would otherwise conceal damage. */
export const strictDecoding: readonly string[] = ['-xerror', '-abort_on', 'empty_output'];
const strictInput: readonly string[] = ['-err_detect', 'explode'];

const checkPicture = (facts: Described): void => {
  if (facts.video === undefined && facts.audio === undefined) {
    throw refuse('The file holds neither picture nor sound that is accepted.');
  }
  if (facts.video !== undefined && facts.video.widthPx * facts.video.heightPx > maxPixels) {
    throw refuse('The picture is larger than 40 megapixels.', 'Save a smaller copy of it.');
  }
};

/**
 * Makes `probe`: reads a file's description from ffmpeg's own output, under the limits of every other run, decodes
 * its first picture and reads its last second, so that a clip that was cut off is refused now rather than in mid-film.
 */
export const createProbe =
  (run: Runner): Ffmpeg['probe'] =>
  async (file, signal) => {
    const { path, sizeBytes } = await checkFile(file);
    const workDirectory = await mkdtemp(join(tmpdir(), 'reelwright-probe-'));
    const ask: Ask = (inputs, outputOptions, measured) =>
      run({
        stage: 'probe',
        inputs: inputs.map((options) => ({ file: path, options })),
        outputOptions,
        outputFile: null,
        ...(measured === undefined ? {} : { measured }),
        workDirectory,
        signal,
        logLevel: 'info',
      });
    try {
      return await readFacts(ask, sizeBytes);
    } catch (error) {
      throw explain(error);
    } finally {
      await rm(workDirectory, { recursive: true, force: true });
    }
  };

type Scratch = { readonly workDirectory: string; readonly signal: AbortSignal };

/** Reads a file's description without judging it; for files that passed `probe` before. */
export const describeMedia = async (
  ffmpeg: Pick<Ffmpeg, 'run'>,
  file: string,
  { workDirectory, signal }: Scratch,
): Promise<Described | undefined> => {
  const { stderr } = await ffmpeg.run({
    stage: 'describe',
    inputs: [{ file }],
    outputOptions: firstPicture,
    outputFile: null,
    workDirectory,
    signal,
    logLevel: 'info',
  });
  return parseDescription(stderr);
};

/**
 * Counts the video frames of a file we made, by reading its packets through.
 *
 * @param decode Decodes its key frames as well, or all frames, and throws `MediaError` where that does not go
 *   without errors.
 */
export const describeProduct = async (
  ffmpeg: Pick<Ffmpeg, 'run'>,
  file: string,
  { workDirectory, signal, decode }: Scratch & { readonly decode?: 'key-frames' | 'all-frames' },
): Promise<{ frameCount: number }> => {
  const some = decode === 'key-frames' ? ['-skip_frame', 'nokey'] : [];
  const strict = { options: [...strictInput, '-threads', '1', ...some] };
  const measured = ['-map', '0:v:0', '-fps_mode', 'passthrough', ...strictDecoding];
  const { stderr } = await ffmpeg.run({
    stage: 'count',
    inputs: [{ file, ...(decode === undefined ? {} : strict) }],
    outputOptions: ['-map', '0:v:0', '-c', 'copy'],
    outputFile: null,
    ...(decode === undefined ? {} : { measured }),
    workDirectory,
    signal,
    logLevel: 'verbose',
  });
  return { frameCount: parsePacketCount(stderr) };
};

/** Runs ffmpeg over the file, opened once for each list of input options. */
type Ask = (
  inputs: readonly (readonly string[])[],
  outputOptions: readonly string[],
  measured?: readonly string[],
) => Promise<RunOutcome>;

/** Decodes one picture; sound is only copied, since a clip's may be of a kind that we never need to decode. */
const firstPicture = ['-map', '0:V:0?', '-map', '0:a:0?', '-c:a', 'copy', '-frames:v', '1', '-t', '0.05'];

/**
 * Reads the packets of the last second, or of all where a recording states no length, without decoding them. Those of
 * the sound count too: the picture may rightly end a little earlier than they do.
 */
const lastSecond = ['-map', '1:V:0?', '-map', '1:a:0?', '-c', 'copy'];

const readFacts = async (ask: Ask, sizeBytes: number): Promise<MediaFacts> => {
  // Without `explode`: a clip that begins amid a group of pictures is odd, not damaged.
  const { stderr } = await ask(
    [
      ['-threads', '1'],
      ['-sseof', '-1'],
    ],
    [...firstPicture, ...strictDecoding],
    lastSecond,
  );
  const described = parseDescription(stderr);
  if (described === undefined) {
    throw refuse('The file is no picture, clip or sound that is accepted.');
  }
  checkPicture(described);
  const { container, video, audio, transfer } = described;
  const facts = {
    ...{ sizeBytes, container, video, audio },
    ...(transfer === undefined ? {} : { transfer }),
  };
  if (isStillContainer(container)) {
    await ask([strictInput], ['-map', '0:V:0', '-frames:v', '1', ...strictDecoding]);
    return { durationSec: 0, ...facts };
  }
  const durationSec =
    described.durationSec ?? (await measureDuration(ask, video === undefined ? '0:a:0' : '0:V:0'));
  if (durationSec < 0.04) {
    throw refuse('The clip has no length.', 'Choose a clip of at least a second.');
  }
  return { durationSec, ...facts };
};

/** Recordings made by browsers state no duration: their packets are read through, without decoding. */
const measureDuration = async (ask: Ask, stream: string): Promise<number> =>
  (await ask([[]], ['-map', stream, '-c', 'copy'])).timeSec;
