import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { createStillsStep } from '../../../src/render/stills-step.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepBench } from '../../support/step-context.js';
import { temporaryDirectories } from '../../support/temporary-directory.js';

jest.setTimeout(60_000);

const newDirectory = temporaryDirectories();

test('one picture is a poster, several are a sheet with a gap around them', async () => {
  const directory = await newDirectory();
  const bench = createStepBench(directory);
  await makeMedia(
    directory,
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=270x480:r=30:d=4',
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    'film.mp4',
  );
  const film = await bench.artifacts.adopt(join(directory, 'film.mp4'), 'mp4');
  const ffmpeg = await testFfmpeg();
  const step = createStillsStep(testFfmpegLocator());
  const shared = { film, ffmpegVersion: ffmpeg.version };
  const size = async (input: { atSec: number[]; columns: number; tileWidthPx: number; gapPx: number }) => {
    const { image } = await bench.run(step, { ...shared, ...input });
    return (await ffmpeg.probe(bench.pathOf(image), new AbortController().signal)).video;
  };
  expect(await size({ atSec: [1.5], columns: 1, tileWidthPx: 270, gapPx: 0 })).toMatchObject({
    codec: 'mjpeg',
    widthPx: 270,
    heightPx: 480,
  });
  expect(await size({ atSec: [0.5, 1.5, 2, 3, 3.5], columns: 3, tileWidthPx: 90, gapPx: 6 })).toMatchObject({
    widthPx: 3 * 90 + 4 * 6,
    heightPx: 2 * 160 + 3 * 6,
  });
});
