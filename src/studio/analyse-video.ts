import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { foreignCode, InputError, LimitError } from '../errors/index.js';
import type { FfmpegLocator } from '../render/ffmpeg/ffmpeg.js';
import type { AnalyseInput, Analysis } from '../review/analyse-step.js';
import { subtitleFilesBeside } from '../review/subtitle-file.js';
import { throwIfCancelled } from '../runtime/cancellation.js';
import { confinePath } from '../security/confine.js';
import type { StepDefinition } from '../steps/definition.js';
import type { StepEngine } from '../steps/step-engine.js';

export type VideoAnalysis =
  | { readonly state: 'running'; readonly file: string; readonly progress: number }
  | { readonly state: 'done'; readonly file: string; readonly analysis: Analysis };

export type AnalysisWait = { readonly timeoutMs: number; readonly signal: AbortSignal };

export type VideoAnalyses = {
  /**
   * Measures a video file. Where that takes longer than `timeoutMs` it goes on, and the same call later finds it further or
   * done. Throws `InputError` (`PATH_ESCAPE`, `INPUT_INVALID`), `LimitError` (`TOO_MANY_CALLS`), and
   * `CancelledError` when the signal ends the wait.
   */
  analyseVideo(file: string, wait: AnalysisWait): Promise<VideoAnalysis>;
  /** Stops what still runs. */
  close(): Promise<void>;
};

export type AnalysisParts = {
  readonly engine: Pick<StepEngine, 'forTask'>;
  readonly ffmpeg: FfmpegLocator;
  readonly step: StepDefinition<AnalyseInput, Analysis>;
  /** Where videos may lie; undefined where a person at the keyboard asks. */
  readonly roots: readonly string[] | undefined;
};

const extensions = ['.mp4', '.mov', '.m4v', '.webm', '.mkv'];
/** An analysis that nobody comes back for must not run for ever. */
const longestMs = 30 * 60_000;

/** A client that does not wait for the end of one may begin others, and films need the processor too. */
const mostRunning = 8;

type Running = { readonly result: Promise<Analysis>; progress: number };

const modifiedOf = async (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

const identify = async (file: string, ffmpegVersion: string): Promise<AnalyseInput> => {
  const facts = await stat(file).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(foreignCode(error) ?? '')) {
      throw new InputError('INPUT_INVALID', 'There is no video under this path.', {
        hint: 'Give the absolute path of a video file, such as the one that get_generation_status names.',
        cause: error,
      });
    }
    throw error;
  });
  if (!facts.isFile() || !extensions.includes(extname(file).toLowerCase())) {
    throw new InputError('INPUT_INVALID', 'This is no video file.', {
      hint: `Give a file that ends in ${extensions.join(', ')}.`,
    });
  }
  const [srt, vtt] = await Promise.all(subtitleFilesBeside(file).map(modifiedOf));
  const subtitlesModifiedMs = srt ?? vtt;
  return {
    file,
    sizeBytes: facts.size,
    modifiedMs: facts.mtimeMs,
    ...(subtitlesModifiedMs === undefined ? {} : { subtitlesModifiedMs }),
    ffmpegVersion,
  };
};

/** Looks at finished videos, ours or anybody's. */
export const createVideoAnalyses = ({ engine, ffmpeg, step, roots }: AnalysisParts): VideoAnalyses => {
  const running = new Map<string, Running>();
  const closing = new AbortController();

  const start = (key: string, input: AnalyseInput): Running => {
    if (running.size >= mostRunning) {
      throw new LimitError('TOO_MANY_CALLS', `${mostRunning} videos are being analysed already.`, {
        retryable: true,
        hint: 'Ask again once one of them is done.',
      });
    }
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(longestMs)]);
    const steps = engine.forTask({
      taskId: 'analysis',
      signal,
      priority: 8,
      onEvent: (event) => {
        if (event.type === 'step-progress') {
          entry.progress = event.fraction;
        }
      },
    });
    const result = steps.run(step, input).finally(() => running.delete(key));
    // Nobody may be waiting when it ends.
    result.catch(() => undefined);
    const entry: Running = { result, progress: 0 };
    running.set(key, entry);
    return entry;
  };

  return {
    analyseVideo: async (asked, { timeoutMs, signal }) => {
      const file = roots === undefined ? asked : await confinePath(asked, roots);
      const input = await identify(file, (await ffmpeg.get(signal)).version);
      const key = JSON.stringify(input);
      const entry = running.get(key) ?? start(key, input);
      const stopWaiting = new AbortController();
      try {
        const waited = sleep(timeoutMs, undefined, {
          signal: AbortSignal.any([signal, stopWaiting.signal]),
        }).catch(() => undefined);
        const analysis = await Promise.race([entry.result, waited]);
        throwIfCancelled(signal);
        return analysis === undefined
          ? { state: 'running', file, progress: entry.progress }
          : { state: 'done', file, analysis };
      } finally {
        stopWaiting.abort();
      }
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled([...running.values()].map(({ result }) => result));
    },
  };
};
