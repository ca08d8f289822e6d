import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execa } from 'execa';
import { createFilmStep } from '../../../src/render/film-step.js';
import { joinPieces, type Piece } from '../../../src/render/shot/edges.js';
import { createShotStep, type ShotOutput } from '../../../src/render/shot-step.js';
import { drawnTransitions } from '../../../src/render/transition.js';
import { createTransitionStep, type TransitionInput } from '../../../src/render/transition-step.js';
import type { Artifact } from '../../../src/steps/artifact.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { joinCopied } from '../../support/join-copied.js';
import { makeCard, makeClip, makeStill, shotOf, smallFrame } from '../../support/shot-media.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(60_000);

let directory: string;
let bench: StepBench;
let silence: Artifact;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-transition%d-test-'));
  bench = createStepBench(directory);
  await makeMedia(directory, '-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo', '-t', '0.1', 'silence.wav');
  silence = await bench.artifacts.adopt(join(directory, 'silence.wav'), 'wav');
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Decodes strictly; the time stamp and the checksum of every frame. */
const decode = async (file: string): Promise<{ at: number[]; sums: string[] }> => {
  const { path } = await testFfmpeg();
  const strict = ['-v', 'warning', '-xerror', '-err_detect', 'explode'];
  const decoded = await execa(path, [...strict, '-i', file, '-map', '0:v', '-f', 'framemd5', '-']);
  expect(decoded.stderr).toBe('');
  const frames = decoded.stdout.split('\n').filter((line) => !line.startsWith('#'));
  return {
    at: frames.map((line) => Number(line.split(',')[2])),
    sums: frames.map((line) => line.split(',').at(-1)?.trim() ?? ''),
  };
};

/** Frames of a video as grey pictures of 27 x 48, to tell apart by mean difference. */
const greyFrames = async (file: string): Promise<Buffer[]> => {
  const { path } = await testFfmpeg();
  const { stdout } = await execa(
    path,
    ['-v', 'error', '-i', file, '-vf', 'scale=27:48:flags=area,format=gray', '-f', 'rawvideo', '-'],
    { encoding: 'buffer' },
  );
  const bytes = Buffer.from(stdout);
  return Array.from({ length: bytes.length / (27 * 48) }, (_, index) =>
    bytes.subarray(index * 27 * 48, (index + 1) * 27 * 48),
  );
};

const difference = (one: Buffer | undefined, other: Buffer | undefined): number =>
  one === undefined || other === undefined
    ? Number.NaN
    : one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;

const shotStep = createShotStep(testFfmpegLocator());
const transitionStep = createTransitionStep(testFfmpegLocator());

const drawBetween = async (
  from: ShotOutput,
  to: ShotOutput,
  overrides: Partial<TransitionInput> = {},
): Promise<Piece> => {
  if (from.tail === undefined || to.head === undefined) {
    throw new RangeError('These shots are too short for a transition.');
  }
  const { piece } = await bench.run(transitionStep, {
    kind: 'crossfade',
    from: from.tail.video,
    to: to.head.video,
    edgeFrames: to.head.frameCount,
    picture: 'gradients',
    framesPerSec: 30,
    ...smallFrame,
    quality: 'standard',
    ffmpegVersion: (await testFfmpeg()).version,
    ...overrides,
  });
  return piece;
};

const joinFilm = async (pieces: Piece[], framesPerSec: number): Promise<string> => {
  const { film } = await bench.run(createFilmStep(testFfmpegLocator()), {
    pieces,
    framesPerSec,
    audio: silence,
    ffmpegVersion: (await testFfmpeg()).version,
  });
  return bench.pathOf(film);
};

