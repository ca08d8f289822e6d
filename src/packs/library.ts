import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { CancelledError, isReelwrightError, toReelwrightError } from '../errors/index.js';
import { type Logger, silentLogger } from '../observability/logger.js';
import { packCatalog } from './catalog.js';
import { findDamage } from './checksum.js';
import { downloadedBytes } from './download.js';
import { createNpmFetch, type FetchTarball } from './fetch-tarball.js';
import { downloadDirectory, installPack, manifestFile } from './install.js';
import { withLock } from './lock.js';
import { isSupported, type PackManifest, type ResolvedPack, resolvePack } from './manifest.js';
import type { EnsureOptions, InstalledPack, PackLibrary, PackName } from './pack.js';
import { downloadFailed, isDiskTrouble, packMissing, packUnknown } from './pack-errors.js';
import { currentPlatform } from './platform.js';
import { discard } from './publish.js';

export type PackLibraryOptions = {
  /** Absolute. Created when first written to. */
  readonly directory: string;
  readonly install: 'automatic' | 'never';
  readonly catalog?: readonly PackManifest[];
  readonly fetchTarball?: FetchTarball;
  readonly platform?: string;
  readonly logger?: Logger;
  /** A download that brings nothing for this long is tried again. */
  readonly stallTimeoutMs?: number;
  readonly retryDelayMs?: number;
};

export type PackListing = {
  readonly name: PackName;
  readonly title: string;
  readonly licence: string;
  readonly purpose: string;
  readonly supported: boolean;
  /** Both 0 where the pack is not supported. */
  readonly downloadBytes: number;
  readonly installedBytes: number;
  readonly installed: InstalledPack | undefined;
};

export type PackVerification = {
  readonly pack: InstalledPack;
  /** Paths inside the pack whose bytes are not the published ones; empty when all is well. */
  readonly damaged: readonly string[];
};

export type InstallOptions = EnsureOptions & {
  /** Tarballs made by `npm pack`, or folders of such, to install from without a network. */
  readonly from?: readonly string[];
};

/** What `reelwright packs` can do beyond what steps need. Every method throws `PackError` `PACK_UNKNOWN`. */
export type PackStore = PackLibrary & {
  list(): Promise<PackListing[]>;
  /** What installing would fetch and keep. Throws `PACK_UNSUPPORTED`. */
  describe(name: PackName): ResolvedPack;
  /** Installs whatever the configuration says about automatic installation, and repairs a damaged pack. */
  install(name: PackName, options: InstallOptions): Promise<InstalledPack>;
  /** Hashes every byte. Throws `PACK_MISSING` where nothing is installed. */
  verify(name: PackName, options: { readonly signal: AbortSignal }): Promise<PackVerification>;
  /** Returns whether there was anything to remove. */
  remove(name: PackName, options: { readonly signal: AbortSignal }): Promise<boolean>;
};

const recordSchema = z.object({ name: z.string(), revision: z.string() });

const isRecorded = async (directory: string, { manifest, revision }: ResolvedPack): Promise<boolean> => {
  try {
    const record = recordSchema.parse(JSON.parse(await readFile(join(directory, manifestFile), 'utf8')));
    return record.name === manifest.name && record.revision === revision;
  } catch {
    return false;
  }
};

/** A refusal or fault of the network becomes ours; the disk's and our own stay what they are. */
const toPackError = (error: unknown, pack: ResolvedPack, signal: AbortSignal): Error => {
  if (signal.aborted) {
    return new CancelledError('The installation was cancelled.', { cause: error });
  }
  return isReelwrightError(error) || isDiskTrouble(error)
    ? toReelwrightError(error)
    : downloadFailed(pack, error);
};

