import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CancelledError, isReelwrightError, toReelwrightError } from '../errors/index.js';
import { findDamage } from './checksum.js';
import { downloadedBytes } from './download.js';
import { downloadDirectory, type InstallContext, installPack } from './install.js';
import { withLock } from './lock.js';
import type { ResolvedPack } from './manifest.js';
import type { EnsureOptions, InstalledPack, PackName } from './pack.js';
import { downloadFailed, isDiskTrouble } from './pack-errors.js';
import { discard } from './publish.js';
import type { Shelf } from './shelf.js';

export type InstallOptions = EnsureOptions & {
  /** Tarballs made by `npm pack`, or folders of such, to install from without a network. */
  readonly from?: readonly string[];
};

type InstallRequest = InstallOptions & {
  /** Whether to hash what is installed already, and replace it if it is damaged. */
  readonly repair: boolean;
};

export type Installer = {
  /** Returns the pack at once where it is installed, else installs it or waits for whoever does. */
  install(pack: ResolvedPack, request: InstallRequest): Promise<InstalledPack>;
  remove(name: PackName, signal: AbortSignal): Promise<boolean>;
};

type InstallerOptions = Omit<InstallContext, 'signal' | 'onProgress' | 'from'> & { readonly shelf: Shelf };

/** A refusal or fault of the network becomes ours; the disk's and our own stay what they are. */
const toPackError = (error: unknown, pack: ResolvedPack, signal: AbortSignal): Error => {
  if (signal.aborted) {
    return new CancelledError('The installation was cancelled.', { cause: error });
  }
  return isReelwrightError(error) || isDiskTrouble(error)
    ? toReelwrightError(error)
    : downloadFailed(pack, error);
};

/** Tells a waiting process how far the downloading one is. */
const reportOthers = async (
  root: string,
  pack: ResolvedPack,
  { onProgress }: InstallOptions,
): Promise<void> => {
  const done = await Promise.all(pack.parts.map((part) => downloadedBytes(downloadDirectory(root), part)));
  const doneBytes = done.reduce((total, bytes) => total + bytes, 0);
  onProgress?.({ pack: pack.manifest.name, phase: 'download', doneBytes, totalBytes: pack.downloadBytes });
};

/** Changes what is on the shelf, one process at a time. */
export const createInstaller = ({ shelf, ...context }: InstallerOptions): Installer => {
  const { root, logger } = context;
  const lockOf = (name: PackName): string => join(root, '.locks', name);

  const installLocked = async (pack: ResolvedPack, request: InstallRequest): Promise<InstalledPack> => {
    const { repair, onProgress = () => undefined, ...options } = request;
    const present = await shelf.find(pack);
    const damaged =
      present !== undefined && repair && (await findDamage(present.directory, pack, request)).length > 0;
    if (present !== undefined && !damaged) {
      return present;
    }
    options.signal.throwIfAborted();
    const placed = shelf.place(pack);
    const { downloadBytes, manifest } = pack;
    logger.info({ pack: manifest.name, downloadBytes, licence: manifest.licence }, 'installing pack');
    await installPack(pack, placed.directory, { ...context, ...options, onProgress });
    logger.info({ pack: manifest.name, revision: pack.revision }, 'pack installed');
    return placed;
  };

  return {
    async install(pack, request) {
      const { signal } = request;
      const onWait = () => reportOthers(root, pack, request);
      try {
        await mkdir(root, { recursive: true });
        return await withLock(lockOf(pack.manifest.name), { signal, onWait }, () =>
          installLocked(pack, request),
        );
      } catch (error) {
        throw toPackError(error, pack, signal);
      }
    },
    remove: (name, signal) => withLock(lockOf(name), { signal }, () => discard(join(root, name))),
  };
};
