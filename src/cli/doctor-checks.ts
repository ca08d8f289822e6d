import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../app.js';
import { installsPacks } from '../config/installs-packs.js';
import type { Config } from '../config/schema.js';
import { PackError, toReelwrightError } from '../errors/index.js';
import { silentLogger } from '../observability/logger.js';
import { encodableCodecs } from '../render/encoders/choose.js';
import type { Ffmpeg } from '../render/ffmpeg/ffmpeg.js';
import { findLaunchers } from '../render/ffmpeg/launchers.js';
import { limitsFor } from '../render/ffmpeg/limits.js';
import { createFfmpegLocator } from '../render/ffmpeg/locate.js';
import type { Check } from './doctor.js';

/** A first film needs the packs (about 0.6 GB once unpacked) and room to work in. */
const comfortableFreeBytes = 3e9;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

/** Runs one check; what it throws is its problem, in the error's own words. */
const attempt = async (name: string, check: () => Promise<Check | Check[]>): Promise<Check[]> => {
  try {
    return [await check()].flat();
  } catch (thrown) {
    const { message, hint } = toReelwrightError(thrown);
    return [{ name, state: 'problem', message, ...(hint === undefined ? {} : { advice: hint }) }];
  }
};

const checkNode = async (): Promise<Check> => {
  const version = process.versions.node;
  return version.startsWith('20.')
    ? {
        name: 'node',
        state: 'note',
        message: `Node.js ${version} works, but gets no more security fixes.`,
        advice: 'Node.js 22 or 24 is better.',
      }
    : { name: 'node', state: 'ok', message: `Node.js ${version}` };
};

const checkDirectory = async (name: string, words: string, directory: string): Promise<Check> => {
  await mkdir(directory, { recursive: true });
  const probe = join(directory, `.doctor-${process.pid}`);
  await writeFile(probe, '');
  await rm(probe);
  const { bavail, bsize } = await statfs(directory);
  const freeBytes = bavail * bsize;
  const free = `${(freeBytes / 1e9).toFixed(1)} GB free`;
  return freeBytes < comfortableFreeBytes
    ? {
        name,
        state: 'note',
        message: `${words} ${directory} has only ${free}.`,
        advice: 'A first film needs about 3 GB, most of it once.',
      }
    : { name, state: 'ok', message: `${words} ${directory} can be written (${free})` };
};

const checkStore = async (app: App): Promise<Check> => {
  const engine = await app.storeEngine();
  return { name: 'store', state: 'ok', message: `The task database opens with ${engine}` };
};

/** Finds ffmpeg as a film would, but takes the pack only if it is there already. */
const findFfmpeg = (config: Config, app: App): Promise<Ffmpeg> =>
  createFfmpegLocator({
    configuredPath: config.ffmpeg.path,
    logger: silentLogger,
    packs: {
      ensure: async (name) => {
        const pack = await app.packs.find(name);
        if (pack === undefined) {
          throw new PackError('PACK_MISSING', `The pack ${name} is not installed.`);
        }
        return pack;
      },
    },
  }).get();

const checkFfmpeg = async (config: Config, app: App): Promise<Check[]> => {
  const name = 'ffmpeg';
  try {
    const { version, source, path, encoders } = await findFfmpeg(config, app);
    return [
      { name, state: 'ok', message: `ffmpeg ${version} (${source}: ${path})` },
      {
        name: 'codecs',
        state: 'ok',
        message: `Films can be encoded in ${encodableCodecs(encoders).join(', ')}`,
      },
      await checkLaunchers(path),
    ];
  } catch (error) {
    if (config.ffmpeg.path !== undefined) {
      throw error;
    }
    const { supported, downloadBytes } = await listing(app, name);
    if (supported && installsPacks(config) === 'automatic') {
      const message = `No ffmpeg is installed; the pack (${megabytes(downloadBytes)}) is fetched with the first film.`;
      return [{ name, state: 'note', message }];
    }
    const advice = supported
      ? 'Run: reelwright packs install ffmpeg'
      : 'Install ffmpeg 5.1 or newer with libx264 and libass, or set ffmpeg.path.';
    return [{ name, state: 'problem', message: 'No usable ffmpeg was found.', advice }];
  }
};

const listing = async (app: App, name: string) => {
  const found = (await app.packs.list()).find((pack) => pack.name === name);
  return found ?? { supported: false, downloadBytes: 0, installed: undefined };
};

/** The launchers are tried on ffmpeg itself; without one there is nothing to say yet. */
const checkLaunchers = async (ffmpegPath: string): Promise<Check> => {
  const found = await findLaunchers(ffmpegPath, limitsFor(undefined));
  const missing = Object.entries(found)
    .filter(([, path]) => path === undefined)
    .map(([name]) => name);
  return missing.length === 0
    ? { name: 'limits', state: 'ok', message: 'ffmpeg runs under memory and time limits, and ends with us' }
    : {
        name: 'limits',
        state: 'note',
        message: `ffmpeg runs without ${missing.join(', ')} here, so fewer limits protect against damaged files.`,
        ...(process.platform === 'linux' ? { advice: 'They come with util-linux and coreutils.' } : {}),
      };
};

const packChecks: readonly (readonly [name: string, words: string, without: string])[] = [
  ['voice-kokoro', 'The neural voice', 'films are spoken by the plain voices of Flite and espeak'],
  ['music-soundfont', 'The soundfont for music', 'films have no music'],
];

const checkPack = async (
  [name, words, without]: (typeof packChecks)[number],
  config: Config,
  app: App,
): Promise<Check> => {
  const { installed, supported, downloadBytes } = await listing(app, name);
  if (installed !== undefined) {
    return { name, state: 'ok', message: `${words} is installed` };
  }
  if (!supported) {
    return { name, state: 'note', message: `${words} does not exist for this system: ${without}.` };
  }
  return installsPacks(config) === 'automatic'
    ? {
        name,
        state: 'note',
        message: `${words} (${megabytes(downloadBytes)}) is fetched with the first film.`,
      }
    : {
        name,
        state: 'note',
        message: `${words} is not installed: ${without}.`,
        advice: `Run: reelwright packs install ${name}`,
      };
};

/** Everything a film needs, looked at in the order in which it needs it. Changes and fetches nothing. */
export const examine = async (config: Config, app: App): Promise<Check[]> => {
  const checks: readonly (readonly [string, () => Promise<Check | Check[]>])[] = [
    ['node', checkNode],
    ['home', () => checkDirectory('home', 'The data directory', config.home)],
    ['output', () => checkDirectory('output', 'The film folder', config.output.directory)],
    ['store', () => checkStore(app)],
    ['ffmpeg', () => checkFfmpeg(config, app)],
    ...packChecks.map((pack) => [pack[0], () => checkPack(pack, config, app)] as const),
  ];
  const results: Check[] = [];
  for (const [name, check] of checks) {
    results.push(...(await attempt(name, check)));
  }
  return results;
};
