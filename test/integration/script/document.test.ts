import { execFileSync } from 'node:child_process';
import { symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '../../../src/observability/logger.js';
import { condense } from '../../../src/script/condense.js';
import { createDocumentReader } from '../../../src/script/documents/document-reader.js';
import { parseDocument } from '../../../src/script/documents/parse-document.js';
import { scenesFromScript } from '../../../src/script/scenes.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const documents = fileURLToPath(new URL('../../fixtures/documents', import.meta.url));
const makeDirectory = temporaryDirectories();

const notUsed = async (): Promise<never> => {
  throw new Error('a file asks for neither the network nor a pack');
};
const readFile = createDocumentReader({
  parse: (request) => parseDocument(request),
  http: { send: notUsed, json: notUsed, download: notUsed, fetch: notUsed, close: notUsed },
  packs: { ensure: notUsed, find: notUsed },
});

const scriptFromDocument = async ({
  file,
  targetDurationSec,
  roots,
}: {
  file: string;
  targetDurationSec: number;
  roots?: readonly string[];
}) => {
  const { signal } = new AbortController();
  const document = await readFile(file, { roots, signal, logger: silentLogger });
  const { title, language } = document;
  return { title, language, ...condense(document, { language, targetSec: targetDurationSec }) };
};

describe('a script from a document', () => {
  test.each(['lighthouse-lens.md', 'winter-bees.html'])('makes scenes of %s', async (name) => {
    const { script, title, language, condensed } = await scriptFromDocument({
      file: join(documents, name),
      targetDurationSec: 60,
    });
    expect(language).toBe('en-US');
    expect(condensed).toBe(true);
    expect(script.startsWith(`${title}.\n\n`)).toBe(true);
    const scenes = scenesFromScript(script, { language });
    expect(scenes.length).toBeGreaterThan(7);
    expect(scenes.length).toBeLessThan(20);
  });

  test('knows the format by content when the name does not tell', async () => {
    const directory = await makeDirectory();
    const file = join(directory, 'page');
    await writeFile(
      file,
      '<!doctype html><html><body><h1>A title</h1><p>One sentence here.</p></body></html>',
    );
    expect(await scriptFromDocument({ file, targetDurationSec: 60 })).toMatchObject({
      script: 'A title.\n\nOne sentence here.',
      condensed: false,
    });
    await writeFile(file, 'A plain title\n\nOne sentence here.\nAnother one.');
    expect(await scriptFromDocument({ file, targetDurationSec: 60 })).toMatchObject({
      title: 'A plain title',
      script: 'A plain title.\n\nOne sentence here.\n\nAnother one.',
    });
  });

  test('refuses what is no text, too large, missing, a directory or empty', async () => {
    const directory = await makeDirectory();
    const file = join(directory, 'file.txt');
    const read = (path: string) => scriptFromDocument({ file: path, targetDurationSec: 60 });
    await writeFile(
      file,
      Uint8Array.from({ length: 3_000 }, (_, index) => index % 256),
    );
    await expect(read(file)).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
    await truncate(file, 26 * 1024 * 1024);
    await expect(read(file)).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
    await expect(read(join(directory, 'missing.md'))).rejects.toMatchObject({
      code: 'DOCUMENT_UNREADABLE',
      message: 'There is no document under this path.',
    });
    await expect(read(directory)).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
    await writeFile(file, '\n  ...\n');
    await expect(read(file)).rejects.toMatchObject({ code: 'SCRIPT_EMPTY' });
  });

  test('does not wait for somebody to write into a named pipe', async () => {
    const file = join(await makeDirectory(), 'pipe.txt');
    execFileSync('mkfifo', [file]);
    await expect(scriptFromDocument({ file, targetDurationSec: 60 })).rejects.toMatchObject({
      code: 'DOCUMENT_UNREADABLE',
    });
  });

  test('stays inside its roots', async () => {
    const directory = await makeDirectory();
    await symlink(join(documents, 'lighthouse-lens.md'), join(directory, 'link.md'));
    const options = { file: join(directory, 'link.md'), targetDurationSec: 60 };
    await expect(scriptFromDocument({ ...options, roots: [directory] })).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    expect((await scriptFromDocument({ ...options, roots: [directory, documents] })).condensed).toBe(true);
  });
});
