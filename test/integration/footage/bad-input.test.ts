import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { execa } from 'execa';
import { createAdoptFootageStep } from '../../../src/footage/adopt-footage-step.js';
import { chooseFraming } from '../../../src/footage/focus/choose-framing.js';
import { createFindFocusStep } from '../../../src/footage/focus/find-focus-step.js';
import type { Inspection } from '../../../src/footage/footage-item.js';
import { inspectFootage } from '../../../src/footage/inspect-footage.js';
import type { Picture } from '../../../src/footage/visual.js';
import { joinPieces } from '../../../src/render/shot/edges.js';
import { createShotStep, type ShotInput } from '../../../src/render/shot-step.js';
import { makeMedia, testFfmpeg, testFfmpegLocator } from '../../support/ffmpeg.js';
import { joinCopied } from '../../support/join-copied.js';
import { animatedWebp, drawingOn, inkJpeg } from '../../support/odd-media.js';
import { shotOf } from '../../support/shot-media.js';
import { createStepBench, type StepBench } from '../../support/step-context.js';

jest.setTimeout(120_000);

const frame = { widthPx: 144, heightPx: 256 } as const;
const { signal } = new AbortController();
const locator = testFfmpegLocator();
let directory: string;
let bench: StepBench;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'reelwright-odd-'));
  bench = createStepBench(directory);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

const look = async (name: string): Promise<Inspection> =>
  await inspectFootage(name, { root: directory, ffmpeg: await testFfmpeg(), signal });

const write = async (name: string, bytes: Buffer): Promise<void> => writeFile(join(directory, name), bytes);

/** An encoded clip from one of ffmpeg's own sources. */
const film = async (name: string, source: string, ...options: string[]): Promise<void> => {
  const encoder = options.includes('-c:v') ? [] : ['-c:v', 'libx264', '-preset', 'ultrafast'];
  const format = options.includes('-pix_fmt') ? [] : ['-pix_fmt', 'yuv420p'];
  await makeMedia(directory, '-f', 'lavfi', '-i', source, ...encoder, ...format, ...options, name);
};

const refusalOf = async (name: string): Promise<string> => {
  const inspection = await look(name);
  return inspection.outcome === 'refused' ? inspection.refusal.code : inspection.outcome;
};

const take = async (name: string): Promise<Exclude<Picture, { kind: 'card' }>> => {
  const inspection = await look(name);
  if (inspection.outcome !== 'usable') {
    throw new Error(`not usable: ${JSON.stringify(inspection)}`);
  }
  const { picture } = await bench.run(createAdoptFootageStep(locator), inspection.item);
  if (picture.kind === 'card') {
    throw new Error('a file became a card');
  }
  const { version } = await testFfmpeg();
  const { profile } = await bench.run(createFindFocusStep(locator), { picture, ffmpegVersion: version });
  return { ...picture, framing: chooseFraming(picture, frame, { fit: 'automatic', profile }) };
};

