import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { foreignCode, InputError } from '../errors/index.js';
import { fileSize, hashFile } from './checksum.js';
import { type PackPart, type ResolvedPack, tarballName } from './manifest.js';
import { packCorrupt, tarballsMissing } from './pack-errors.js';

const listTarballs = async (path: string): Promise<string[]> => {
  try {
    if (!(await stat(path)).isDirectory()) {
      return [path];
    }
    return (await readdir(path)).filter((name) => name.endsWith('.tgz')).map((name) => join(path, name));
  } catch (error) {
    if (foreignCode(error) === 'ENOENT') {
      throw new InputError('INPUT_INVALID', `There is nothing at ${path}.`, {
        hint: 'Name a directory with the .tgz files that npm pack made, or one such file.',
      });
    }
    throw error;
  }
};

/** By content, whatever the file is called. */
const findTarball = async (part: PackPart, files: readonly string[], signal: AbortSignal) => {
  for (const file of files) {
    if (
      (await fileSize(file)) === part.tarballBytes &&
      (await hashFile(file, 'sha512', signal)) === part.integrity
    ) {
      return file;
    }
  }
  if (files.some((file) => basename(file) === tarballName(part))) {
    throw packCorrupt(`${tarballName(part)} does not have the sha512 it was published with.`);
  }
  return undefined;
};

/**
 * The tarballs of a pack, in the order of its parts, among files and folders that `npm pack` wrote. Throws
 * `PackError` `PACK_MISSING` naming what is not there, or `PACK_CORRUPT`.
 */
export const findLocalTarballs = async (
  pack: ResolvedPack,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<{ part: PackPart; tarball: string }[]> => {
  const files = (await Promise.all(paths.map(listTarballs))).flat();
  const found: { part: PackPart; tarball: string }[] = [];
  const missing: PackPart[] = [];
  for (const part of pack.parts) {
    const file = await findTarball(part, files, signal);
    if (file === undefined) {
      missing.push(part);
    } else {
      found.push({ part, tarball: file });
    }
  }
  if (missing.length > 0) {
    throw tarballsMissing(pack, missing);
  }
  return found;
};
