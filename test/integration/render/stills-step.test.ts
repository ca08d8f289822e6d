import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { loadImage } from '@napi-rs/canvas';
import { createAnimationStep } from '../../../src/render/animation-step.js';
import { createFrameStep, createStillsStep } from '../../../src/render/stills-step.js';
import type { Artifact } from '../../../src/steps/artifact.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(60_000);

const frame = { widthPx: 270, heightPx: 480 };

let directory: string;
let bench: StepBench;
let film: Artifact;
let ffmpegVersion: string;

/** Two seconds of grey, two of a picture full of detail, two of a nearly black one. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-stills-'));
  bench = createStepBench(directory);
  const size = 's=270x480:r=30:d=2';
  await makeMedia(
    directory,
    ...['-f', 'lavfi', '-i', `color=c=gray:${size}`],
    ...['-f', 'lavfi', '-i', `testsrc2=${size}`],
    ...['-f', 'lavfi', '-i', `color=c=0x050505:${size}`],
    ...['-filter_complex', '[0][1][2]concat=n=3:v=1:a=0', '-c:v', 'libx264', '-g', '60'],
    ...['-pix_fmt', 'yuv420p', 'film.mp4'],
  );
  film = await bench.artifacts.adopt(join(directory, 'film.mp4'), 'mp4');
  ffmpegVersion = (await testFfmpeg()).version;
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const sizeOf = async (artifact: Artifact) => {
  const { width, height } = await loadImage(await readFile(bench.pathOf(artifact)));
  return { width, height };
};

describe('the stills of a film', () => {
  test.each([true, false])('show its best moment as the poster (key frames only: %p)', async (nearby) => {
    const moments = [1, 3.2, 5].map((atSec, index) => ({ atSec, nearby, label: String(index + 1) }));
    const step = createStillsStep(testFfmpegLocator());
    const stills = await bench.run(step, { film, ...frame, moments, ffmpegVersion });
    expect(stills.posterAtSec).toBe(3.2);
    expect(await sizeOf(stills.poster)).toEqual({ width: 270, height: 480 });
    expect(await sizeOf(stills.contactSheet)).toEqual({ width: 3 * 216 + 4 * 14, height: 384 + 2 * 14 });
    expect(stills.contactSheet.sizeBytes).toBeLessThan(200_000);
  });

  test('stay below 200 KB with as many scenes as a sheet takes', async () => {
    const moments = Array.from({ length: 24 }, () => ({ atSec: 3, nearby: true, label: '24' }));
    const step = createStillsStep(testFfmpegLocator());
    const { contactSheet } = await bench.run(step, { film, ...frame, moments, ffmpegVersion });
    expect(contactSheet.sizeBytes).toBeLessThan(200_000);
  });

  test('can be one frame of any width', async () => {
    const step = createFrameStep(testFfmpegLocator());
    const { image } = await bench.run(step, { film, atSec: 3, widthPx: 90, ffmpegVersion });
    expect(await sizeOf(image)).toEqual({ width: 90, height: 160 });
  });
});

test('an animated preview loops through pieces of the film below 2 MB', async () => {
  const step = createAnimationStep(testFfmpegLocator());
  const input = { film, ...frame, fromSec: [0.2, 2.2, 4.2], pieceSec: 1, ffmpegVersion };
  const { image } = await bench.run(step, input);
  expect(image.sizeBytes).toBeLessThan(2_000_000);
  const bytes = await readFile(bench.pathOf(image));
  expect(['webp', 'gif']).toContain(image.extension);
  if (image.extension === 'webp') {
    expect(bytes.toString('latin1', 12, 16)).toBe('VP8X');
    expect(bytes.toString('latin1').split('ANMF').length - 1).toBeGreaterThan(10);
  }
});

test('an animation is a GIF where one is asked for', async () => {
  const step = createAnimationStep(testFfmpegLocator());
  const asked = { film, ...frame, fromSec: [0.5, 2.5], pieceSec: 0.5, ffmpegVersion, format: 'gif' as const };
  const { image } = await bench.run(step, asked);
  const bytes = await readFile(bench.pathOf(image));
  expect([image.extension, bytes.toString('latin1', 0, 4)]).toEqual(['gif', 'GIF8']);
});