/** The frames of the shot of a picture, as RGB; all of them are there. */
const framesOf = async (picture: Picture, overrides: Partial<ShotInput> = {}): Promise<Buffer[]> => {
  const { version, path } = await testFfmpeg();
  const input: ShotInput = {
    picture,
    motion: 'automatic',
    frameCount: 12,
    framesPerSec: 30,
    ...frame,
    quality: 'high',
    ffmpegVersion: version,
    ...overrides,
  };
  const shot = await bench.run(createShotStep(locator), input);
  const pieces = joinPieces([shot], []).map(({ video }) => bench.pathOf(video));
  const args = ['-v', 'error', '-i', await joinCopied(directory, pieces)];
  const { stdout } = await execa(path, [...args, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
    encoding: 'buffer',
  });
  const bytes = Buffer.from(stdout);
  const size = input.widthPx * input.heightPx * 3;
  expect(bytes.length).toBe(size * input.frameCount);
  return Array.from({ length: input.frameCount }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
};

type Colour = [red: number, green: number, blue: number];
const colourAt = (bytes: Buffer | undefined, x: number, y: number, width: number = frame.widthPx): Colour => {
  const at = (Math.round(y) * width + Math.round(x)) * 3;
  return [bytes?.[at] ?? -1, bytes?.[at + 1] ?? -1, bytes?.[at + 2] ?? -1];
};
const middle = (bytes: Buffer | undefined): Colour => colourAt(bytes, frame.widthPx / 2, frame.heightPx / 2);
const expectColour = (actual: Colour, wanted: Colour, tolerance = 14): void => {
  const off = Math.max(...wanted.map((value, index) => Math.abs((actual[index] ?? -99) - value)));
  expect({ actual, wanted, isNear: off <= tolerance }).toEqual({ actual, wanted, isNear: true });
};

describe('clips that are odd', () => {
  test('ones without length, without picture, cut off or too small are refused', async () => {
    await film('one-frame.mp4', 'testsrc=s=160x90:r=30:d=1', '-frames:v', '1');
    await makeMedia(directory, '-f', 'lavfi', '-i', 'sine=d=1', 'only-sound.mp4');
    await film('tiny.mp4', 'color=red:s=2x2:r=30:d=1');
    await film('half.mp4', 'testsrc=s=160x90:r=30:d=2', '-movflags', '+faststart');
    const whole = await readFile(join(directory, 'half.mp4'));
    await write('half.mp4', whole.subarray(0, whole.length / 2));
    await write('empty.mp4', Buffer.alloc(0));
    expect(await refusalOf('one-frame.mp4')).toBe('damaged');
    expect(await refusalOf('only-sound.mp4')).toBe('unsupported');
    expect(await refusalOf('tiny.mp4')).toBe('unsupported');
    expect(await refusalOf('half.mp4')).toBe('damaged');
    expect(await refusalOf('empty.mp4')).toBe('not-media');
  });

  test('ten minutes cost no more than the seconds that are shown', async () => {
    await film('long.mp4', 'color=0x2060c0:s=160x90:r=5:d=600', '-g', '50');
    const picture = await take('long.mp4');
    expect(picture).toMatchObject({ durationSec: expect.closeTo(600, 0) });
    const started = performance.now();
    expectColour(middle((await framesOf({ ...picture, startSec: 590 } as Picture))[3]), [32, 96, 192]);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  test('one that is damaged in its middle gives every frame, and it is told', async () => {
    await film('spoilt.mp4', 'testsrc2=s=320x240:r=30:d=8', '-g', '60');
    const bytes = await readFile(join(directory, 'spoilt.mp4'));
    bytes.fill(0x5a, Math.round(bytes.length * 0.45), Math.round(bytes.length * 0.47));
    await write('spoilt.mp4', bytes);
    const picture = await take('spoilt.mp4');
    expect(await framesOf(picture, { frameCount: 180 })).toHaveLength(180);
    const bridged = async (frameCount: number): Promise<boolean> =>
      (await bench.run(createShotStep(locator), await shotOf(picture, { ...frame, frameCount }))).bridged;
    expect(await bridged(180)).toBe(true);
    expect(await bridged(30)).toBe(false);
  });

  test('one of odd size, one with sound and one without', async () => {
    await film('odd.mp4', 'color=red:s=161x91:r=30:d=1', '-pix_fmt', 'yuv444p');
    await makeMedia(
      directory,
      ...['-f', 'lavfi', '-i', 'color=red:s=160x90:r=30:d=1', '-f', 'lavfi', '-i', 'sine=d=1'],
      ...['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac', 'loud.mp4'],
    );
    for (const name of ['odd.mp4', 'loud.mp4']) {
      expectColour(middle((await framesOf(await take(name)))[6]), [255, 0, 0], 25);
    }
  });

  test('fields are woven into whole frames', async () => {
    const moving = 'testsrc2=s=320x240:r=60:d=2,scroll=h=0.02';
    const interlaced = ['-flags', '+ilme+ildct', '-x264-params', 'tff=1', '-crf', '10'];
    await film('fields.mp4', `${moving},tinterlace=mode=interleave_top`, ...interlaced);
    await film('whole.mp4', `${moving},fps=30`, '-crf', '10');
    const size = { widthPx: 320, heightPx: 240 };
    const combing = async (name: string): Promise<number> => {
      const shown = await framesOf(
        { ...(await take(name)), framing: undefined },
        { ...size, frameCount: 20 },
      );
      const bytes = shown[10] ?? Buffer.alloc(0);
      let sum = 0;
      for (let y = 2; y < size.heightPx - 2; y += 1) {
        for (let x = 0; x < size.widthPx; x += 1) {
          const green = (row: number): number => bytes[(row * size.widthPx + x) * 3 + 1] ?? 0;
          sum += Math.abs(green(y) * 2 - green(y - 1) - green(y + 1)) > 60 ? 1 : 0;
        }
      }
      return sum;
    };
    expect(await combing('fields.mp4')).toBeLessThan(1.5 * (await combing('whole.mp4')));
  });

  test('a turned one is shown upright', async () => {
    const halves = 'color=red:s=160x90:r=30:d=1[a];color=blue:s=160x90:r=30:d=1[b];[a][b]hstack';
    await makeMedia(
      directory,
      ...['-filter_complex', halves, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', 'level.mp4'],
    );
    await makeMedia(directory, '-display_rotation:v', '90', '-i', 'level.mp4', '-c', 'copy', 'turned.mp4');
    const picture = await take('turned.mp4');
    expect(picture).toMatchObject({ widthPx: 90, heightPx: 320 });
    const shown = (await framesOf({ ...picture, framing: undefined }))[6];
    const [top, bottom] = [colourAt(shown, 72, 60), colourAt(shown, 72, 200)];
    expect(Math.abs(top[0] - bottom[0])).toBeGreaterThan(150);
    expect(Math.abs(top[2] - bottom[2])).toBeGreaterThan(150);
  });

  test('one of variable rate keeps its own clock', async () => {
    const parts = [
      'color=black:s=160x90:r=5:d=1[a]',
      'color=white:s=160x90:r=50:d=1[b]',
      '[a][b]concat=n=2:v=1:a=0,settb=1/1000[v]',
    ].join(';');
    await makeMedia(
      directory,
      ...['-filter_complex', parts, '-map', '[v]', '-fps_mode', 'vfr', '-c:v', 'libx264'],
      ...['-pix_fmt', 'yuv420p', 'variable.mp4'],
    );
    const shown = await framesOf({ ...(await take('variable.mp4')), framing: undefined }, { frameCount: 50 });
    expect(middle(shown[25])[0]).toBeLessThan(40);
    expect(middle(shown[33])[0]).toBeGreaterThan(215);
  });

  test('HDR white is white and HDR grey is not washed out', async () => {
    const tags = 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:log-level=none';
    // Diffuse white of 203 cd/m2 in PQ is 58 % of the signal, and a tenth of it 35 % (ITU-R BT.2408).
    const grey = (signal: number): string =>
      `color=black:s=160x90:r=30:d=1,format=yuv420p10le,geq=lum=${Math.round(64 + 876 * signal)}:cb=512:cr=512`;
    for (const [name, signal] of [
      ['white.mp4', 0.5806],
      ['grey.mp4', 0.347],
    ] as const) {
      await film(
        name,
        grey(signal),
        ...['-c:v', 'libx265', '-x265-params', tags, '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1'],
        ...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
      );
    }
    const white = middle((await framesOf(await take('white.mp4')))[6]);
    const dark = middle((await framesOf(await take('grey.mp4')))[6]);
    expect(Math.min(...white)).toBeGreaterThan(195);
    expect(Math.max(...dark)).toBeLessThan(120);
    expect(Math.min(...dark)).toBeGreaterThan(40);
  });

  test('an animated GIF moves, on a light ground where it can be seen through', async () => {
    const blink = 'color=red:s=61x41:r=10:d=1[a];color=blue:s=61x41:r=10:d=1[b];[a][b]concat=n=2,format=bgr8';
    await makeMedia(directory, '-filter_complex', blink, 'blink.gif');
    const picture = await take('blink.gif');
    expect(picture).toMatchObject({ kind: 'clip', durationSec: expect.closeTo(2, 0) });
    const shown = await framesOf(picture, { frameCount: 50 });
    expectColour(middle(shown[5]), [255, 0, 0], 30);
    expectColour(middle(shown[45]), [0, 0, 255], 30);
    await makeMedia(
      directory,
      ...['-f', 'lavfi', '-i', 'color=red@0.0:s=64x64:r=10:d=1,format=rgba'],
      ...[
        '-filter_complex',
        '[0:v]split[a][b];[a]palettegen=reserve_transparent=1[p];[b][p]paletteuse',
        'clear.gif',
      ],
    );
    expectColour(middle((await framesOf(await take('clear.gif')))[4]), [244, 244, 242]);
  });
});

describe('stills that are odd', () => {
  test('33 million pixels are taken, more than 40 million are not', async () => {
    await makeMedia(directory, '-f', 'lavfi', '-i', 'color=0x30a040:s=7680x4320', '-frames:v', '1', '8k.jpg');
    const started = performance.now();
    expectColour(middle((await framesOf(await take('8k.jpg'), { motion: 'zoom-in' }))[6]), [48, 160, 64]);
    expect(performance.now() - started).toBeLessThan(60_000);
    await makeMedia(directory, '-f', 'lavfi', '-i', 'color=red:s=9000x5000', '-frames:v', '1', 'huge.jpg');
    expect(await refusalOf('huge.jpg')).toBe('too-large');
  });

  test.each([
    ['1 x 1', 1, 1],
    ['1 x 300', 1, 300],
    ['300 x 1', 300, 1],
    ['33 x 31', 33, 31],
  ])('%s pixels fill the frame, however they are fitted and move', async (_, width, height) => {
    const canvas = createCanvas(width, height);
    const context = canvas.getContext('2d');
    context.fillStyle = '#c02040';
    context.fillRect(0, 0, width, height);
    await write('small.jpg', await canvas.encode('jpeg', 95));
    const picture = await take('small.jpg');
    const focus = { x: 1, y: 0 };
    for (const fit of ['cover', 'blur', 'contain'] as const) {
      for (const motion of ['none', 'zoom-in', 'pan'] as const) {
        const shown = await framesOf({ ...picture, framing: { fit, focus } }, { motion, frameCount: 4 });
        expectColour(middle(shown[2]), [192, 32, 64], 20);
      }
    }
  });

  test('what can be seen through stands on a ground that shows it', async () => {
    await write('dark.png', await drawingOn(64, '#102030', 'png'));
    await write('light.webp', await drawingOn(64, '#f0f0e0', 'webp'));
    for (const [name, ground, drawn] of [
      ['dark.png', [244, 244, 242], [16, 32, 48]],
      ['light.webp', [22, 24, 29], [240, 240, 224]],
    ] as const) {
      const picture = await take(name);
      const still = { ...picture, framing: undefined };
      const shown = (await framesOf(still, { motion: 'none' }))[0];
      expectColour(middle(shown), [...drawn]);
      expectColour(colourAt(shown, frame.widthPx / 2, 12), [...ground]);
    }
  });

  test('an animated WebP shows its first picture', async () => {
    const frames = [await drawingOn(64, '#ff0000', 'webp'), await drawingOn(64, '#0000ff', 'webp')];
    await write('moving.webp', animatedWebp(frames, 64));
    const picture = await take('moving.webp');
    expect(picture).toMatchObject({ kind: 'still', widthPx: 64, heightPx: 64 });
    expectColour(middle((await framesOf(picture, { motion: 'none' }))[0]), [255, 0, 0], 25);
  });

  test('the inks of print become the colours they stand for', async () => {
    await write('print.jpg', inkJpeg());
    expectColour(middle((await framesOf(await take('print.jpg')))[6]), [200, 30, 40]);
  });

  test('pictures damaged in the middle are refused', async () => {
    for (const [name, codec] of [
      ['torn.jpg', 'mjpeg'],
      ['torn.png', 'png'],
    ] as const) {
      await makeMedia(
        directory,
        ...['-f', 'lavfi', '-i', 'testsrc2=s=640x480', '-frames:v', '1', '-c:v', codec, name],
      );
      const bytes = await readFile(join(directory, name));
      await write(name, bytes.subarray(0, bytes.length / 2));
      expect(await refusalOf(name)).toBe('damaged');
      const middleAt = Math.round(bytes.length / 2);
      bytes.fill(0xff, middleAt, middleAt + 60);
      await write(name, bytes);
      expect(await refusalOf(name)).toBe('damaged');
    }
  });
});

test.each([
  'it\'s "quoted".mp4',
  'with spaces and: colons; commas, [brackets].mp4',
  'line\nbreak\tand tab.mp4',
  'ünïcödé 日本語 🎬 עברית.mp4',
  '%d-%03d.mp4',
  '-leading-dash.mp4',
  'back\\slash.mp4',
])('a clip named %j is used like any other', async (name) => {
  await film('plain.mp4', 'color=0x40a0c0:s=160x90:r=30:d=1');
  await write(name, await readFile(join(directory, 'plain.mp4')));
  expectColour(middle((await framesOf(await take(name), { frameCount: 4 }))[2]), [64, 160, 192]);
});
