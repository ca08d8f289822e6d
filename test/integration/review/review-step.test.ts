import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { ReviewReport } from '../../../src/review/report.js';
import { reviewFile } from '../../../src/review/review-file.js';
import { createReviewStep } from '../../../src/review/review-step.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(60_000);

let directory: string;
let bench: StepBench;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-review-test-'));
  bench = createStepBench(directory);
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** Pink noise of this peak, limited; about -14 LUFS in stereo at the level used for a good film. */
const noise = (levelDb: number): string =>
  `anoisesrc=c=pink:r=48000:a=0.5:seed=1:d=8,aformat=channel_layouts=stereo,volume=${levelDb}dB`;
const goodLevelDb = 7.2;

const moving = 'testsrc2=s=270x480:r=30:d=8';
/** Colours that drift slowly, as the background of a card does. */
const calm = 'gradients=s=54x96:c0=0x0b1026:c1=0x3b2ba0:speed=0.004:r=30:d=8,scale=270:480:flags=bicubic';

const makeFilm = async (name: string, video: string, audio: string): Promise<string> => {
  const graph = `${video}[v];${audio}[a]`;
  const codecs = [
    '-c:v',
    'libx264',
    '-preset',
    'superfast',
    '-crf',
    '20',
    '-g',
    '60',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
  ];
  const faststart = ['-movflags', '+faststart', '-t', '8'];
  await makeMedia(
    directory,
    '-filter_complex',
    graph,
    '-map',
    '[v]',
    '-map',
    '[a]',
    ...codecs,
    ...faststart,
    name,
  );
  return join(directory, name);
};

const review = async (file: string, overrides: object = {}): Promise<ReviewReport> =>
  await bench.run(createReviewStep(testFfmpegLocator()), {
    film: await bench.artifacts.adopt(file, 'mp4'),
    plannedDurationSec: 8,
    widthPx: 270,
    heightPx: 480,
    framesPerSec: 30,
    expectMusic: true,
    ...overrides,
  });

const found = (report: ReviewReport): string[] =>
  report.findings.map(({ check, severity }) => `${severity} ${check}`);

describe('reviewing a film', () => {
  test('passes a good one, and says what was measured', async () => {
    const report = await review(await makeFilm('good.mp4', moving, noise(goodLevelDb)));
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({
      passed: true,
      durationSec: expect.closeTo(8, 1),
      widthPx: 270,
      heightPx: 480,
      framesPerSec: 30,
      videoCodec: 'h264',
      audioCodec: 'aac',
      loudnessLufs: expect.closeTo(-14, 0),
      decodedClean: true,
    });
    expect(report.truePeakDbtp).toBeLessThan(-1);
  });

  test('takes slow colours for calm, not for a picture that stands still', async () => {
    const report = await review(await makeFilm('calm.mp4', calm, noise(goodLevelDb)));
    expect(report.frozenStretches).toEqual([]);
    expect(report.blackStretches).toEqual([]);
  });

  test('finds a black stretch', async () => {
    const video = `${moving},drawbox=c=black:t=fill:enable='between(t,3,4)'`;
    const report = await review(await makeFilm('black.mp4', video, noise(goodLevelDb)));
    expect(found(report)).toEqual(['error black-frames']);
    expect(report.passed).toBe(false);
    expect(report.blackStretches[0]?.startSec).toBeCloseTo(3, 0);
    expect(report.blackStretches[0]?.endSec).toBeCloseTo(4, 0);
  });

  test('finds a frozen stretch, also one that lasts to the end', async () => {
    const video = `${moving},trim=end=3,tpad=stop_mode=clone:stop_duration=5`;
    const report = await review(await makeFilm('frozen.mp4', video, noise(goodLevelDb)));
    expect(new Set(found(report))).toEqual(new Set(['warning frozen-frames']));
    expect(report.passed).toBe(true);
    expect(report.frozenStretches.at(-1)?.endSec).toBeGreaterThan(7);
  });

  test('finds a silent stretch, and a film that is silent throughout', async () => {
    const pause = `${noise(goodLevelDb + 1.6)},volume=0:enable='between(t,2,5.5)'`;
    const paused = await review(await makeFilm('paused.mp4', moving, pause));
    expect(found(paused)).toContain('warning silence');
    expect(paused.silentStretches[0]?.startSec).toBeCloseTo(2, 0);
    const silent = await review(await makeFilm('silent.mp4', moving, 'anullsrc=r=48000:cl=stereo:d=8'));
    expect(found(silent)).toEqual(['error silence']);
  });

  test('finds sound that is too quiet, too loud or clipped', async () => {
    expect(found(await review(await makeFilm('quiet.mp4', moving, noise(goodLevelDb - 4))))).toEqual([
      'error loudness',
    ]);
    const loud = await review(await makeFilm('loud.mp4', moving, noise(goodLevelDb + 14)));
    expect(found(loud)).toEqual(['error loudness', 'error true-peak']);
  });

  test('finds another size, rate or length than planned', async () => {
    const report = await review(join(directory, 'good.mp4'), {
      plannedDurationSec: 8.3,
      widthPx: 540,
      framesPerSec: 25,
    });
    expect(found(report)).toEqual(['error frame-size', 'error frame-rate', 'error duration']);
  });

  test('finds broken bytes in the middle, and a film cut off', async () => {
    const bytes = await readFile(join(directory, 'good.mp4'));
    const broken = Buffer.from(bytes);
    broken.fill(0xff, Math.floor(broken.length / 2), Math.floor(broken.length / 2) + 4_000);
    await writeFile(join(directory, 'broken.mp4'), broken);
    const report = await review(join(directory, 'broken.mp4'));
    expect(report.decodedClean).toBe(false);
    expect(found(report)).toContain('error decoding');
    await writeFile(join(directory, 'cut.mp4'), bytes.subarray(0, bytes.length / 2));
    expect((await review(join(directory, 'cut.mp4'))).passed).toBe(false);
    await writeFile(join(directory, 'text.mp4'), 'This is not a film.');
    expect((await review(join(directory, 'text.mp4'))).passed).toBe(false);
  });

  test('finds sound that begins late, or goes on after the picture', async () => {
    const late = join(directory, 'late.mp4');
    const good = join(directory, 'good.mp4');
    const copied = ['-map', '0:v', '-map', '1:a', '-c', 'copy'];
    await makeMedia(directory, '-i', good, '-itsoffset', '0.3', '-i', good, ...copied, '-t', '8', late);
    const report = await review(late);
    expect(report.sync?.audioStartsLateSec).toBeCloseTo(0.3, 1);
    expect(found(report)).toContain('error sync');
    const short = join(directory, 'short.mp4');
    await makeMedia(directory, '-t', '7', '-i', good, '-i', good, ...copied, short);
    expect((await review(short, { plannedDurationSec: 8 })).findings).toContainEqual(
      expect.objectContaining({ check: 'sync', message: expect.stringContaining('The sound goes on') }),
    );
  });

  test('tells what captions, text and encoding of the plan are wrong', async () => {
    const report = await review(join(directory, 'good.mp4'), {
      captions: [
        { startSec: 0, endSec: 2, lines: ['Here is a line'] },
        { startSec: 7.5, endSec: 7.5, lines: ['gone'] },
      ],
      text: {
        boxes: [{ startSec: 1, endSec: 2, leftPx: 0, topPx: 100, rightPx: 200, bottomPx: 140 }],
        safeArea: { leftPx: 15, topPx: 30, rightPx: 255, bottomPx: 440 },
      },
      fidelity: [{ atSec: 3, vmaf: 40 }],
    });
    expect(found(report)).toEqual([
      'warning caption-length',
      'warning caption-gap',
      'warning safe-area',
      'warning fidelity',
    ]);
    expect(report.passed).toBe(true);
  });
});