describe('cutting shots into pieces', () => {
  test.each([
    [24, 7],
    [25, 7],
    [30, 9],
    [60, 18],
  ])('at %d frames a second, joined again they are the shot, frame by frame', async (framesPerSec, edge) => {
    const frameCount = 4 * edge + 11;
    const input = await shotOf(await makeClip(bench, directory, { durationSec: 3 }), {
      framesPerSec,
      frameCount,
    });
    const shot = await bench.run(shotStep, input);
    expect([shot.head?.frameCount, shot.body.frameCount, shot.tail?.frameCount]).toEqual([
      edge,
      frameCount - 2 * edge,
      edge,
    ]);
    const pieces = joinPieces([shot], []);
    const each = await Promise.all(pieces.map(({ video }) => decode(bench.pathOf(video))));
    expect(each.map(({ at }) => at)).toEqual(
      pieces.map((piece) => Array.from({ length: piece.frameCount }, (_, index) => index)),
    );
    const whole = await decode(await joinFilm(pieces, framesPerSec));
    expect(whole.at).toEqual(Array.from({ length: frameCount }, (_, index) => index));
    expect(whole.sums).toEqual(each.flatMap(({ sums }) => sums));
  });

  test('a shot too short to lend its ends is one piece', async () => {
    const shot = await bench.run(
      shotStep,
      await shotOf(await makeStill(bench, directory), { frameCount: 35 }),
    );
    expect(shot).toEqual({
      body: expect.objectContaining({ frameCount: 35 }),
      bridged: false,
      faults: { blackStretches: [], frozenStretches: [] },
      frameCount: 35,
      durationSec: 35 / 30,
    });
  });
});

describe('drawing transitions', () => {
  let card: ShotOutput;
  let clip: ShotOutput;

  beforeAll(async () => {
    card = await bench.run(shotStep, await shotOf(await makeCard(bench, directory, 40), { frameCount: 40 }));
    clip = await bench.run(shotStep, await shotOf(await makeClip(bench, directory), { frameCount: 45 }));
  });

  test.each(drawnTransitions)(
    '%s: as many frames as it replaces, from one picture to the other',
    async (kind) => {
      const drawn = await drawBetween(card, clip, { kind });
      expect(drawn.frameCount).toBe(18);
      const frames = await greyFrames(bench.pathOf(drawn.video));
      const [before] = await greyFrames(bench.pathOf(card.tail?.video ?? silence));
      const after = (await greyFrames(bench.pathOf(clip.head?.video ?? silence))).at(-1);
      const apart = difference(before, after);
      expect(frames).toHaveLength(18);
      expect(difference(frames[0], before)).toBeLessThan(apart * 0.25);
      expect(difference(frames[17], after)).toBeLessThan(apart * 0.25);
      expect(difference(frames[9], before)).toBeGreaterThan(apart * 0.15);
      expect(difference(frames[9], after)).toBeGreaterThan(apart * 0.15);

      const film = await decode(await joinFilm(joinPieces([card, clip, card], [undefined, drawn]), 30));
      expect(film.at).toEqual(Array.from({ length: 125 }, (_, index) => index));
      const body = await decode(bench.pathOf(clip.body.video));
      expect(film.sums.slice(40 + 9, 40 + 45 - 9)).toEqual(body.sums);
    },
  );

  test.each([
    ['draft', 24, 7],
    ['high', 25, 7],
    ['standard', 60, 18],
  ] as const)('in %s quality at %d frames a second', async (quality, framesPerSec, edge) => {
    const still = await makeStill(bench, directory);
    const input = await shotOf(still, { quality, framesPerSec, frameCount: 4 * edge });
    const shot = await bench.run(shotStep, input);
    const drawn = await drawBetween(shot, shot, {
      kind: 'slide',
      quality,
      framesPerSec,
      picture: 'photographic',
    });
    const film = await decode(await joinFilm(joinPieces([shot, shot], [undefined, drawn]), framesPerSec));
    expect(film.at).toHaveLength(8 * edge);
  });

  test('the same input gives the same bytes', async () => {
    expect(await drawBetween(card, clip, { kind: 'wipe' })).toEqual(
      await drawBetween(card, clip, { kind: 'wipe' }),
    );
  });

  test('a piece that is not what it should be is an error, and its frames are not made up', async () => {
    const file = await joinCopied(directory, [bench.pathOf(card.body.video)]);
    const from = await bench.artifacts.adopt(file, 'mp4');
    await expect(drawBetween(card, clip, { from: silence })).rejects.toMatchObject({ code: 'MEDIA_FAILED' });
    await expect(drawBetween(card, clip, { from, kind: 'fade-black' })).resolves.toMatchObject({
      frameCount: 18,
    });
  });
});
