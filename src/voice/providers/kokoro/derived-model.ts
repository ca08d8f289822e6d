import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pieces } from './protobuf.js';
import { upcastModel } from './upcast-model.js';

/** The graph value that holds how many frames each token lasts. */
export const durationOutput = '/encoder/Clip_output_0';

/** Raise when the derived file must be made anew from the same source. */
const derivation = 1;

/**
 * Makes the 32-bit model with durations from the published one, once: about 4 s and 325 MB. Two processes may
 * do so at the same moment: each writes its own file and renames it into place, and both have the same bytes.
 * The marker beside it is written last and tells a whole file from a torn one.
 *
 * @param sourceFile The fp16 ONNX file.
 * @param revision Identifies the bytes of `sourceFile`.
 * @returns The path of the derived file.
 */
export const deriveModel = async (
  sourceFile: string,
  directory: string,
  revision: string,
): Promise<string> => {
  const name = createHash('sha256').update(`${derivation}\n${revision}`).digest('hex').slice(0, 16);
  const file = join(directory, `kokoro-fp32-${name}.onnx`);
  const marker = `${file}.json`;
  if (await isWhole(file, marker)) {
    return file;
  }
  await mkdir(directory, { recursive: true });
  const written = await writeAtomically(file, upcastModel(await readFile(sourceFile), [durationOutput]));
  const draft = `${marker}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(written));
  await rename(draft, marker);
  return file;
};

/** Forgets a derived model that the runtime would not load, so that the next call makes it again. */
export const forgetModel = async (file: string): Promise<void> => {
  await rm(`${file}.json`, { force: true });
  await rm(file, { force: true });
};

const isWhole = async (file: string, marker: string): Promise<boolean> => {
  try {
    const [facts, text] = await Promise.all([stat(file), readFile(marker, 'utf8')]);
    const parsed: unknown = JSON.parse(text);
    return (
      typeof parsed === 'object' &&
      parsed !== null &&
      'sizeBytes' in parsed &&
      parsed.sizeBytes === facts.size
    );
  } catch {
    return false;
  }
};

const writeAtomically = async (
  file: string,
  pieces: Pieces,
): Promise<{ sha256: string; sizeBytes: number }> => {
  const draft = `${file}.${randomUUID()}`;
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    const handle = await open(draft, 'wx');
    try {
      for (const piece of pieces) {
        hash.update(piece);
        sizeBytes += piece.length;
        await handle.writeFile(piece);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return { sha256: hash.digest('hex'), sizeBytes };
};