/** The packs kept in one directory, which any number of processes may share. */
export const createPackLibrary = (options: PackLibraryOptions): PackStore => {
  const root = resolve(options.directory);
  const catalog = options.catalog ?? packCatalog;
  const platform = options.platform ?? currentPlatform();
  const logger = options.logger ?? silentLogger;
  const context = {
    root,
    logger,
    fetchTarball: options.fetchTarball ?? createNpmFetch(),
    stallTimeoutMs: options.stallTimeoutMs ?? 30_000,
    retryDelayMs: options.retryDelayMs ?? 1_000,
  };

  const manifestOf = (name: PackName): PackManifest => {
    const manifest = catalog.find((candidate) => candidate.name === name);
    if (manifest === undefined) {
      throw packUnknown(
        name,
        catalog.map((candidate) => candidate.name),
      );
    }
    return manifest;
  };
  const describe = (name: PackName): ResolvedPack => resolvePack(manifestOf(name), platform);
  const directoryOf = ({ manifest, revision }: ResolvedPack): string => join(root, manifest.name, revision);
  const lockOf = (name: PackName): string => join(root, '.locks', name);

  const findResolved = async (pack: ResolvedPack): Promise<InstalledPack | undefined> => {
    const directory = directoryOf(pack);
    return (await isRecorded(directory, pack))
      ? { name: pack.manifest.name, revision: pack.revision, directory }
      : undefined;
  };

  const find = async (name: PackName): Promise<InstalledPack | undefined> => {
    const manifest = manifestOf(name);
    return isSupported(manifest, platform) ? findResolved(resolvePack(manifest, platform)) : undefined;
  };

  const installUnderLock = async (
    pack: ResolvedPack,
    { signal, onProgress = () => undefined, from }: InstallOptions,
    isGood: (installed: InstalledPack) => Promise<boolean>,
  ): Promise<InstalledPack> => {
    const { name } = pack.manifest;
    const onWait = async () => {
      const done = await Promise.all(
        pack.parts.map((part) => downloadedBytes(downloadDirectory(root), part)),
      );
      const doneBytes = done.reduce((total, bytes) => total + bytes, 0);
      onProgress({ pack: name, phase: 'download', doneBytes, totalBytes: pack.downloadBytes });
    };
    try {
      await mkdir(root, { recursive: true });
      return await withLock(lockOf(name), { signal, onWait }, async () => {
        const present = await findResolved(pack);
        if (present !== undefined && (await isGood(present))) {
          return present;
        }
        signal.throwIfAborted();
        const directory = directoryOf(pack);
        logger.info(
          { pack: name, downloadBytes: pack.downloadBytes, licence: pack.manifest.licence },
          'installing pack',
        );
        await installPack(pack, directory, {
          ...context,
          signal,
          onProgress,
          ...(from === undefined ? {} : { from }),
        });
        logger.info({ pack: name, revision: pack.revision }, 'pack installed');
        return { name, revision: pack.revision, directory };
      });
    } catch (error) {
      throw toPackError(error, pack, signal);
    }
  };

  return {
    find,
    describe,

    async ensure(name, ensureOptions) {
      const pack = describe(name);
      const present = await findResolved(pack);
      if (present !== undefined) {
        return present;
      }
      if (options.install === 'never') {
        throw packMissing(pack);
      }
      return installUnderLock(pack, ensureOptions, async () => true);
    },

    async install(name, installOptions) {
      const pack = describe(name);
      const isGood = async ({ directory }: InstalledPack) =>
        (await findDamage(directory, pack, { signal: installOptions.signal })).length === 0;
      return installUnderLock(pack, installOptions, isGood);
    },

    async list() {
      return Promise.all(
        catalog.map(async (manifest) => {
          const { name, title, licence, purpose } = manifest;
          const supported = isSupported(manifest, platform);
          const sizes = supported ? resolvePack(manifest, platform) : { downloadBytes: 0, installedBytes: 0 };
          return {
            name,
            title,
            licence,
            purpose,
            supported,
            downloadBytes: sizes.downloadBytes,
            installedBytes: sizes.installedBytes,
            installed: await find(name),
          };
        }),
      );
    },

    async verify(name, { signal }) {
      const pack = describe(name);
      const installed = await findResolved(pack);
      if (installed === undefined) {
        throw packMissing(pack);
      }
      return { pack: installed, damaged: await findDamage(installed.directory, pack, { signal }) };
    },

    async remove(name, { signal }) {
      manifestOf(name);
      return withLock(lockOf(name), { signal }, () => discard(join(root, name)));
    },
  };
};
