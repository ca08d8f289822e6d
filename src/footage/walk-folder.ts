import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { foreignCode } from '../errors/index.js';
import type { RefusedFootage } from './footage-item.js';

/** The folder itself and three levels below it. */
const maxDepth = 3;
/** Directory entries looked at in all, so that a whole disk given by mistake ends soon. */
const maxEntries = 20_000;

export type FolderListing = {
  /** Relative to the folder, sorted, with `/` between parts. */
  readonly files: readonly string[];
  readonly refused: readonly RefusedFootage[];
};

/**
 * Lists the files of a folder: hidden ones left out, links that lead outside refused.
 *
 * @param root absolute, symbolic links resolved
 */
export const walkFolder = async (root: string, signal: AbortSignal): Promise<FolderListing> => {
  const files: string[] = [];
  const refused: RefusedFootage[] = [];
  const waiting = [{ relative: '', depth: 0 }];
  let entryCount = 0;
  for (let next = waiting.pop(); next !== undefined && entryCount < maxEntries; next = waiting.pop()) {
    const { relative, depth } = next;
    for (const entry of await listDirectory(path.join(root, relative))) {
      signal.throwIfAborted();
      entryCount += 1;
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const kind = await kindOf(root, name, entry);
      if (kind === 'directory' && depth < maxDepth) {
        waiting.push({ relative: name, depth: depth + 1 });
      } else if (kind === 'file') {
        files.push(name);
      } else if (kind === 'outside') {
        refused.push({
          file: name,
          code: 'outside',
          reason: 'It is a link that leads out of the folder or nowhere.',
        });
      }
    }
  }
  return { files: files.sort(), refused };
};

type EntryKind = 'directory' | 'file' | 'outside' | 'skipped';

const kindOf = async (root: string, name: string, entry: Dirent): Promise<EntryKind> => {
  if (entry.name.startsWith('.')) {
    return 'skipped';
  }
  if (entry.isDirectory()) {
    return 'directory';
  }
  if (entry.isSymbolicLink()) {
    return (await staysInside(root, name)) ? 'file' : 'outside';
  }
  return entry.isFile() ? 'file' : 'skipped';
};

const listDirectory = async (directory: string): Promise<Dirent[]> => {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (['EACCES', 'EPERM', 'ENOENT'].includes(foreignCode(error) ?? '')) {
      return [];
    }
    throw error;
  }
};

/** Linked directories count as inside but are not followed: they are visited under their own name. */
const staysInside = async (root: string, name: string): Promise<boolean> => {
  try {
    const target = await realpath(path.join(root, name));
    const relative = path.relative(root, target);
    return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  } catch {
    return false;
  }
};
