import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execa } from 'execa';
import { createFilmStep } from '../../../src/render/film-step.js';
import { joinPieces } from '../../../src/render/shot/edges.js';
import { createShotStep, type ShotInput, type ShotOutput } from '../../../src/render/shot-step.js';
import { createEncodeSoundStep } from '../../../src/render/sound/encode-sound-step.js';
import type { Artifact } from '../../../src/steps/artifact.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { joinCopied } from '../../support/join-copied.js';
import { makeCaptions, makeCard, makeClip, makeStill, shotOf, smallFrame } from '../../support/shot-media.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(60_000);

let directory: string;
let bench: StepBench;
const shotStep = createShotStep(testFfmpegLocator());
const render = async (input: ShotInput): Promise<ShotOutput> => await bench.run(shotStep, input);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-shot-test-'));
  bench = createStepBench(directory);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** The shot's pieces joined by stream copy. */
const wholeOf = async (shot: ShotOutput): Promise<string> =>
  joinCopied(
    directory,
    joinPieces([shot], []).map(({ video }) => bench.pathOf(video)),
  );

/** One frame as raw bytes in a small grey picture, for looking at brightness. */
const greyFrame = async (shot: ShotOutput, index: number, filter = 'null'): Promise<Buffer> => {
  const { path } = await testFfmpeg();
  const select = `select=eq(n\\,${index}),${filter},format=gray`;
  const args = [
    '-v',
    'error',
    '-i',
    await wholeOf(shot),
    '-vf',
    select,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-',
  ];
  return Buffer.from((await execa(path, args, { encoding: 'buffer' })).stdout);
};

const mean = (bytes: Buffer): number => bytes.reduce((sum, value) => sum + value, 0) / bytes.length;

/** Decodes strictly: no complaint, the right size, and as many frames as asked for. */
const expectCleanVideo = async (shot: ShotOutput, frameCount: number): Promise<void> => {
  const { path } = await testFfmpeg();
  const strict = ['-v', 'error', '-xerror', '-err_detect', 'explode'];
  const decoded = await execa(path, [...strict, '-i', await wholeOf(shot), '-f', 'framecrc', '-']);
  expect(decoded.stderr).toBe('');
  const lines = decoded.stdout.split('\n');
  expect(lines).toContain(`#dimensions 0: ${smallFrame.widthPx}x${smallFrame.heightPx}`);
  expect(lines.filter((line) => !line.startsWith('#'))).toHaveLength(frameCount);
};

