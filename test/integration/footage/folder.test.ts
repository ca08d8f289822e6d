import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { createAdoptFootageStep, startingAt } from '../../../src/footage/adopt-footage-step.js';
import { indexFootage } from '../../../src/footage/folder.js';
import type { FootageItem } from '../../../src/footage/footage-item.js';
import { inspectFootage } from '../../../src/footage/inspect-footage.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepBench } from '../../support/step-context.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const { signal } = new AbortController();

const index = async (directory: string) =>
  await indexFootage({
    directory,
    inspect: async (root, name) => inspectFootage(name, { root, ffmpeg: await testFfmpeg(), signal }),
    signal,
  });

/** Left half red, right half blue. */
const picture = async (type: 'png' | 'jpeg'): Promise<Buffer> => {
  const canvas = createCanvas(120, 60);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, 60, 60);
  context.fillStyle = '#0000ff';
  context.fillRect(60, 0, 60, 60);
  return type === 'png' ? await canvas.encode('png') : await canvas.encode('jpeg', 95);
};

/** The same JPEG with an EXIF block that says it is to be turned. */
const turned = (jpeg: Buffer, orientation: number): Buffer => {
  const exif = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010000000000000000', 'hex');
  exif.writeUInt16BE(orientation, 28);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
};

const clip = [
  '-f',
  'lavfi',
  '-i',
  'testsrc=size=160x90:rate=10:duration=1',
  '-pix_fmt',
  'yuv420p',
  '-c:v',
  'libx264',
];

describe('looking through a folder of footage', () => {
  test('uses what can be used and says why the rest cannot', async () => {
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'trip'));
    await makeMedia(directory, ...clip, 'trip/sea.mov');
    await makeMedia(directory, ...clip, '-movflags', '+faststart', 'cut.mp4');
    await truncate(join(directory, 'cut.mp4'), 3000);
    await writeFile(join(directory, 'a.png'), await picture('png'));
    await writeFile(join(directory, 'named-wrong.png'), await picture('jpeg'));
    await writeFile(join(directory, 'words.mp4'), 'These are only words, in a file with a proud name.');
    await writeFile(join(directory, 'notes.txt'), 'Not footage, and never said so.');
    await writeFile(join(directory, '.hidden.png'), await picture('png'));
    const bomb = await picture('png');
    bomb.writeUInt32BE(16_000, 16);
    bomb.writeUInt32BE(16_000, 20);
    await writeFile(join(directory, 'bomb.png'), bomb);
    const { usable, refused } = await index(directory);
    expect(usable.map(({ name, kind, extension }) => [name, kind, extension])).toEqual([
      ['a.png', 'still', 'png'],
      ['named-wrong.png', 'still', 'jpg'],
      ['trip/sea.mov', 'clip', 'mp4'],
    ]);
    expect(usable[2]).toMatchObject({ widthPx: 160, heightPx: 90 });
    expect(usable[2]?.durationSec).toBeCloseTo(1, 1);
    expect(refused.map(({ file, code }) => [file, code])).toEqual([
      ['bomb.png', 'too-large'],
      ['cut.mp4', 'damaged'],
      ['words.mp4', 'not-media'],
    ]);
  });

  test('refuses links that lead out of the folder and looks no deeper than three levels', async () => {
    const outside = await temporaryDirectory();
    await writeFile(join(outside, 'secret.png'), await picture('png'));
    const directory = await temporaryDirectory();
    await mkdir(join(directory, 'a/b/c/d'), { recursive: true });
    await writeFile(join(directory, 'a/b/c/deep.png'), await picture('png'));
    await writeFile(join(directory, 'a/b/c/d/deeper.png'), await picture('png'));
    await symlink(join(outside, 'secret.png'), join(directory, 'link.png'));
    await symlink(outside, join(directory, 'linked-folder'));
    await symlink(join(directory, 'a/b/c/deep.png'), join(directory, 'near.png'));
    const { usable, refused } = await index(directory);
    expect(usable.map(({ name }) => name)).toEqual(['a/b/c/deep.png', 'near.png']);
    expect(refused.map(({ file, code }) => [file, code])).toEqual([
      ['link.png', 'outside'],
      ['linked-folder', 'outside'],
    ]);
  });

  test('says what is wrong when there is no folder or nothing in it serves', async () => {
    const directory = await temporaryDirectory();
    const unreadable = { code: 'FOOTAGE_UNREADABLE' };
    await expect(index(join(directory, 'missing'))).rejects.toMatchObject(unreadable);
    await expect(index(directory)).rejects.toMatchObject(unreadable);
    await writeFile(join(directory, 'words.mp4'), 'words');
    await expect(index(directory)).rejects.toMatchObject({
      ...unreadable,
      hint: expect.stringContaining('words.mp4'),
    });
  });
});

describe('taking footage into the film', () => {
  const only = async (name: string, bytes: Buffer): Promise<FootageItem> => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, name), bytes);
    const { usable } = await index(directory);
    return usable[0] as FootageItem;
  };

  test('copies a still as it is', async () => {
    const bytes = await picture('png');
    const bench = createStepBench(await temporaryDirectory());
    const adopted = await bench.run(createAdoptFootageStep(testFfmpegLocator()), await only('a.png', bytes));
    expect(adopted.picture).toMatchObject({ kind: 'still', widthPx: 120, heightPx: 60 });
    if (adopted.picture.kind === 'still') {
      expect(await readFile(bench.pathOf(adopted.picture.file))).toEqual(bytes);
    }
    expect(startingAt(adopted.picture, 3)).toEqual(adopted.picture);
  });

  test('writes a picture that EXIF turns upright, so that every ffmpeg shows it right', async () => {
    const item = await only('turned.jpg', turned(await picture('jpeg'), 6));
    expect(item).toMatchObject({ widthPx: 60, heightPx: 120, redraw: true });
    const bench = createStepBench(await temporaryDirectory());
    const { picture: still } = await bench.run(createAdoptFootageStep(testFfmpegLocator()), item);
    expect(still).toMatchObject({ kind: 'still', widthPx: 60, heightPx: 120 });
    if (still.kind === 'still') {
      const image = await loadImage(await readFile(bench.pathOf(still.file)));
      const canvas = createCanvas(60, 120);
      canvas.getContext('2d').drawImage(image, 0, 0);
      const [red = 0, , blue = 0] = canvas.getContext('2d').getImageData(30, 10, 1, 1).data;
      expect(red).toBeGreaterThan(200);
      expect(blue).toBeLessThan(50);
    }
  });

  test('takes a GIF as a still and writes it in a format that ffmpeg may open', async () => {
    const item = await only('moving.gif', await createCanvas(40, 20).encode('gif'));
    expect(item).toMatchObject({ kind: 'still', extension: 'gif', redraw: true });
    const bench = createStepBench(await temporaryDirectory());
    const { picture: still } = await bench.run(createAdoptFootageStep(testFfmpegLocator()), item);
    expect(still).toMatchObject({ kind: 'still', widthPx: 40, heightPx: 20, file: { extension: 'png' } });
  });

  test('refuses a file that was changed meanwhile', async () => {
    const item = await only('a.png', await picture('png'));
    await writeFile(item.file, Buffer.concat([await picture('png'), Buffer.from('more')]));
    const bench = createStepBench(await temporaryDirectory());
    await expect(bench.run(createAdoptFootageStep(testFfmpegLocator()), item)).rejects.toMatchObject({
      code: 'FOOTAGE_UNREADABLE',
    });
  });
});
