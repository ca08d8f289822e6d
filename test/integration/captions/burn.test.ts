import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { toAss } from '../../../src/captions/ass.js';
import { captionFonts } from '../../../src/captions/font-choice.js';
import { captionBand, captionLook } from '../../../src/captions/look.js';
import { createTextMeasure } from '../../../src/captions/measure.js';
import { planCues } from '../../../src/captions/plan.js';
import { type FrameSize, frameSizes } from '../../../src/render/frame.js';
import { evenlySpoken } from '../../support/caption-words.js';
import { makeMedia, testFfmpeg, withTemporaryDirectory } from '../../support/ffmpeg.js';
import { hostileLines } from '../../support/scripts.js';

const framesPerSec = 5;
const style = 'karaoke';
const background = 96;

type Planes = { readonly green: Buffer; readonly blue: Buffer; readonly red: Buffer };

/** Frames of grey with the captions of a text burned in; one byte a pixel in each plane. */
const burn = async (text: string, frame: FrameSize): Promise<{ frames: Planes[]; renderMs: number }> => {
  // Two frames a word, words changing between frames.
  const words = evenlySpoken(text, 'en-US', 2 / framesPerSec);
  const durationSec = (words.length * 2) / framesPerSec;
  const fonts = await captionFonts({ text, language: 'en-US', fontPacks: {} });
  const measure = await createTextMeasure(fonts);
  const cues = planCues({ ...frame, style, words, durationSec, measure });
  return await withTemporaryDirectory(async (directory) => {
    await mkdir(join(directory, 'fonts'));
    for (const { file } of fonts.faces) {
      await copyFile(file, join(directory, 'fonts', basename(file)));
    }
    await writeFile(join(directory, 'captions.ass'), toAss({ ...frame, style, cues, fonts, measure }));
    const size = `${frame.widthPx}x${frame.heightPx}`;
    const source = `color=0x606060:s=${size}:r=${framesPerSec}:d=${durationSec},format=gbrp`;
    const started = performance.now();
    await makeMedia(
      directory,
      ...['-f', 'lavfi', '-i', source, '-vf', 'subtitles=captions.ass:fontsdir=fonts'],
      ...['-pix_fmt', 'gbrp', '-f', 'rawvideo', 'frames.rgb'],
    );
    const renderMs = performance.now() - started;
    const bytes = await readFile(join(directory, 'frames.rgb'));
    const planeBytes = frame.widthPx * frame.heightPx;
    const planes = Array.from({ length: Math.floor(bytes.length / planeBytes) }, (_, index) =>
      bytes.subarray(index * planeBytes, (index + 1) * planeBytes),
    );
    const frames = planes.flatMap((green, index) => {
      const [blue, red] = [planes[index + 1], planes[index + 2]];
      return index % 3 === 0 && blue !== undefined && red !== undefined ? [{ green, blue, red }] : [];
    });
    return { frames, renderMs };
  });
};

const rowsDrawn = (
  { green }: Planes,
  { widthPx }: FrameSize,
): { first: number; last: number; columns: [number, number] } => {
  let [first, last, left, right] = [-1, -1, widthPx, -1];
  for (let pixel = 0; pixel < green.length; pixel += 1) {
    if (Math.abs((green[pixel] ?? 0) - background) > 8) {
      const row = Math.floor(pixel / widthPx);
      first = first < 0 ? row : first;
      last = row;
      left = Math.min(left, pixel % widthPx);
      right = Math.max(right, pixel % widthPx);
    }
  }
  return { first, last, columns: [left, right] };
};

describe('burned captions', () => {
  beforeAll(async () => {
    await testFfmpeg();
  }, 120_000);

  test.each(Object.entries(frameSizes))('stay inside the band at %s', async (_, full) => {
    const frame = { widthPx: full.widthPx / 3, heightPx: full.heightPx / 3 };
    const band = captionBand({ ...frame, style });
    const { maxLineWidthPx } = captionLook({ ...frame, style });
    const { frames } = await burn(`${hostileLines[0]} gypsy_${'w'.repeat(70)} ÅÉ Ặ (jq)`, frame);
    const drawn = frames.map((planes) => rowsDrawn(planes, frame)).filter(({ first }) => first >= 0);
    expect(drawn.length).toBeGreaterThan(10);
    for (const { first, last, columns } of drawn) {
      expect(first).toBeGreaterThanOrEqual(band?.topPx ?? Number.NaN);
      expect(last).toBeLessThan(band?.bottomPx ?? Number.NaN);
      // The outline and the shadow may stand a little outside the line.
      expect(columns[1] - columns[0]).toBeLessThan(maxLineWidthPx * 1.05);
    }
  });

  test('do not move when the active word changes', async () => {
    const frame = { widthPx: 540, heightPx: 960 };
    const { frames } = await burn('AVA Towel, fjord', frame);
    const [first, , third] = frames;
    // White and the highlight have the same red, so only blue tells which word is active.
    expect(frames.map(({ red }) => red.equals(first?.red ?? red))).toEqual(frames.map(() => true));
    expect(first?.blue.equals(third?.blue ?? first.blue)).toBe(false);
  });

  test('take no longer when the text is full of tags', async () => {
    const frame = { widthPx: 540, heightPx: 960 };
    const plain = await burn('some words that are only words '.repeat(3), frame);
    const hostile = await burn('{\\fs4000\\blur100}Huge {\\p1}m0 {\\t(\\fs9000)}x '.repeat(5), frame);
    expect(hostile.renderMs).toBeLessThan(plain.renderMs * 3 + 1_500);
  });
});
