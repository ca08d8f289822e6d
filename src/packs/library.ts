import { resolve } from 'node:path';
import { type Logger, silentLogger } from '../observability/logger.js';
import { packCatalog } from './catalog.js';
import { findDamage } from './checksum.js';
import { createNpmFetch, type FetchTarball } from './fetch-tarball.js';
import { createInstaller, type InstallOptions } from './installer.js';
import { isSupported, type PackManifest, type ResolvedPack } from './manifest.js';
import type { EnsureOptions, InstalledPack, PackLibrary, PackName } from './pack.js';
import { packMissing } from './pack-errors.js';
import { currentPlatform } from './platform.js';
import { createShelf, type PackListing } from './shelf.js';

export type { InstallOptions } from './installer.js';
export type { PackListing } from './shelf.js';

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
  /** Before a download is tried again; doubles each time. */
  readonly retryDelayMs?: number;
};

export type PackVerification = {
  readonly pack: InstalledPack;
  /** Paths inside the pack whose bytes are not the published ones; empty when all is well. */
  readonly damaged: readonly string[];
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

/** The packs kept in one directory, which any number of processes may share. */
export const createPackLibrary = (options: PackLibraryOptions): PackStore => {
  const root = resolve(options.directory);
  const platform = options.platform ?? currentPlatform();
  const shelf = createShelf(root, options.catalog ?? packCatalog, platform);
  const installer = createInstaller({
    shelf,
    root,
    logger: options.logger ?? silentLogger,
    fetchTarball: options.fetchTarball ?? createNpmFetch(),
    stallTimeoutMs: options.stallTimeoutMs ?? 30_000,
    retryDelayMs: options.retryDelayMs ?? 1_000,
  });

  const ensureOne = async (pack: ResolvedPack, ensureOptions: EnsureOptions): Promise<InstalledPack> => {
    const present = await shelf.find(pack);
    if (present === undefined && options.install === 'never') {
      throw packMissing(pack);
    }
    return present ?? installer.install(pack, { ...ensureOptions, repair: false });
  };

  /** What a pack requires comes first, so that a pack that is there can be used. */
  const withRequired = async (
    name: PackName,
    install: (pack: ResolvedPack) => Promise<InstalledPack>,
  ): Promise<InstalledPack> => {
    const wanted = shelf.describe(name);
    for (const required of wanted.manifest.requires ?? []) {
      await install(shelf.describe(required));
    }
    return install(wanted);
  };

  return {
    list: shelf.list,
    describe: shelf.describe,
    find: async (name) =>
      isSupported(shelf.manifest(name), platform) ? shelf.find(shelf.describe(name)) : undefined,
    ensure: (name, ensureOptions) => withRequired(name, (pack) => ensureOne(pack, ensureOptions)),
    install: (name, installOptions) =>
      withRequired(name, (pack) => installer.install(pack, { ...installOptions, repair: true })),
    verify: async (name, { signal }) => {
      const pack = shelf.describe(name);
      const installed = await shelf.find(pack);
      if (installed === undefined) {
        throw packMissing(pack);
      }
      return { pack: installed, damaged: await findDamage(installed.directory, pack, { signal }) };
    },
    remove: async (name, { signal }) => installer.remove(shelf.manifest(name).name, signal),
  };
};
