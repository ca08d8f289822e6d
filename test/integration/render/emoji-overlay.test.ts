import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { execa } from 'execa';
import { joinPieces } from '../../../src/render/shot/edges.js';
import { createShotStep } from '../../../src/render/shot-step.js';
import { testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { joinCopied } from '../../support/join-copied.js';
import { makeCaptions, makeStill, shotOf } from '../../support/shot-media.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(60_000);

let directory: string;
let bench: StepBench;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-emoji-test-'));
  bench = createStepBench(directory);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const side = 40;
const square = (value: number): Uint8Array => new Uint8Array(side * side * 4).fill(value);

test('emoji come with their caption and leave with it, in the same encode', async () => {
  const captions = await makeCaptions(bench);
  const frames = new Uint8Array([...square(255), ...square(0)]);
  const emoji = {
    frames: await bench.artifacts.publishBytes(frames, 'rgba'),
    ...{ xPx: 20, yPx: 30, widthPx: side, heightPx: side },
    startsSec: [0.3, 0.7],
  };
  const shot = await bench.run(
    createShotStep(testFfmpegLocator()),
    await shotOf(await makeStill(bench, directory), { captions: { ...captions, emoji }, frameCount: 30 }),
  );
  const pieces = joinPieces([shot], []).map(({ video }) => bench.pathOf(video));
  const { path } = await testFfmpeg();
  const { stdout } = await execa(
    path,
    [
      ...['-v', 'error', '-i', await joinCopied(directory, pieces)],
      ...['-vf', `crop=${side}:${side}:20:30,scale=1:1:flags=area,format=gray`, '-f', 'rawvideo', '-'],
    ],
    { encoding: 'buffer' },
  );
  const isWhite = [...stdout].map((brightness) => brightness > 245);
  // Frames at thirty a second: number 9 is shown at 0.3 s, number 21 at 0.7 s.
  expect(isWhite).toEqual(Array.from({ length: 30 }, (_, index) => index >= 9 && index < 21));
});
