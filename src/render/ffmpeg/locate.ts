import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { isReelwrightError, MediaError } from '../../errors/index.js';
import type { Logger } from '../../observability/logger.js';
import type { PackLibrary } from '../../packs/pack.js';
import { type Capabilities, findFastOptions, missingFrom, readCapabilities } from './capabilities.js';
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

const programName = (platform: NodeJS.Platform): string => (platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg');

const systemCandidates = (
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  common: readonly string[],
): Candidate[] => {
  const fromPath = (env['PATH'] ?? '').split(delimiter).filter((directory) => isAbsolute(directory));
  return [...new Set([...fromPath, ...common])].map((directory) => ({
    path: join(directory, programName(platform)),
    source: 'system',
  }));
};

/** The options with their defaults, which every part of the search uses. */
type Search = Required<
  Pick<FfmpegLocatorOptions, 'packs' | 'logger' | 'platform' | 'env' | 'commonDirectories'>
> &
  Pick<FfmpegLocatorOptions, 'configuredPath'> & { readonly staticPath: () => Promise<string | undefined> };

const open = async (candidate: Candidate, capabilities: Capabilities, search: Search): Promise<Ffmpeg> => {
  const { logger, env, platform } = search;
  const { path, source } = candidate;
  const { version, majorVersion, encoders, filters } = capabilities;
  const [launchers, programOptions] = await Promise.all([
    findLaunchers(path, limitsFor(undefined), platform),
    findFastOptions(path),
  ]);
  logger.info({ path, source, version, launchers }, 'ffmpeg found');
  const decoders = allowedDecoders(capabilities.decoders);
  const run = createRunner({ program: path, majorVersion, decoders, launchers, programOptions, logger, env });
  return {
    ...{ path, version, source, encoders, filters },
    run: async (request) => ({ stderr: (await run(request)).stderr }),
    probe: createProbe(run),
  };
};

/** Opens a candidate if it is there and good enough; why not goes to `tried`. */
const attempt = async (
  candidate: Candidate,
  tried: string[],
  search: Search,
): Promise<Ffmpeg | undefined> => {
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
  return await open(candidate, capabilities, search);
};

const describe = (message: string, tried: readonly string[]): string =>
  tried.length === 0 ? `${message}.` : `${message} (${tried.join('; ')}).`;

const missing = (message: string, tried: readonly string[], hint: string, cause?: unknown): MediaError =>
  new MediaError('FFMPEG_MISSING', describe(message, tried), {
    stage: 'locate',
    hint,
    ...(cause === undefined ? {} : { cause }),
  });

const packedPath = async (search: Search, tried: readonly string[], signal: AbortSignal): Promise<string> => {
  try {
    const pack = await search.packs.ensure('ffmpeg', { signal });
    return join(pack.directory, programName(search.platform));
  } catch (error) {
    if (isReelwrightError(error) && (error.code === 'CANCELLED' || error.code === 'DISK_FULL')) {
      throw error;
    }
    const why = isReelwrightError(error) ? (error.hint ?? '') : '';
    // Where the pack itself says how to get it, once is enough.
    const pack = why.includes('packs install ffmpeg') ? '' : ', or run reelwright packs install ffmpeg';
    const hint = `Install ffmpeg 5.1 or later, or set ffmpeg.path${pack}. ${why}`.trimEnd();
    throw missing('No usable ffmpeg was found', tried, hint, error);
  }
};

const findFfmpeg = async (search: Search, signal: AbortSignal): Promise<Ffmpeg> => {
  const tried: string[] = [];
  if (search.configuredPath !== undefined) {
    const configured = await attempt({ path: search.configuredPath, source: 'configured' }, tried, search);
    if (configured === undefined) {
      throw missing('The configured ffmpeg cannot be used', tried, 'Correct or remove ffmpeg.path.');
    }
    return configured;
  }
  const staticPath = await search.staticPath();
  const candidates: Candidate[] = [
    ...(staticPath === undefined ? [] : [{ path: staticPath, source: 'ffmpeg-static' as const }]),
    ...systemCandidates(search.env, search.platform, search.commonDirectories),
  ];
  for (const candidate of candidates) {
    const found = await attempt(candidate, tried, search);
    if (found !== undefined) {
      return found;
    }
  }
  search.logger.debug({ tried }, 'no ffmpeg on this system, taking the pack');
  const path = await packedPath(search, tried, signal);
  const packed = await attempt({ path, source: 'pack' }, tried, search);
  if (packed === undefined) {
    const hint = 'Run reelwright packs verify ffmpeg, or install ffmpeg 5.1 or later.';
    throw missing('No usable ffmpeg was found', tried, hint);
  }
  return packed;
};

/**
 * Finds an ffmpeg that can make films: the configured one, then `ffmpeg-static`, then one that is installed on
 * the system, then the ffmpeg pack. The search runs once, at the first call; a failed one is repeated.
 */
export const createFfmpegLocator = (options: FfmpegLocatorOptions): FfmpegLocator => {
  const platform = options.platform ?? process.platform;
  const search: Search = {
    ...options,
    platform,
    env: options.env ?? process.env,
    staticPath: options.staticPath ?? importStaticPath,
    commonDirectories: options.commonDirectories ?? usualDirectories[platform] ?? usualUnixDirectories,
  };
  let found: Promise<Ffmpeg> | undefined;
  const get = async (signal: AbortSignal = new AbortController().signal): Promise<Ffmpeg> => {
    const current = found ?? findFfmpeg(search, signal);
    found = current;
    try {
      return await current;
    } catch (error) {
      found = found === current ? undefined : found;
      // The search ran under the signal of whoever came first; that one giving up is no reason for others to.
      if (isReelwrightError(error) && error.code === 'CANCELLED' && !signal.aborted) {
        return await get(signal);
      }
      throw error;
    }
  };
  return { get };
};
