import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createShotStep, type ShotInput } from '../../../src/render/shot-step.js';
import { createMeasureShotStep, type MeasureShotOutput } from '../../../src/review/measure-shot-step.js';
import { testFfmpegLocator } from '../../support/ffmpeg.js';
import { makeCaptions, makeClip, makeStill, shotOf } from '../../support/shot-media.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(60_000);

let directory: string;
let bench: StepBench;
const locator = testFfmpegLocator();
const shotStep = createShotStep(locator);
const measureStep = createMeasureShotStep(locator);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-measure-test-'));
  bench = createStepBench(directory);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Encodes one input, and compares what came out with the composition of another. */
const compare = async (encoded: ShotInput, composed = encoded): Promise<MeasureShotOutput> => {
  const { head, body } = await bench.run(shotStep, encoded);
  const pieces = (head === undefined ? [body] : [head, body]).map(({ video }) => video);
  return bench.run(measureStep, { shot: composed, pieces, frames: 12 });
};
const scoreOf = ({ vmaf, ssim }: MeasureShotOutput): number => vmaf ?? 100 * (ssim ?? Number.NaN);

describe('comparing a scene with its uncompressed composition', () => {
  test('finds one that was encoded well like what was composed, captions and all', async () => {
    const still = await shotOf(await makeStill(bench, directory), {
      frameCount: 45,
      quality: 'high',
      captions: await makeCaptions(bench),
    });
    expect(scoreOf(await compare(still))).toBeGreaterThan(90);
  });

  test('finds one of another picture unlike it', async () => {
    const clip = await shotOf(await makeClip(bench, directory), { frameCount: 45 });
    const still = await shotOf(await makeStill(bench, directory), { frameCount: 45 });
    expect(scoreOf(await compare(clip))).toBeGreaterThan(80);
    expect(scoreOf(await compare(clip, still))).toBeLessThan(60);
  });
});
