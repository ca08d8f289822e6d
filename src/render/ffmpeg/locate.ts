import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { isReelwrightError, MediaError } from '../../errors/index.js';
import type { Logger } from '../../observability/logger.js';
import type { PackLibrary } from '../../packs/pack.js';
import { type Capabilities, missingFrom, readCapabilities } from './capabilities.js';
import type { Ffmpeg, FfmpegLocator } from './ffmpeg.js';
import { findLaunchers } from './launchers.js';
import { allowedDecoders, limitsFor } from './limits.js';
import { createProbe } from './probe.js';
import { createRunner } from './run.js';

export type FfmpegLocatorOptions = {
  /** `ffmpeg.path` of the configuration. */
  readonly configuredPath?: string | undefined;
  readonly packs: Pick<PackLibrary, 'ensure'>;
  readonly logger: Logger;
  readonly platform?: NodeJS.Platform;
  readonly env?: NodeJS.ProcessEnv;
  /** The path that the optional package `ffmpeg-static` names, if it is installed. */
  readonly staticPath?: () => Promise<string | undefined>;
  /** Where to look besides PATH; for tests. */
  readonly commonDirectories?: readonly string[];
};

type Candidate = { readonly path: string; readonly source: Ffmpeg['source'] };

/** Desktop programs start their helpers with next to no PATH, so the usual places are searched as well. */
const usualDirectories: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin', '/usr/bin'],
  win32: [
    'C:\\ffmpeg\\bin',
    'C:\\Program Files\\ffmpeg\\bin',
    'C:\\ProgramData\\chocolatey\\bin',
    'C:\\tools\\ffmpeg\\bin',
  ],
};
const usualUnixDirectories = [
  '/usr/bin',
  '/usr/local/bin',
  '/bin',
  '/snap/bin',
  '/run/current-system/sw/bin',
];

/** `ffmpeg-static` may be absent (optional) or without its binary (its install script may be blocked). */
const importStaticPath = async (): Promise<string | undefined> => {
  const name = 'ffmpeg-static';
  const module: unknown = await import(name).catch(() => undefined);
  if (typeof module === 'object' && module !== null && 'default' in module) {
    return typeof module.default === 'string' ? module.default : undefined;
  }
  return undefined;
};

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

const systemCandidates = (
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  common: readonly string[],
): Candidate[] => {
  const program = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const fromPath = (env['PATH'] ?? '').split(delimiter).filter((directory) => isAbsolute(directory));
  return [...new Set([...fromPath, ...common])].map((directory) => ({
    path: join(directory, program),
    source: 'system',
  }));
};

/**
 * Finds an ffmpeg that can make films: the configured one, then `ffmpeg-static`, then one that is installed on
 * the system, then the ffmpeg pack. The search runs once, at the first call; a failed one is repeated.
 */
export const createFfmpegLocator = (options: FfmpegLocatorOptions): FfmpegLocator => {
  const platform = options.platform ?? process.platform;
  const env = options.env ?? process.env;
  const { logger } = options;

  const open = async (candidate: Candidate, capabilities: Capabilities): Promise<Ffmpeg> => {
    const launchers = await findLaunchers(candidate.path, limitsFor(undefined), platform);
    logger.info({ ...candidate, version: capabilities.version, launchers }, 'ffmpeg found');
    const run = createRunner({
      program: candidate.path,
      majorVersion: capabilities.majorVersion,
      decoders: allowedDecoders(capabilities.decoders),
      launchers,
      logger,
      env,
    });
    return {
      path: candidate.path,
      version: capabilities.version,
      source: candidate.source,
      encoders: capabilities.encoders,
      filters: capabilities.filters,
      run: async (request) => ({ stderr: (await run(request)).stderr }),
      probe: createProbe(run),
    };
  };

  /** Opens a candidate if it is there and good enough; why not goes to `tried`. */
  const attempt = async (candidate: Candidate, tried: string[]): Promise<Ffmpeg | undefined> => {
    if (!(await isExecutable(candidate.path))) {
      if (candidate.source !== 'system') {
        tried.push(`${candidate.path}: no program there that may be run`);
      }
      return undefined;
    }
    const capabilities = await readCapabilities(candidate.path);
    const missing =
      capabilities === undefined ? ['it did not answer as ffmpeg does'] : missingFrom(capabilities);
    if (capabilities === undefined || missing.length > 0) {
      tried.push(`${candidate.path}: ${missing.join(', ')}`);
      return undefined;
    }
    return await open(candidate, capabilities);
  };

  const search = async (signal: AbortSignal): Promise<Ffmpeg> => {
    const tried: string[] = [];
    if (options.configuredPath !== undefined) {
      const found = await attempt({ path: options.configuredPath, source: 'configured' }, tried);
      return (
        found ?? notUsable('The configured ffmpeg cannot be used', tried, 'Correct or remove ffmpeg.path.')
      );
    }
    const staticPath = await (options.staticPath ?? importStaticPath)();
    const common = options.commonDirectories ?? usualDirectories[platform] ?? usualUnixDirectories;
    const candidates: Candidate[] = [
      ...(staticPath === undefined ? [] : [{ path: staticPath, source: 'ffmpeg-static' as const }]),
      ...systemCandidates(env, platform, common),
    ];
    for (const candidate of candidates) {
      const found = await attempt(candidate, tried);
      if (found !== undefined) {
        return found;
      }
    }
    logger.debug({ tried }, 'no ffmpeg on this system, taking the pack');
    const path = await packedPath(signal, tried);
    return (
      (await attempt({ path, source: 'pack' }, tried)) ??
      notUsable(
        'No usable ffmpeg was found',
        tried,
        'Run reelwright packs verify ffmpeg, or install ffmpeg 5.1 or later.',
      )
    );
  };

  const packedPath = async (signal: AbortSignal, tried: readonly string[]): Promise<string> => {
    try {
      const pack = await options.packs.ensure('ffmpeg', { signal });
      return join(pack.directory, platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');
    } catch (error) {
      if (isReelwrightError(error) && (error.code === 'CANCELLED' || error.code === 'DISK_FULL')) {
        throw error;
      }
      const hint = isReelwrightError(error) && error.hint !== undefined ? ` ${error.hint}` : '';
      throw new MediaError('FFMPEG_MISSING', describe('No usable ffmpeg was found', tried), {
        stage: 'locate',
        hint: `Install ffmpeg 5.1 or later, or set ffmpeg.path, or run reelwright packs install ffmpeg.${hint}`,
        cause: error,
      });
    }
  };

  let found: Promise<Ffmpeg> | undefined;
  const get = async (signal: AbortSignal = new AbortController().signal): Promise<Ffmpeg> => {
    const current = found ?? search(signal);
    found = current;
    try {
      return await current;
    } catch (error) {
      found = found === current ? undefined : found;
      const cancelledByOther = isReelwrightError(error) && error.code === 'CANCELLED' && !signal.aborted;
      if (cancelledByOther) {
        return await get(signal);
      }
      throw error;
    }
  };
  return { get };
};

const describe = (message: string, tried: readonly string[]): string =>
  tried.length === 0 ? `${message}.` : `${message} (${tried.join('; ')}).`;

const notUsable = (message: string, tried: readonly string[], hint: string): never => {
  throw new MediaError('FFMPEG_MISSING', describe(message, tried), { stage: 'locate', hint });
};
