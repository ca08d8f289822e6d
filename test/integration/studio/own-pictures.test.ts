import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { inspectFootage } from '../../../src/footage/inspect-footage.js';
import { confineVisuals, inspectChosenFiles } from '../../../src/studio/own-pictures.js';
import type { Scene, Storyboard } from '../../../src/studio/storyboard.js';
import { testFfmpegLocator } from '../../support/ffmpeg.js';
import { adaStoryboard } from '../../support/storyboards.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();
const { signal } = new AbortController();
const inspect = async (root: string, name: string) =>
  inspectFootage(name, { root, ffmpeg: await testFfmpegLocator().get(), signal });

const showing = (path: string): Storyboard => {
  const storyboard = adaStoryboard();
  return {
    ...storyboard,
    scenes: storyboard.scenes.map((scene, index): Scene => {
      const visual: Scene['visual'] = index === 1 ? { kind: 'file', path } : { kind: 'automatic' };
      return { ...scene, visual };
    }),
  };
};

describe('a file chosen for a scene', () => {
  test('is taken from inside the roots only, links followed, and the scene is named otherwise', async () => {
    const outside = await temporaryDirectory();
    const root = await temporaryDirectory();
    await writeFile(join(outside, 'secret.png'), 'x');
    await mkdir(join(root, 'deep'));
    await writeFile(join(root, 'deep/a.png'), 'x');
    await symlink(join(outside, 'secret.png'), join(root, 'link.png'));
    await symlink(join(root, 'deep/a.png'), join(root, 'near.png'));
    const confined = await confineVisuals(showing(join(root, 'near.png')), [root]);
    expect(confined.scenes[1]?.visual).toMatchObject({ path: expect.stringMatching(/deep.a\.png$/) });
    for (const path of [join(outside, 'secret.png'), join(root, 'link.png'), join(root, '../x.png')]) {
      await expect(confineVisuals(showing(path), [root])).rejects.toMatchObject({
        code: 'PATH_ESCAPE',
        message: expect.stringContaining('scene 2'),
      });
    }
    await expect(confineVisuals(showing('a.png'), undefined)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('scene 2'),
    });
    const free = showing(join(outside, 'secret.png'));
    expect(await confineVisuals(free, undefined)).toEqual(free);
  });

  test('is looked into, and refused with the scene and the reason', async () => {
    const directory = await temporaryDirectory();
    const good = join(directory, 'a "good" one.png');
    await writeFile(good, await createCanvas(40, 30).encode('png'));
    await writeFile(join(directory, 'bad.mp4'), 'These are only words.');
    await writeFile(join(directory, 'notes.txt'), 'These are only words.');
    const { scenes } = showing(good);
    const chosen = await inspectChosenFiles(scenes, inspect);
    expect([...chosen.keys()]).toEqual([scenes[1]?.id]);
    expect([...chosen.values()][0]).toMatchObject({ startSec: 0, item: { kind: 'still', widthPx: 40 } });
    for (const name of ['bad.mp4', 'notes.txt', 'missing.png', '.']) {
      await expect(inspectChosenFiles(showing(join(directory, name)).scenes, inspect)).rejects.toMatchObject({
        code: 'FOOTAGE_UNREADABLE',
        message: expect.stringContaining('scene 2'),
      });
    }
  });
});
