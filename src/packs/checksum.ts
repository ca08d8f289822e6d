import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { foreignCode } from '../errors/index.js';
import type { ResolvedPack } from './manifest.js';

/** sha256 in hexadecimal; sha512 as npm writes it: `sha512-` and base64. */
export const hashFile = async (
  path: string,
  algorithm: 'sha256' | 'sha512',
  signal?: AbortSignal,
): Promise<string> => {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    signal?.throwIfAborted();
    hash.update(chunk);
  }
  return algorithm === 'sha256' ? hash.digest('hex') : `sha512-${hash.digest('base64')}`;
};

/** Paths of all files below, relative, with `/`, sorted by code unit. Links are listed and so never match. */
const listFiles = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
};

/** See `PackTree`. */
const hashTree = async (directory: string, signal?: AbortSignal): Promise<string> => {
  const hash = createHash('sha256');
  for (const path of await listFiles(directory)) {
    hash.update(`${await hashFile(join(directory, path), 'sha256', signal)}  ${path}\n`);
  }
  return hash.digest('hex');
};

/** Of what has no bytes to hash. */
const absent = 'absent';

const orAbsent = async (hash: Promise<string>): Promise<string> => {
  try {
    return await hash;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(foreignCode(error) ?? '')) {
      return absent;
    }
    throw error;
  }
};

export type VerifyOptions = {
  readonly signal?: AbortSignal;
  readonly onBytes?: (doneBytes: number) => void;
};

/** Hashes everything a pack consists of and returns the paths, relative to it, that are not as pinned. */
export const findDamage = async (
  directory: string,
  pack: ResolvedPack,
  { signal, onBytes }: VerifyOptions = {},
): Promise<string[]> => {
  const damaged: string[] = [];
  let doneBytes = 0;
  const check = async (entry: { to: string; sha256: string; sizeBytes: number }, hash: Promise<string>) => {
    if ((await orAbsent(hash)) !== entry.sha256) {
      damaged.push(entry.to);
    }
    doneBytes += entry.sizeBytes;
    onBytes?.(doneBytes);
  };
  for (const part of pack.parts) {
    for (const file of [...(part.files ?? []), ...(part.joins ?? [])]) {
      await check(file, hashFile(join(directory, file.to), 'sha256', signal));
    }
    for (const tree of part.trees ?? []) {
      await check(tree, hashTree(join(directory, tree.to), signal));
    }
  }
  return damaged;
};

/** Bytes; 0 when the file is not there. */
export const fileSize = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
};
