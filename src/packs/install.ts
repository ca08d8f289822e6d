import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';
import { findDamage } from './checksum.js';
import { downloadTarball } from './download.js';
import type { FetchTarball } from './fetch-tarball.js';
import { findLocalTarballs } from './local-tarballs.js';
import type { PackPart, ResolvedPack } from './manifest.js';
import type { PackProgress } from './pack.js';
import { packCorrupt } from './pack-errors.js';
import { discard, publish } from './publish.js';
import { unpackPart } from './unpack.js';

export type InstallContext = {
  /** Of all packs. */
  readonly root: string;
  readonly fetchTarball: FetchTarball;
  readonly logger: Logger;
  readonly stallTimeoutMs: number;
  readonly retryDelayMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PackProgress) => void;
  /** Files and folders to take the tarballs from instead of downloading them. */
  readonly from?: readonly string[];
};

export const downloadDirectory = (root: string): string => join(root, '.download');
export const manifestFile = 'pack.json';

const stagingRoot = (root: string): string => join(root, '.staging');

const checkSpace = async (pack: ResolvedPack, root: string): Promise<void> => {
  const { bavail, bsize } = await statfs(root);
  const neededBytes = pack.downloadBytes + pack.installedBytes;
  if (bavail * bsize < neededBytes) {
    throw new StorageError('DISK_FULL', `The pack ${pack.manifest.name} does not fit on the disk.`, {
      hint: `Free ${Math.ceil(neededBytes / 1e6)} MB where the data directory is, or move it with REELWRIGHT_HOME.`,
    });
  }
};

/** Reports about 200 times a phase, however small the chunks are. */
const createReporter = (pack: ResolvedPack, { onProgress }: InstallContext) => {
  let last: PackProgress | undefined;
  return (phase: PackProgress['phase'], doneBytes: number, totalBytes: number): void => {
    const stepBytes = totalBytes / 200;
    if (
      last?.phase !== phase ||
      doneBytes < last.doneBytes ||
      doneBytes - last.doneBytes >= stepBytes ||
      doneBytes === totalBytes
    ) {
      last = { pack: pack.manifest.name, phase, doneBytes, totalBytes };
      onProgress(last);
    }
  };
};

type Reporter = ReturnType<typeof createReporter>;

/** A part and where its checked tarball is. */
type Source = { readonly part: PackPart; readonly tarball: string };

const downloadAll = async (
  pack: ResolvedPack,
  context: InstallContext,
  report: Reporter,
): Promise<Source[]> => {
  const directory = downloadDirectory(context.root);
  await mkdir(directory, { recursive: true });
  const sources: Source[] = [];
  let before = 0;
  for (const part of pack.parts) {
    const offset = before;
    const onBytes = (doneBytes: number) => report('download', offset + doneBytes, pack.downloadBytes);
    sources.push({ part, tarball: await downloadTarball(part, { ...context, directory, onBytes }) });
    before += part.tarballBytes;
  }
  return sources;
};

const unpackAll = async (
  sources: readonly Source[],
  staging: string,
  signal: AbortSignal,
  onBytes: (doneBytes: number) => void,
): Promise<void> => {
  let doneBytes = 0;
  onBytes(doneBytes);
  for (const { part, tarball } of sources) {
    signal.throwIfAborted();
    await unpackPart(tarball, part, staging);
    doneBytes += part.tarballBytes;
    onBytes(doneBytes);
  }
};

const removeOthers = async (directory: string, keep: string): Promise<void> => {
  for (const name of await readdir(directory)) {
    if (name !== keep) {
      await discard(join(directory, name));
    }
  }
};

/**
 * Downloads, unpacks, checks and publishes one pack, under its lock. Half-finished downloads stay for the next
 * attempt; nothing else of a failed installation does. Earlier revisions go last of all.
 */
export const installPack = async (
  pack: ResolvedPack,
  target: string,
  context: InstallContext,
): Promise<void> => {
  const { name } = pack.manifest;
  const staging = join(stagingRoot(context.root), name);
  const report = createReporter(pack, context);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  try {
    await checkSpace(pack, context.root);
    const sources =
      context.from === undefined
        ? await downloadAll(pack, context, report)
        : await findLocalTarballs(pack, context.from, context.signal);
    await unpackAll(sources, staging, context.signal, (doneBytes) =>
      report('unpack', doneBytes, pack.downloadBytes),
    );
    const damaged = await findDamage(staging, pack, {
      signal: context.signal,
      onBytes: (doneBytes) => report('prepare', doneBytes, pack.installedBytes),
    });
    if (damaged.length > 0) {
      throw packCorrupt(`The pack ${name} does not hold the published bytes: ${damaged.join(', ')}.`);
    }
    const record = { name, revision: pack.revision, licence: pack.manifest.licence, parts: pack.parts };
    await writeFile(join(staging, manifestFile), `${JSON.stringify(record, undefined, 2)}\n`);
    await publish(staging, target);
    await removeOthers(join(context.root, name), pack.revision);
    if (context.from === undefined) {
      await Promise.all(sources.map(({ tarball }) => rm(tarball, { force: true })));
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
};
