import { access, lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { foreignCode, InputError } from '../errors/index.js';

const isWithin = (file: string, root: string): boolean => {
  const relative = path.relative(root, file);
  return (
    relative === '' ||
    (!path.isAbsolute(relative) && relative !== '..' && !relative.startsWith(`..${path.sep}`))
  );
};

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(foreignCode(error) ?? '');

/** A file that is not there yet, or cannot be, is as real as the nearest part of its path that is. */
const realpathOfFuture = async (file: string): Promise<string> => {
  try {
    return await realpath(file);
  } catch (error) {
    const parent = path.dirname(file);
    const isDangling = await lstat(file).then(
      () => true,
      () => false,
    );
    if (!isAbsent(error) || parent === file || isDangling) {
      throw error;
    }
    return path.join(await realpathOfFuture(parent), path.basename(file));
  }
};

const realRoots = async (roots: readonly string[]): Promise<string[]> => {
  const found = await Promise.allSettled(roots.map((root) => realpath(root)));
  return found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
};

/** Where macOS and Windows keep, in a home directory, what elsewhere lies in folders that begin with a dot. */
const programFolders = new Set(['library', 'appdata']);

/** The database that tells a data directory, ours or that of another process: its settings may hold keys. */
const dataDirectoryMark = 'reelwright.db';

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/**
 * Whether a file inside a root is not what a person keeps there to be shown: hidden, or the data of a program. A root
 * that lies in such a place itself was meant, and opens what is in it.
 */
const isPrivate = async (file: string, root: string): Promise<boolean> => {
  const parts = path.relative(root, file).split(path.sep);
  if (parts.some((part) => part.startsWith('.')) || programFolders.has(parts[0]?.toLowerCase() ?? '')) {
    return true;
  }
  const folders = parts.map((_, depth) => path.join(root, ...parts.slice(0, depth)));
  const marks = await Promise.all(folders.map((folder) => isThere(path.join(folder, dataDirectoryMark))));
  return marks.includes(true);
};

/**
 * The absolute path behind `file`, links followed, when it is inside one of `roots` and nothing private there. The
 * last parts of the path need not exist yet. A dangling link is refused, since writing through it would lead wherever
 * it points.
 *
 * Throws `InputError('PATH_ESCAPE')` when it is in none of them, hidden, or in the data of a program.
 */
export const confinePath = async (file: string, roots: readonly string[]): Promise<string> => {
  const refusal = (cause?: unknown) =>
    new InputError('PATH_ESCAPE', 'The path is outside the folders that may be used.', {
      hint: `Use a path inside one of: ${roots.join(', ') || 'none are configured'}. A person can add folders to input.roots.`,
      ...(cause === undefined ? {} : { cause }),
    });
  if (file === '' || file.includes('\0')) {
    throw refusal();
  }
  let real: string;
  try {
    real = await realpathOfFuture(path.resolve(file));
  } catch (error) {
    throw refusal(error);
  }
  const around = (await realRoots(roots)).filter((root) => isWithin(real, root));
  if (around.length === 0) {
    throw refusal();
  }
  const closed = await Promise.all(around.map((root) => isPrivate(real, root)));
  if (closed.every(Boolean)) {
    throw new InputError('PATH_ESCAPE', 'The path is hidden, or leads into the data of a program.', {
      hint: 'Copy the file to a folder that is not hidden, or name its folder in input.roots.',
    });
  }
  return real;
};
