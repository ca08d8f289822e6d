import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Tests run the sources, but another process or thread needs plain JavaScript: this compiles entries and what they
 * import into a directory named by the content, once for all tests.
 *
 * @param prefix Where the directory goes, and how its name begins; below the project for entries that import packages.
 */
export const compileEntries = async (entries: readonly string[], prefix: string): Promise<URL[]> => {
  const sources = new Map<string, string>();
  for (const entry of entries) {
    await collect(resolve(root, entry), sources);
  }
  const hash = createHash('sha256');
  for (const [file, text] of [...sources].toSorted()) {
    hash.update(`${file}\0${text}\0`);
  }
  const directory = `${prefix}-${hash.digest('hex').slice(0, 12)}`;
  if (!(await exists(directory))) {
    await compile(sources, directory);
  }
  return entries.map((entry) => pathToFileURL(join(directory, entry.replace(/\.ts$/, '.js'))));
};

const collect = async (file: string, sources: Map<string, string>): Promise<void> => {
  if (sources.has(file)) {
    return;
  }
  const text = await readFile(file, 'utf8');
  sources.set(file, text);
  for (const [, path = ''] of text.matchAll(/^(?!import type).*from '(\.[^']+)\.js';$/gm)) {
    await collect(resolve(dirname(file), `${path}.ts`), sources);
  }
};

const compile = async (sources: ReadonlyMap<string, string>, directory: string): Promise<void> => {
  const draft = `${directory}.${process.pid}`;
  for (const [file, text] of sources) {
    const target = join(draft, relative(root, file)).replace(/\.ts$/, '.js');
    const { code } = await transform(text, {
      filename: file,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
      module: { type: 'es6' },
    });
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code);
  }
  await writeFile(join(draft, 'package.json'), '{"type":"module"}');
  try {
    await rename(draft, directory);
  } catch {
    // Another worker was first; its files are the same.
    await rm(draft, { recursive: true, force: true });
  }
};

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
};
