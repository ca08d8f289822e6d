import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { foreignCode, InputError } from '../errors/index.js';

const isWithin = (file: string, root: string): boolean => {
  const relative = path.relative(root, file);
  return (
    relative === '' ||
    (!path.isAbsolute(relative) && relative !== '..' && !relative.startsWith(`..${path.sep}`))
  );
};

/** A file that is not there yet is as real as the nearest directory above it that is. */
const realpathOfFuture = async (file: string): Promise<string> => {
  try {
    return await realpath(file);
  } catch (error) {
    const parent = path.dirname(file);
    const isDangling = await lstat(file).then(
      () => true,
      () => false,
    );
    if (foreignCode(error) !== 'ENOENT' || parent === file || isDangling) {
      throw error;
    }
    return path.join(await realpathOfFuture(parent), path.basename(file));
  }
};

const realRoots = async (roots: readonly string[]): Promise<string[]> => {
  const found = await Promise.allSettled(roots.map((root) => realpath(root)));
  return found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
};

/**
 * The absolute path behind `file`, links followed, when it is inside one of `roots`. The last parts of the path need
 * not exist yet. A dangling link is refused, since writing through it would lead wherever it points.
 *
 * Throws `InputError('PATH_ESCAPE')` when it is in none of them.
 */
export const confinePath = async (file: string, roots: readonly string[]): Promise<string> => {
  const refusal = (cause?: unknown) =>
    new InputError('PATH_ESCAPE', 'The path is outside the folders that may be used.', {
      hint: `Use a path inside one of: ${roots.join(', ') || 'none are configured'}.`,
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
  if (!(await realRoots(roots)).some((root) => isWithin(real, root))) {
    throw refusal();
  }
  return real;
};