describe('encoding a scene', () => {
  test('a card, its layers coming in over a moving background', async () => {
    const shot = await render(await shotOf(await makeCard(bench, directory, 36)));
    await expectCleanVideo(shot, 36);
    const late = 'crop=100:40:84:260';
    expect(mean(await greyFrame(shot, 35, late)) - mean(await greyFrame(shot, 0, late))).toBeGreaterThan(80);
    expect(mean(await greyFrame(shot, 0, 'crop=100:40:84:110'))).toBeGreaterThan(150);
  });

  test('a card whose background is shorter than the scene', async () => {
    await expectCleanVideo(await render(await shotOf(await makeCard(bench, directory, 20))), 36);
  });

  test.each(['none', 'zoom-in', 'zoom-out', 'pan'] as const)('a still that moves: %s', async (motion) => {
    const shot = await render(await shotOf(await makeStill(bench, directory), { motion }));
    await expectCleanVideo(shot, 36);
    const moved = Buffer.compare(await greyFrame(shot, 0), await greyFrame(shot, 35)) !== 0;
    expect(moved || motion === 'none').toBe(true);
  });

  test('a still much smaller than the frame, and one of odd size', async () => {
    await expectCleanVideo(await render(await shotOf(await makeStill(bench, directory, '63x41'))), 36);
    await expectCleanVideo(await render(await shotOf(await makeStill(bench, directory, '901x1601'))), 36);
  });

  test.each([
    ['at the same rate', { durationSec: 2 }],
    ['at 23.976 frames a second', { durationSec: 2, rate: '24000/1001' }],
    ['at 60 frames a second, from its middle', { durationSec: 3, rate: '60', startSec: 1 }],
    ['a little shorter than the scene, so slowed', { durationSec: 1.05 }],
    ['much shorter than the scene, so repeated', { durationSec: 0.4 }],
    ['begun too late, so moved forward', { durationSec: 1.5, startSec: 1.2 }],
  ])('a clip %s', async (_, clip) => {
    await expectCleanVideo(await render(await shotOf(await makeClip(bench, directory, clip))), 36);
  });

  test('tells where its picture stands still, as it was composed', async () => {
    const still = await makeStill(bench, directory);
    const resting = await render(await shotOf(still, { motion: 'none', framesPerSec: 12 }));
    expect(resting.faults).toEqual({
      blackStretches: [],
      frozenStretches: [{ startSec: expect.any(Number), endSec: 3 }],
    });
    const moving = await render(await shotOf(still, { motion: 'zoom-in', framesPerSec: 12 }));
    expect(moving.faults.frozenStretches).toEqual([]);
  });

  test('captions over a shaded still, in a font of ours', async () => {
    const picture = await makeStill(bench, directory);
    const captions = await makeCaptions(bench);
    const plain = await render(await shotOf(picture, { motion: 'none' }));
    const captioned = await render(await shotOf(picture, { motion: 'none', captions }));
    await expectCleanVideo(captioned, 36);
    const band = 'crop=270:54:0:316';
    expect(mean(await greyFrame(plain, 0, band)) - mean(await greyFrame(captioned, 0, band))).toBeGreaterThan(
      25,
    );
    const white = (bytes: Buffer): number => bytes.filter((value) => value > 230).length;
    expect(white(await greyFrame(captioned, 15, band))).toBeGreaterThan(
      white(await greyFrame(captioned, 0, band)) + 300,
    );
  });

  test.each([
    ['a draft', { quality: 'draft' }],
    ['high quality at 60 frames a second', { quality: 'high', framesPerSec: 60 }],
  ] as const)('%s, with the same number of frames', async (_, overrides) => {
    const input = await shotOf(await makeStill(bench, directory), overrides);
    expect((await render(input)).durationSec).toBeCloseTo(36 / input.framesPerSec, 5);
  });

  test('the same input gives the same bytes', async () => {
    const input = await shotOf(await makeStill(bench, directory), { motion: 'zoom-in' });
    expect(await render(input)).toEqual(await render(input));
  });

  test('reports how far it is, and says so when its clip is broken', async () => {
    bench.progress.length = 0;
    const clip = await makeClip(bench, directory, { durationSec: 2 });
    await render(await shotOf(clip));
    expect(bench.progress.at(-1)).toBeCloseTo(1, 1);
    expect(bench.progress.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
    if (clip.kind === 'clip') {
      const bytes = await readFile(bench.pathOf(clip.file));
      await writeFile(join(directory, 'broken.mp4'), bytes.subarray(0, 500));
      const file = await bench.artifacts.adopt(join(directory, 'broken.mp4'), 'mp4');
      await expect(render(await shotOf({ ...clip, file }))).rejects.toMatchObject({ code: 'MEDIA_FAILED' });
    }
  });
});

describe('joining scenes to a film', () => {
  test('keeps every frame, adds the sound at the same length and the title as plain text', async () => {
    const shots = [
      await render(await shotOf(await makeCard(bench, directory, 36))),
      await render(await shotOf(await makeStill(bench, directory), { frameCount: 31 })),
      await render(await shotOf(await makeClip(bench, directory), { frameCount: 40 })),
    ];
    await makeMedia(directory, '-f', 'lavfi', '-i', 'sine=f=300:d=3', '-ar', '48000', '-ac', '2', 'mix.wav');
    const ffmpeg = await testFfmpeg();
    const film = await bench.run(createFilmStep(testFfmpegLocator()), {
      pieces: joinPieces(shots, []),
      framesPerSec: 30,
      audio: await bench.artifacts.adopt(join(directory, 'mix.wav'), 'wav'),
      title: 'It\'s "A" film\u0000; title=x\nartist=y -i /etc/passwd',
      ffmpegVersion: ffmpeg.version,
    });
    expect(film).toMatchObject({ frameCount: 107, durationSec: expect.closeTo(107 / 30, 5) });
    const file = bench.pathOf(film.film);
    const decoded = await execa(ffmpeg.path, [
      ...['-v', 'error', '-xerror', '-err_detect', 'explode', '-i', file],
      ...['-map', '0:v', '-f', 'framecrc', '-'],
    ]);
    expect(decoded.stderr).toBe('');
    const times = decoded.stdout
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => Number(line.split(',')[2]));
    expect(times).toEqual(Array.from({ length: 107 }, (_, index) => index));
    const facts = await ffmpeg.probe(file, new AbortController().signal);
    expect(facts.durationSec).toBeCloseTo(107 / 30, 1);
    expect(facts.video).toMatchObject({
      codec: 'h264',
      ...smallFrame,
      framesPerSec: 30,
      pixelFormat: 'yuv420p',
    });
    expect(facts.audio).toEqual({ codec: 'aac', sampleRateHz: 48_000, channels: 2 });
    const told = await execa(ffmpeg.path, ['-hide_banner', '-i', file, '-f', 'ffmetadata', '-']);
    expect(told.stdout).toContain('title=It\'s "A" film \\; title\\=x artist\\=y -i /etc/passwd');
    expect(told.stdout).not.toMatch(/^artist/m);
    const bytes = await readFile(file);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  test('comes out the same with sound that was encoded beforehand', async () => {
    const shot = await render(await shotOf(await makeCard(bench, directory, 36)));
    await makeMedia(
      directory,
      '-f',
      'lavfi',
      '-i',
      'sine=f=300:d=1',
      '-ar',
      '48000',
      '-ac',
      '2',
      'short.wav',
    );
    const audio = await bench.artifacts.adopt(join(directory, 'short.wav'), 'wav');
    const ffmpegVersion = (await testFfmpeg()).version;
    const encodeSound = createEncodeSoundStep(testFfmpegLocator());
    const sound = await bench.run(encodeSound, { audio, durationSec: 36 / 30, ffmpegVersion });
    const { path } = await testFfmpeg();
    const packetsWith = async (input: Artifact): Promise<string> => {
      const pieces = joinPieces([shot], []);
      const step = createFilmStep(testFfmpegLocator());
      const { film } = await bench.run(step, { pieces, framesPerSec: 30, audio: input, ffmpegVersion });
      const all = ['-i', bench.pathOf(film), '-map', '0', '-c', 'copy', '-f', 'framecrc', '-'];
      return (await execa(path, ['-v', 'error', ...all])).stdout;
    };
    expect(sound.audio.extension).toBe('m4a');
    expect(await packetsWith(sound.audio)).toBe(await packetsWith(audio));
  });
});
