import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execa } from 'execa';
import { createEncoderChooser } from '../../../src/render/encoders/choose.js';
import type { Container } from '../../../src/render/encoders/container.js';
import { codecOf, type EncoderName, streamNames } from '../../../src/render/encoders/encoder.js';
import { type Quality, videoEncoding } from '../../../src/render/encoding.js';
import { createFilmStep } from '../../../src/render/film-step.js';
import { cutShot, type PieceFile } from '../../../src/render/shot/cut-shot.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { smallFrame } from '../../support/shot-media.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(120_000);

let directory: string;
let bench: StepBench;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-encoders-'));
  bench = createStepBench(directory);
  const source = `testsrc2=s=${smallFrame.widthPx}x${smallFrame.heightPx}:r=30:d=2`;
  await makeMedia(
    directory,
    '-f',
    'lavfi',
    '-i',
    source,
    '-pix_fmt',
    'yuv420p',
    '-f',
    'rawvideo',
    'frames.yuv',
  );
  await makeMedia(directory, '-f', 'lavfi', '-i', 'sine=f=300:d=3', '-ar', '48000', '-ac', '2', 'mix.wav');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

type ShotOptions = {
  readonly frameCount: number;
  readonly picture: 'photographic' | 'gradients';
  readonly borders: readonly number[];
};

/** A shot through the product's own wrapper, under its limits of memory, cut as shots are. */
const makeShot = async (encoder: EncoderName, quality: Quality, shot: ShotOptions): Promise<PieceFile[]> => {
  const ffmpeg = await testFfmpeg();
  const context = await bench.context();
  const outputFile = join(context.workDirectory, 'shot.mp4');
  const size = `${smallFrame.widthPx}x${smallFrame.heightPx}`;
  const raw = ['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', size, '-framerate', '30'];
  const forced = shot.borders.map((border) => `eq(n,${border})`).join('+');
  await ffmpeg.run({
    stage: 'shot',
    inputs: [{ file: join(directory, 'frames.yuv'), options: raw }],
    filterGraph: '[0:v]format=yuv420p[film]',
    outputOptions: [
      ...['-map', '[film]', '-frames:v', String(shot.frameCount)],
      ...videoEncoding({ ...smallFrame, framesPerSec: 30, quality, encoder }, shot.picture),
      ...(shot.borders.length === 0 ? [] : ['-force_key_frames', `expr:${forced}`]),
    ],
    outputFile,
    workDirectory: context.workDirectory,
    signal: context.signal,
    expectedDurationSec: 2,
  });
  const encoded = { ...shot, ...smallFrame, framesPerSec: 30, file: outputFile };
  return (await cutShot(ffmpeg, encoded, context)).pieces;
};

const makeFilm = async (encoder: EncoderName, quality: Quality, container: Container): Promise<string> => {
  const shots = [
    await makeShot(encoder, quality, { frameCount: 40, picture: 'photographic', borders: [9, 31] }),
    await makeShot(encoder, quality, { frameCount: 1, picture: 'gradients', borders: [] }),
    await makeShot(encoder, quality, { frameCount: 23, picture: 'gradients', borders: [] }),
  ];
  const pieces = [];
  for (const { file, frameCount } of shots.flat()) {
    pieces.push({ video: await bench.artifacts.adopt(file, 'mp4'), frameCount });
  }
  const film = await bench.run(createFilmStep(testFfmpegLocator()), {
    pieces,
    framesPerSec: 30,
    codec: codecOf(encoder),
    container,
    audio: await bench.artifacts.adopt(join(directory, 'mix.wav'), 'wav'),
    ffmpegVersion: (await testFfmpeg()).version,
  });
  expect(film).toMatchObject({ frameCount: 64, film: { extension: container } });
  return bench.pathOf(film.film);
};

/** Milliseconds at which frames are shown, from a strict decode without a complaint. */
const decodedTimes = async (file: string): Promise<number[]> => {
  const { path } = await testFfmpeg();
  const decoded = await execa(path, [
    ...['-v', 'error', '-xerror', '-err_detect', 'explode', '-i', file],
    ...['-map', '0:v', '-fps_mode', 'passthrough', '-enc_time_base', '1:1000', '-f', 'framecrc', '-'],
  ]);
  expect(decoded.stderr).toBe('');
  const frames = decoded.stdout.split('\n').filter((line) => !line.startsWith('#'));
  return frames.map((line) => Number(line.split(',')[2]));
};

describe('films in every codec that software encodes', () => {
  test.each([
    ['libx264', 'standard', 'mp4'],
    ['libx265', 'draft', 'mp4'],
    ['libx265', 'standard', 'mp4'],
    ['libx265', 'high', 'mp4'],
    ['libsvtav1', 'standard', 'mp4'],
    ['libsvtav1', 'high', 'webm'],
    ['libaom-av1', 'draft', 'webm'],
    ['libvpx-vp9', 'draft', 'webm'],
    ['libvpx-vp9', 'high', 'webm'],
  ] as const)(
    '%s at %s quality in %s: joined by copy, every frame in its place',
    async (encoder, quality, container) => {
      const file = await makeFilm(encoder, quality, container);
      const times = await decodedTimes(file);
      expect(times).toHaveLength(64);
      // WebM begins the seven milliseconds late that Opus needs before its first sample.
      const startMs = times[0] ?? 0;
      for (const [index, atMs] of times.entries()) {
        expect(Math.abs(atMs - startMs - (index * 1_000) / 30)).toBeLessThanOrEqual(1);
      }
      const ffmpeg = await testFfmpeg();
      const facts = await ffmpeg.probe(file, new AbortController().signal);
      expect(facts.container).toContain(container);
      expect(facts.durationSec).toBeCloseTo(64 / 30, 1);
      expect(facts.video).toMatchObject({
        codec: streamNames[codecOf(encoder)],
        ...smallFrame,
        framesPerSec: 30,
        pixelFormat: 'yuv420p',
      });
      expect(facts.audio).toMatchObject({ codec: container === 'webm' ? 'opus' : 'aac', channels: 2 });
    },
  );

  test('H.265 is tagged as Apple players want it', async () => {
    const bytes = await readFile(await makeFilm('libx265', 'draft', 'mp4'));
    expect(bytes.includes('hvc1')).toBe(true);
    expect(bytes.includes('hev1')).toBe(false);
  });
});

test('hardware that is not there is told of and replaced', async () => {
  const chooser = createEncoderChooser(testFfmpegLocator());
  const chosen = await chooser.choose({ codec: 'h264', encoder: 'amf', container: 'mp4' });
  expect(chosen.encoder).toBe('libx264');
  expect(chosen.degraded).toMatch(/^The H\.264 encoder of AMD \(amf\) is not used: /);
});
