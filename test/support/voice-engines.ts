import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const entries = {
  kokoro: 'src/voice/providers/kokoro/engine-entry.ts',
  flite: 'src/voice/providers/flite/engine-entry.ts',
} as const;

/**
 * Tests run the sources, but a child process needs plain JavaScript: this compiles the entries of the voice
 * engines and what they import into a directory named by the content, once for all tests.
 */
export const voiceEngineEntries = async (): Promise<{ readonly kokoro: URL; readonly flite: URL }> => {
  const sources = new Map<string, string>();
  for (const entry of Object.values(entries)) {
    await collect(resolve(root, entry), sources);
  }
  const hash = createHash('sha256');
  for (const [file, text] of [...sources].toSorted()) {
    hash.update(`${file}\0${text}\0`);
  }
  const directory = join(tmpdir(), `reelwright-test-engines-${hash.digest('hex').slice(0, 12)}`);
  if (!(await exists(directory))) {
    await compile(sources, directory);
  }
  const urlOf = (entry: string): URL => pathToFileURL(join(directory, entry.replace(/\.ts$/, '.js')));
  return { kokoro: urlOf(entries.kokoro), flite: urlOf(entries.flite) };
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
