import { randomBytes } from 'node:crypto';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError, MediaError, StorageError } from '../../errors/index.js';
import type { Logger } from '../../observability/logger.js';
import { createPool } from '../../steps/pools.js';
import { ffmpegArguments, statedFormatOf } from './command.js';
import { type ExecuteResult, execute } from './execute.js';
import type { FfmpegRequest } from './ffmpeg.js';
import { giveName } from './give-name.js';
import { type Launchers, launchCommand } from './launchers.js';
import { inactivityLimitMs, type Limits, limitsFor } from './limits.js';

export type RunnerOptions = {
  readonly program: string;
  readonly majorVersion: number;
  /** Comma-separated, of `allowedDecoders`. */
  readonly decoders: string;
  readonly launchers: Launchers;
  /** Of `findFastOptions`. */
  readonly programOptions?: readonly string[];
  readonly logger: Logger;
  readonly env?: NodeJS.ProcessEnv;
  /** Replaces the limits that follow from the product's length; for tests. */
  readonly limits?: Partial<Limits> & { readonly inactivityMs?: number };
};

export type RunOutcome = { readonly stderr: string; readonly timeSec: number };
export type Runner = (request: FfmpegRequest) => Promise<RunOutcome>;

/** A font configuration without fonts: libass is to use the ones we ship and nothing of the system's. */
const emptyFontConfiguration = '<?xml version="1.0"?>\n<fontconfig></fontconfig>\n';

const kept = [
  ...['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP'],
  // Which driver and which card, where there are several.
  ...['LIBVA_DRIVER_NAME', 'LIBVA_DRIVERS_PATH', 'CUDA_VISIBLE_DEVICES'],
];

/** Drivers of graphics cards for the home refuse a ninth encode at once, older ones a fourth; two keep a card busy. */
const graphicsCardRuns = 2;

const environmentFor = (env: NodeJS.ProcessEnv, fontConfiguration: string): Record<string, string> => ({
  ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
  LANG: 'C.UTF-8',
  AV_LOG_FORCE_NOCOLOR: '1',
  // glibc sets 64 MB of address space aside per thread otherwise, which meets the limit on large machines.
  MALLOC_ARENA_MAX: '2',
  FONTCONFIG_FILE: fontConfiguration,
});

/**
 * Writes what the command refers to. An input whose format is detected gets a name without extension, since
 * ffmpeg takes `photo.jpg` or `a%03d.png` for a pattern of numbered files.
 */
