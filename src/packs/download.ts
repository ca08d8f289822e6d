import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, isReelwrightError, type PackError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';
import { fileSize, hashFile } from './checksum.js';
import type { FetchTarball } from './fetch-tarball.js';
import { type PackPart, tarballName } from './manifest.js';
import { isDiskTrouble, packCorrupt } from './pack-errors.js';

export type DownloadOptions = {
  readonly directory: string;
  readonly fetchTarball: FetchTarball;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  /** Called with how much of the tarball is on the disk. */
  readonly onBytes: (doneBytes: number) => void;
  /** No byte for this long counts as a failed attempt. */
  readonly stallTimeoutMs: number;
  /** Before the second attempt; doubles each time. */
  readonly retryDelayMs: number;
};

/** Attempts in a row that may bring no new byte. */
const fruitlessAttempts = 4;

/** Includes the integrity, so that another build under the same version never continues this one. */
const partialName = (part: PackPart): string =>
  `${tarballName(part)}.${Buffer.from(part.integrity.slice(7), 'base64').toString('hex', 0, 6)}`;

/** How much of a part is on the disk: for progress while another process downloads. */
export const downloadedBytes = async (directory: string, part: PackPart): Promise<number> => {
  const path = join(directory, partialName(part));
  return Math.max(await fileSize(path), await fileSize(`${path}.part`));
};

const statusOf = (error: unknown): number | undefined => {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
};

/** A refusal stays one; a fault, a full server or a broken line may pass. */
const mayPass = (error: unknown): boolean => {
  if (isReelwrightError(error) || isDiskTrouble(error)) {
    return false;
  }
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 408 || status === 416 || status === 429;
};

/** Turns "no chunk for this long" into an abort of one attempt. */
const createStallGuard = (signal: AbortSignal, stallTimeoutMs: number) => {
  const stalled = new AbortController();
  const expire = () => stalled.abort(new Error(`No data for ${stallTimeoutMs} ms.`));
  let timer = setTimeout(expire, stallTimeoutMs);
  const either = AbortSignal.any([signal, stalled.signal]);
  const aborted = new Promise<never>((_resolve, reject) => {
    either.addEventListener('abort', () => reject(either.reason), { once: true });
  });
  aborted.catch(() => undefined);
  return {
    signal: either,
    /** Rejects when the attempt is aborted, even if the source takes no notice. */
    during: <T>(work: Promise<T>): Promise<T> => Promise.race([work, aborted]),
    alive: () => {
      clearTimeout(timer);
      timer = setTimeout(expire, stallTimeoutMs);
    },
    stop: () => {
      clearTimeout(timer);
      stalled.abort();
    },
  };
};

/** One attempt: appends to the partial file until the source ends. */
const receive = async (part: PackPart, partial: string, options: DownloadOptions): Promise<void> => {
  const guard = createStallGuard(options.signal, options.stallTimeoutMs);
  let file: FileHandle | undefined;
  try {
    const fromByte = await fileSize(partial);
    const request = { package: part.package, version: part.version, fromByte, signal: guard.signal };
    const response = await guard.during(options.fetchTarball(request));
    const continues = fromByte > 0 && response.startByte === fromByte;
    file = await open(partial, continues ? 'a' : 'w');
    let doneBytes = continues ? fromByte : 0;
    const chunks = response.body[Symbol.asyncIterator]();
    for (;;) {
      const chunk = await guard.during(chunks.next());
      if (chunk.done) {
        break;
      }
      guard.alive();
      doneBytes += chunk.value.byteLength;
      if (doneBytes > part.tarballBytes) {
        throw packCorrupt(`${part.package}@${part.version} is longer than it was when published.`);
      }
      await file.writeFile(chunk.value);
      options.onBytes(doneBytes);
    }
    await file.sync();
  } finally {
    // Also ends a transfer that is still running.
    guard.stop();
    await file?.close();
  }
};

/** Attempts until the partial file has its full length. Throws the last error. */
const receiveAll = async (part: PackPart, partial: string, options: DownloadOptions): Promise<void> => {
  let fruitless = 0;
  while ((await fileSize(partial)) < part.tarballBytes) {
    const before = await fileSize(partial);
    let failure: unknown = new Error('The connection ended early.');
    try {
      await receive(part, partial, options);
    } catch (error) {
      failure = error;
    }
    if (options.signal.aborted) {
      throw new CancelledError('The download was cancelled.', { cause: failure });
    }
    const after = await fileSize(partial);
    if (after === part.tarballBytes && !isReelwrightError(failure)) {
      return;
    }
    fruitless = after > before ? 0 : fruitless + 1;
    if (!mayPass(failure) || fruitless >= fruitlessAttempts) {
      throw failure;
    }
    if (statusOf(failure) === 416) {
      await rm(partial, { force: true });
    }
    options.logger.debug({ package: part.package, doneBytes: after, error: failure }, 'download interrupted');
    await sleep(options.retryDelayMs * 2 ** fruitless, undefined, { signal: options.signal });
  }
};

/** Brings the partial file to its full length and returns what is wrong with its bytes, if anything. */
const findTransferDamage = async (
  part: PackPart,
  partial: string,
  options: DownloadOptions,
): Promise<PackError | undefined> => {
  try {
    await receiveAll(part, partial, options);
  } catch (error) {
    if (isReelwrightError(error) && error.code === 'PACK_CORRUPT') {
      return error;
    }
    throw error;
  }
  return (await hashFile(partial, 'sha512')) === part.integrity
    ? undefined
    : packCorrupt(`${part.package}@${part.version} does not have the sha512 it was published with.`);
};

/**
 * Downloads a tarball, continuing what an earlier attempt or process left behind, and returns its path. The file
 * is there only once all its bytes have the published sha512. Throws the source's last error, `PackError`
 * `PACK_CORRUPT` or `CancelledError`.
 */
export const downloadTarball = async (part: PackPart, options: DownloadOptions): Promise<string> => {
  const path = join(options.directory, partialName(part));
  const partial = `${path}.part`;
  if ((await fileSize(path)) === part.tarballBytes && (await hashFile(path, 'sha512')) === part.integrity) {
    options.onBytes(part.tarballBytes);
    return path;
  }
  // What is left from earlier may be bad by itself: one more try from nothing before blaming the source.
  for (let resumed = (await fileSize(partial)) > 0; ; resumed = false) {
    const damage = await findTransferDamage(part, partial, options);
    if (damage === undefined) {
      await rename(partial, path);
      return path;
    }
    await rm(partial, { force: true });
    if (!resumed) {
      throw damage;
    }
  }
};
