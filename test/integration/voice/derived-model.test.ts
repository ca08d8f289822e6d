import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { deriveModel, forgetModel } from '../../../src/voice/providers/kokoro/derived-model.js';
import { bytesField, joinPieces, varintField } from '../../../src/voice/providers/kokoro/protobuf.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const directories = temporaryDirectories();

/** A model of one half-precision weight. */
const writeModel = async (directory: string): Promise<string> => {
  const tensor = [...varintField(2, 10), ...bytesField(9, [Uint8Array.from([0x00, 0x3c])])];
  const file = join(directory, 'source.onnx');
  await writeFile(file, joinPieces(bytesField(7, bytesField(5, tensor))));
  return file;
};

describe('the derived model', () => {
  test('is made once and found again', async () => {
    const directory = await directories();
    const source = await writeModel(directory);
    const derived = join(directory, 'derived');
    const file = await deriveModel(source, derived, 'one');
    const made = await stat(file);
    expect(await deriveModel(source, derived, 'one')).toBe(file);
    expect((await stat(file)).ino).toBe(made.ino);
  });

  test('is one whole file though several make it at the same moment', async () => {
    const directory = await directories();
    const source = await writeModel(directory);
    const derived = join(directory, 'derived');
    const files = await Promise.all(Array.from({ length: 6 }, () => deriveModel(source, derived, 'one')));
    expect(new Set(files).size).toBe(1);
    const names = await readdir(derived);
    expect(names.filter((name) => !/\.onnx(?:\.json)?$/.test(name))).toEqual([]);
    expect(names).toHaveLength(2);
  });

  test('is made anew when it was cut off or forgotten', async () => {
    const directory = await directories();
    const source = await writeModel(directory);
    const derived = join(directory, 'derived');
    const file = await deriveModel(source, derived, 'one');
    const whole = await readFile(file);
    await truncate(file, 3);
    await deriveModel(source, derived, 'one');
    expect(await readFile(file)).toEqual(whole);
    await forgetModel(file);
    await deriveModel(source, derived, 'one');
    expect(await readFile(file)).toEqual(whole);
  });

  test('of another pack is another file', async () => {
    const directory = await directories();
    const source = await writeModel(directory);
    expect(await deriveModel(source, directory, 'one')).not.toBe(await deriveModel(source, directory, 'two'));
  });
});
