import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createAnalyseStep } from '../../../src/review/analyse-step.js';
import { createVideoAnalyses } from '../../../src/studio/analyse-video.js';
import { makeMedia, testFfmpeg, testFfmpegLocator, withTemporaryDirectory } from '../../support/ffmpeg.js';
import { createStepBench } from '../../support/step-context.js';
import { createStepWorld } from '../../support/step-world.js';

/** Two seconds of red, then two of moving bars, silent at first, loud afterwards. */
const makeClip = (directory: string, name: string, ...options: string[]): Promise<void> =>
  makeMedia(
    directory,
    ...['-f', 'lavfi', '-i', 'color=red:s=360x640:r=30:d=2'],
    ...['-f', 'lavfi', '-i', 'testsrc=s=360x640:r=30:d=2'],
    ...['-f', 'lavfi', '-i', "sine=f=440:d=4,volume=enable='lt(t,3)':volume=0"],
    ...['-filter_complex', '[0:v][1:v]concat=n=2:v=1[v]', '-map', '[v]', '-map', '2:a'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-t', '4', ...options, name],
  );

const analyse = async (file: string, directory: string) => {
  const { size, mtimeMs } = await stat(file);
  const { version } = await testFfmpeg();
  return createStepBench(directory).run(createAnalyseStep(testFfmpegLocator()), {
    file,
    sizeBytes: size,
    modifiedMs: mtimeMs,
    ffmpegVersion: version,
  });
};

test('finds the cut, the silence at the start, the words beside it and the place of the index', async () => {
  await withTemporaryDirectory(async (directory) => {
    await makeClip(directory, 'clip.mp4', '-movflags', '+faststart');
    await writeFile(join(directory, 'clip.srt'), '1\n00:00:00,500 --> 00:00:03,500\nFour words are here\n');
    const found = await analyse(join(directory, 'clip.mp4'), directory);
    expect(found.content).toMatchObject({ cuts: 1, changesPerMinute: 15 });
    expect(found.content?.firstCutSec).toBeCloseTo(2, 1);
    expect(found.content?.firstSoundSec).toBeCloseTo(3, 1);
    expect(found.words).toEqual({ count: 4, perMinute: 60, firstCaptionSec: 0.5 });
    expect(found.delivery.startsFast).toBe(true);
    expect(found.report.decodedClean).toBe(true);
  });
});

test('counts the shots of a film of pastel cards that fade, slide and dip into each other', async () => {
  await withTemporaryDirectory(async (directory) => {
    const card = (from: string, to: string, seed: number): string[] => [
      ...['-f', 'lavfi', '-i', `gradients=s=360x640:r=30:d=4:c0=${from}:c1=${to}:seed=${seed}:speed=0.004`],
    ];
    await makeMedia(
      directory,
      ...card('0xffe3d3', '0xffd0a8', 1),
      ...card('0xd3f2e6', '0xc8f08f', 2),
      ...card('0xdcd6ff', '0xa8c8ff', 3),
      ...card('0xfff3c4', '0xbff0d8', 4),
      '-filter_complex',
      [
        '[0:v][1:v]xfade=transition=fade:duration=0.5:offset=3.5[a]',
        '[a][2:v]xfade=transition=slideleft:duration=0.5:offset=7[b]',
        '[b][3:v]xfade=transition=fadeblack:duration=0.6:offset=10.4,fade=in:d=0.4[v]',
      ].join(';'),
      ...['-map', '[v]', '-c:v', 'libx264', '-preset', 'ultrafast', 'cards.mp4'],
    );
    const { content } = await analyse(join(directory, 'cards.mp4'), directory);
    expect(content).toMatchObject({ shots: 4, cuts: 0, gradualChanges: 3 });
    expect(content?.changesPerMinute).toBeCloseTo(12.5, 0);
    expect(content?.firstChangeSec).toBeGreaterThan(3.3);
    expect(content?.firstChangeSec).toBeLessThan(4.2);
    expect(content?.longestShotSec).toBeLessThan(4.5);
  });
});

test('says where the index is at the end, and reports a file that is no video instead of failing', async () => {
  await withTemporaryDirectory(async (directory) => {
    await makeClip(directory, 'late.mp4');
    await writeFile(join(directory, 'text.mp4'), 'This is no video.');
    expect((await analyse(join(directory, 'late.mp4'), directory)).delivery.startsFast).toBe(false);
    const broken = await analyse(join(directory, 'text.mp4'), directory);
    expect(broken.report.passed).toBe(false);
    expect(broken.content).toBeUndefined();
  });
});

test('goes on when the caller stops waiting, and is found done by the next call', async () => {
  await withTemporaryDirectory(async (directory) => {
    await makeClip(directory, 'clip.mp4');
    const { engine, store } = await createStepWorld(join(directory, 'data'));
    const ffmpeg = testFfmpegLocator();
    const analyses = createVideoAnalyses({
      engine,
      ffmpeg,
      step: createAnalyseStep(ffmpeg),
      roots: [directory],
    });
    const file = join(directory, 'clip.mp4');
    const signal = new AbortController().signal;
    const first = await analyses.analyseVideo(file, { timeoutMs: 0, signal });
    expect(first).toMatchObject({ state: 'running', file });
    const second = await analyses.analyseVideo(file, { timeoutMs: 60_000, signal });
    expect(second).toMatchObject({ state: 'done', analysis: { content: { cuts: 1 } } });
    await expect(analyses.analyseVideo('/etc/passwd', { timeoutMs: 0, signal })).rejects.toMatchObject({
      code: 'PATH_ESCAPE',
    });
    await expect(
      analyses.analyseVideo(join(directory, 'none.mp4'), { timeoutMs: 0, signal }),
    ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    await analyses.close();
    await store.close();
  });
});

test('refuses to begin more at once than films can bear, but tells of those that run', async () => {
  await withTemporaryDirectory(async (directory) => {
    const running: Promise<never> = new Promise(() => undefined);
    const analyses = createVideoAnalyses({
      engine: { forTask: () => ({ run: () => running, reuseCount: () => 0 }) as never },
      ffmpeg: testFfmpegLocator(),
      step: createAnalyseStep(testFfmpegLocator()),
      roots: [directory],
    });
    const signal = new AbortController().signal;
    const ask = async (index: number) => {
      const file = join(directory, `${index}.mp4`);
      await writeFile(file, 'A video.');
      return analyses.analyseVideo(file, { timeoutMs: 0, signal });
    };
    for (let index = 0; index < 8; index += 1) {
      expect(await ask(index)).toMatchObject({ state: 'running' });
    }
    await expect(ask(8)).rejects.toMatchObject({ code: 'TOO_MANY_CALLS', retryable: true });
    const again = analyses.analyseVideo(join(directory, '0.mp4'), { timeoutMs: 0, signal });
    // Written once, so it is still the same video.
    expect(await again).toMatchObject({ state: 'running' });
  });
});
