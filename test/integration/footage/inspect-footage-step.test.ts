import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createInspectFootageStep, createInspector } from '../../../src/footage/inspect-footage-step.js';
import type { StepEvent } from '../../../src/steps/step-task.js';
import { makeMedia, testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepWorld } from '../../support/step-world.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

const temporaryDirectory = temporaryDirectories();

const world = async () => {
  const { store, task } = await createStepWorld(await temporaryDirectory());
  const { events, ...step } = task();
  const ffmpeg = testFfmpegLocator();
  const { signal } = new AbortController();
  const inspectFootage = createInspectFootageStep(ffmpeg);
  return { store, events, inspect: createInspector({ step, inspectFootage, ffmpeg, signal }) };
};

const runs = (events: readonly StepEvent[]): boolean[] =>
  events.flatMap((event) => (event.type === 'step-finished' ? [event.reused] : []));

describe('looking into a file of the user', () => {
  test('is done once while the file stays as it is, and again when it changes', async () => {
    const { store, events, inspect } = await world();
    const directory = await temporaryDirectory();
    await makeMedia(directory, '-f', 'lavfi', '-i', 'testsrc=s=160x90:r=30:d=1', 'a.mp4');
    const first = await inspect(directory, 'a.mp4');
    expect(first).toMatchObject({
      outcome: 'usable',
      item: { kind: 'clip', widthPx: 160, colour: 'untagged-small' },
    });
    expect(await inspect(directory, 'a.mp4')).toEqual(first);
    await utimes(join(directory, 'a.mp4'), new Date(0), new Date(0));
    await inspect(directory, 'a.mp4');
    expect(runs(events)).toEqual([false, true, false]);
    await store.close();
  });

  test('remembers a damaged file, but nothing of texts and of files that cannot be read now', async () => {
    const { store, events, inspect } = await world();
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'bad.mp4'), 'These are only words.');
    await writeFile(join(directory, 'notes.txt'), 'These are only words.');
    expect(await inspect(directory, 'bad.mp4')).toMatchObject({ outcome: 'refused' });
    expect(await inspect(directory, 'notes.txt')).toEqual({ outcome: 'ignored' });
    expect(await inspect(directory, 'missing.png')).toMatchObject({ outcome: 'refused' });
    expect(runs(events)).toEqual([false]);
    await store.close();
  });
});
