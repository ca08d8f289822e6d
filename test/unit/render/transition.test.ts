import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { drawnTransitions } from '../../../src/render/transition.js';
import { dissolve, drawMask, progressAt, quickDissolve, wipe } from '../../../src/render/transition-mask.js';
import { planTransition } from '../../../src/render/transition-step.js';

const input = {
  kind: 'crossfade',
  edgeFrames: 9,
  picture: 'photographic',
  framesPerSec: 30,
  widthPx: 1_080,
  heightPx: 1_920,
  quality: 'standard',
} as const;
const files = { from: '/a/tail.mp4', to: '/a/head.mp4' };

describe('what ffmpeg is asked for a transition', () => {
  test('a crossfade', () => {
    const plan = planTransition(input, { ...files, mask: '/w/mask.raw' });
    expect(plan.inputs).toMatchInlineSnapshot(`
[
  {
    "file": "/a/tail.mp4",
    "options": [
      "-threads",
      "1",
    ],
  },
  {
    "file": "/a/head.mp4",
    "options": [
      "-threads",
      "1",
    ],
  },
  {
    "file": "/w/mask.raw",
    "options": [
      "-f",
      "rawvideo",
      "-pixel_format",
      "yuv420p",
      "-video_size",
      "1080x2",
      "-framerate",
      "30",
    ],
  },
]
`);
    expect(plan.filterGraph).toMatchInlineSnapshot(`
"[0:v]fps=30,tpad=stop=9:stop_mode=clone[from];
[1:v]fps=30,tpad=start=9:start_mode=clone[to];
[2:v]scale=1080:1920:flags=neighbor,fps=30,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709[mask];
[from][to][mask]maskedmerge[blended];
[blended]format=yuv420p,setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709[film]"
`);
    expect(plan.outputOptions).toEqual(expect.arrayContaining(['-frames:v', '18', '-crf', '20']));
  });

  test.each(drawnTransitions)('%s', (kind) => {
    expect(planTransition({ ...input, kind }, files).filterGraph).toMatchSnapshot();
  });

  test('slides and wipes come from the left where lines begin on the right', () => {
    const slide = (mirrored: boolean) =>
      planTransition({ ...input, kind: 'slide', mirrored }, files).filterGraph;
    expect(slide(false)).toContain('[from][to]hstack');
    expect(slide(true)).toContain('[to][from]hstack');
    expect(slide(true)).toContain("x='1080*(1-");
    const size = { widthPx: 8, frameCount: 3 };
    const [left, right] = [drawMask(wipe, size), drawMask(wipe, { ...size, mirrored: true })];
    expect([...right.subarray(0, 8)]).toEqual([...left.subarray(0, 8)].toReversed());
  });

  test('one to or from a card is encoded as finely as a card', () => {
    const crfOf = (picture: 'photographic' | 'gradients') => {
      const { outputOptions } = planTransition({ ...input, picture }, files);
      return Number(outputOptions[outputOptions.indexOf('-crf') + 1]);
    };
    expect(crfOf('gradients')).toBeLessThan(crfOf('photographic'));
  });
});

describe('masks', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  test.each([
    ['dissolve', dissolve],
    ['quick dissolve', quickDissolve],
    ['wipe', wipe],
  ])('%s: from the first picture to the second, never back', (_, mask) => {
    fc.assert(
      fc.property(share, share, share, (one, other, x) => {
        const [earlier, later] = [Math.min(one, other), Math.max(one, other)];
        expect(mask(later, x)).toBeGreaterThanOrEqual(mask(earlier, x) - 1e-9);
        expect(mask(earlier, x)).toBeGreaterThanOrEqual(0);
        expect(mask(later, x)).toBeLessThanOrEqual(1);
      }),
    );
    expect([mask(0, 0), mask(0, 1), mask(1, 0), mask(1, 1)]).toEqual([0, 0, 1, 1]);
  });

  test('the same forwards as backwards: no picture has more of the time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (frameCount) => {
        const all = Array.from({ length: frameCount }, (_, frame) => progressAt(frame, frameCount));
        expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(frameCount / 2, 9);
        expect(Math.min(...all)).toBeGreaterThan(0);
      }),
    );
  });

  test('all planes of every frame', () => {
    const bytes = drawMask(wipe, { widthPx: 200, frameCount: 3 });
    expect(bytes).toHaveLength(3 * 600);
    const [luma, again] = [bytes.subarray(600, 800), bytes.subarray(800, 1_000)];
    const [blue, red] = [bytes.subarray(1_000, 1_100), bytes.subarray(1_100, 1_200)];
    expect(again).toEqual(luma);
    expect(red).toEqual(blue);
    expect([luma[0], luma[199]]).toEqual([255, 0]);
    for (const [x, value] of blue.entries()) {
      expect(Math.abs(value - ((luma[2 * x] ?? 0) + (luma[2 * x + 1] ?? 0)) / 2)).toBeLessThanOrEqual(1);
    }
  });
});
