import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { foreignCode } from '../errors/index.js';

/** Flushing needs write access on Windows. */
const syncFile = async (path: string): Promise<void> => {
  const handle = await open(path, process.platform === 'win32' ? 'r+' : 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Windows cannot open a folder to flush it, and needs no more than its files. */
const syncDirectory = (path: string): Promise<void> =>
  process.platform === 'win32' ? Promise.resolve() : syncFile(path);

const syncAll = async (directory: string): Promise<void> => {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    await (entry.isDirectory() ? syncDirectory(path) : syncFile(path));
  }
  await syncDirectory(directory);
};

/** A virus scanner may hold a new folder open for a moment on Windows. */
const renamePatiently = async (from: string, to: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const passing =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(foreignCode(error) ?? '');
      if (!passing || attempt === 10) {
        throw error;
      }
      await sleep(attempt * 50);
    }
  }
};

/** Deletes a folder so that nobody ever sees half of it. Returns whether there was one. */
export const discard = async (directory: string): Promise<boolean> => {
  const grave = join(dirname(directory), `.discarded-${randomUUID()}`);
  try {
    await renamePatiently(directory, grave);
  } catch (error) {
    if (foreignCode(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
  await rm(grave, { recursive: true, force: true });
  return true;
};

/** Makes a finished folder appear under its name at once, on the disk for good. Replaces what was there. */
export const publish = async (staging: string, target: string): Promise<void> => {
  await syncAll(staging);
  await mkdir(dirname(target), { recursive: true });
  await discard(target);
  await renamePatiently(staging, target);
  await syncDirectory(dirname(target));
};