describe('reviewing any file', () => {
  const reviewAny = async (file: string): Promise<ReviewReport> =>
    reviewFile(await testFfmpeg(), file, { signal: new AbortController().signal });

  test('measures and rates a film that nobody planned, and checks the subtitles beside it', async () => {
    const file = join(directory, 'good.mp4');
    await writeFile(
      join(directory, 'good.srt'),
      '1\n00:00:00,000 --> 00:00:00,400\nMuch too much to read in so little time\n',
    );
    const report = await reviewAny(file);
    expect(found(report)).toEqual(['warning reading-speed']);
    expect(report.plannedDurationSec).toBeUndefined();
    expect(report.captions).toMatchObject({ cues: 1, script: 'alphabetic' });
    expect(report.bitrates?.videoPeakKbps).toBeGreaterThanOrEqual(report.bitrates?.videoKbps ?? 0);
    expect(report.quality?.score).toBeGreaterThan(5);
    expect(report.quality?.recommendations[0]).toContain('1080 pixels');
    await rm(join(directory, 'good.srt'));
  });

  test('rates a blurred, dark copy lower, and says so', async () => {
    const sharp = await reviewAny(join(directory, 'good.mp4'));
    const video = `${moving},gblur=sigma=6,eq=brightness=-0.4:contrast=0.3`;
    const dim = await reviewAny(await makeFilm('dim.mp4', video, noise(goodLevelDb)));
    expect(dim.picture?.sharpness ?? 1).toBeLessThan((sharp.picture?.sharpness ?? 0) - 0.2);
    expect(dim.picture?.brightness ?? 1).toBeLessThan((sharp.picture?.brightness ?? 0) - 0.2);
    expect(dim.quality?.score ?? 10).toBeLessThan((sharp.quality?.score ?? 0) - 1);
    expect(dim.quality?.recommendations.join(' ')).toMatch(/soft/);
  });

  test('reads sound alone, a silent clip, and what is no film', async () => {
    await makeMedia(directory, '-f', 'lavfi', '-i', noise(goodLevelDb), 'sound.wav');
    expect(found(await reviewAny(join(directory, 'sound.wav')))).toEqual(['error streams']);
    await makeMedia(directory, '-i', join(directory, 'good.mp4'), '-an', '-c', 'copy', 'mute.mp4');
    expect(found(await reviewAny(join(directory, 'mute.mp4')))).toEqual(['warning streams']);
    await writeFile(join(directory, 'text.mp4'), 'This is not a film.');
    expect((await reviewAny(join(directory, 'text.mp4'))).passed).toBe(false);
    await expect(reviewAny(join(directory, 'nowhere.mp4'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
