import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A key with characters that URLs spell otherwise, and a mark that nothing else can hold. */
export const plantedFor = (name: string): string => `planted/${name}+0x7E57=`;

const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');

/** Every way in which a text could hold a key. */
export const spellingsOf = (key: string): string[] => [
  key,
  encodeURIComponent(key),
  encodeURIComponent(encodeURIComponent(key)),
  JSON.stringify(key).slice(1, -1),
  base64(key),
  Buffer.from(key).toString('hex'),
];

/** Which of the keys a text holds. */
export const keysIn = (text: string, keys: readonly string[]): string[] =>
  keys.filter((key) => spellingsOf(key).some((spelling) => text.includes(spelling)));

/** All files below, absolute. */
export const filesBelow = async (directory: string): Promise<string[]> =>
  (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The files whose bytes or names hold a key: databases and their logs, artifacts, caches, results. */
export const filesWithKeys = async (directory: string, keys: readonly string[]): Promise<string[]> => {
  const found: string[] = [];
  for (const file of await filesBelow(directory)) {
    const bytes = await readFile(file, 'latin1');
    if (keysIn(`${relative(directory, file)}\n${bytes}`, keys).length > 0) {
      found.push(file);
    }
  }
  return found;
};