const writeScratch = async (request: FfmpegRequest) => {
  const prefix = join(request.workDirectory, `.ffmpeg-${randomBytes(6).toString('hex')}`);
  const fontConfiguration = `${prefix}-fonts.conf`;
  const graphFile = request.filterGraph === undefined ? undefined : `${prefix}-graph.txt`;
  const written = [fontConfiguration];
  const remove = async (): Promise<void> => {
    await Promise.all(written.map((file) => rm(file, { force: true }).catch(() => undefined)));
  };
  try {
    await writeFile(fontConfiguration, emptyFontConfiguration);
    if (graphFile !== undefined) {
      written.push(graphFile);
      await writeFile(graphFile, request.filterGraph ?? '');
    }
    const inputFiles: string[] = [];
    for (const [index, input] of request.inputs.entries()) {
      const name = `${prefix}-in-${index}`;
      const detected = statedFormatOf(input) === undefined;
      inputFiles.push(detected ? name : input.file);
      if (detected) {
        written.push(name);
        await giveName(input.file, name);
      }
    }
    return { inputFiles, graphFile, fontConfiguration, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

const diskFull = /No space left on device|Disk quota exceeded/;
const outOfMemory = /Cannot allocate memory/;
/** With this ffmpeg ends when somebody else's SIGINT or SIGTERM stops it: Ctrl-C goes to all of a terminal's processes. */
const toldToStop = 255;

const checkEnd = (result: ExecuteResult, stage: string, writes: boolean): void => {
  const details = {
    stage,
    stderrTail: result.stderr,
    ...(result.exitCode === undefined ? {} : { exitCode: result.exitCode }),
  };
  if (result.ended === 'cancelled') {
    throw new CancelledError();
  }
  if (result.ended !== 'finished') {
    const why = result.ended === 'total-timeout' ? 'took longer than it may' : 'stopped making progress';
    throw new MediaError('MEDIA_TIMEOUT', `ffmpeg ${why} (${stage}).`, {
      ...details,
      retryable: true,
      hint: 'The machine may be overloaded; do the same again, or lower render.concurrency.',
    });
  }
  // Before the exit code: ffmpeg 5 exits 0 when only the last bytes found no room.
  if (writes && diskFull.test(result.stderr)) {
    throw new StorageError('DISK_FULL', 'There is no space left on the disk.', {
      hint: 'Free some space, then do the same again: finished parts are kept.',
    });
  }
  if (result.exitCode === 0) {
    return;
  }
  // Killed from outside (memory shortage, an operator) may go well next time; a refusal of ffmpeg's will not.
  const killed =
    result.signal !== undefined || result.exitCode === toldToStop || outOfMemory.test(result.stderr);
  throw new MediaError('MEDIA_FAILED', `ffmpeg could not finish (${stage}).`, {
    ...details,
    retryable: killed,
    hint: killed
      ? 'Close other programs or lower render.concurrency, then do the same again.'
      : 'Run again with --log-level debug to see what ffmpeg says.',
    cause: result.startError,
  });
};

/** `-fs` ends a file early with exit 0, so a product that reached the limit is a failure. */
const checkSize = async (request: FfmpegRequest, limits: Limits): Promise<void> => {
  const written = request.outputFiles ?? (request.outputFile === null ? [] : [request.outputFile]);
  for (const file of written) {
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    if (size === 0 || size >= limits.outputBytes * 0.99) {
      const what = size === 0 ? 'nothing' : 'too much';
      throw new MediaError('MEDIA_FAILED', `ffmpeg made ${what} (${request.stage}).`, {
        stage: request.stage,
      });
    }
  }
};

/** The one place where ffmpeg is started: with allow-lists, limits and timeouts, and no way past them. */
export const createRunner = (options: RunnerOptions): Runner => {
  const env = options.env ?? process.env;
  const graphicsCard = createPool(graphicsCardRuns);
  const runNow: Runner = async (request) => {
    if (request.signal.aborted) {
      throw new CancelledError();
    }
    const limits = {
      ...limitsFor(request.expectedDurationSec),
      ...(request.usesGraphicsCard === true ? { memoryBytes: Number.POSITIVE_INFINITY } : {}),
      ...options.limits,
    };
    const scratch = await writeScratch(request);
    const expectedSec = request.expectedDurationSec ?? 0;
    try {
      const result = await execute({
        command: launchCommand(options.program, options.launchers, limits),
        arguments: ffmpegArguments(request, {
          majorVersion: options.majorVersion,
          decoders: options.decoders,
          limits,
          inputFiles: scratch.inputFiles,
          graphFile: scratch.graphFile,
          programOptions: options.programOptions ?? [],
        }),
        workDirectory: request.workDirectory,
        environment: environmentFor(env, scratch.fontConfiguration),
        signal: request.signal,
        totalMs: limits.totalMs,
        inactivityMs: options.limits?.inactivityMs ?? inactivityLimitMs,
        onTime: (timeSec) => {
          if (expectedSec > 0) {
            request.onProgress?.(Math.min(1, timeSec / expectedSec));
          }
        },
      });
      const { ended, exitCode, signal } = result;
      options.logger.debug(
        {
          stage: request.stage,
          ended,
          exitCode,
          signal,
          ...(exitCode === 0 ? {} : { stderr: result.stderr }),
        },
        'ffmpeg ended',
      );
      checkEnd(result, request.stage, request.outputFile !== null);
      await checkSize(request, limits);
      request.onProgress?.(1);
      return { stderr: result.stderr, timeSec: result.timeSec };
    } finally {
      await scratch.remove();
    }
  };
  return (request) =>
    request.usesGraphicsCard === true
      ? graphicsCard.use({ signal: request.signal, priority: 5 }, () => runNow(request))
      : runNow(request);
};
