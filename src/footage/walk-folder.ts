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
    signal.throwIfAborted();
    const { relative, depth } = next;
    const entries = await listDirectory(path.join(root, relative));
    entryCount += entries.length;
    for (const entry of entries) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      const found = {
        directory: () => depth < maxDepth && waiting.push({ relative: name, depth: depth + 1 }),
        file: () => files.push(name),
        outside: () => refused.push({ file: name, code: 'outside', reason: outsideReason }),
        skipped: () => undefined,
      };
      found[await kindOf(root, name, entry)]();
    }
  }
  return { files: files.sort(), refused };
};

const outsideReason = 'It is a link that leads out of the folder or nowhere.';

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
