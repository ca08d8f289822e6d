import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Picture } from '../../../../src/footage/visual.js';
import { aspects, frameSizes } from '../../../../src/render/frame.js';
import { fitClip } from '../../../../src/render/shot/clip.js';
import { placeInCrop } from '../../../../src/render/shot/cover.js';
import { chooseMovement } from '../../../../src/render/shot/movement.js';
import { planShot, type ShotRequest } from '../../../../src/render/shot/plan.js';
import { drawScrim, scrimExtent } from '../../../../src/render/shot/scrim.js';
import { stillMotions } from '../../../../src/render/transition.js';
import type { Artifact } from '../../../../src/steps/artifact.js';

const artifact = (digit: string, extension: string): Artifact => ({
  artifact: 1,
  sha256: digit.repeat(64),
  sizeBytes: 1,
  extension,
});
const shot = { ...frameSizes['9:16'], framesPerSec: 30, frameCount: 150, quality: 'standard' } as const;
const still = { kind: 'still', file: artifact('a', 'jpg'), widthPx: 1_600, heightPx: 1_200 } as const;
const clip = {
  kind: 'clip',
  file: artifact('b', 'mp4'),
  widthPx: 1_920,
  heightPx: 1_080,
  durationSec: 9,
  startSec: 2,
} as const;
const card = {
  kind: 'card',
  background: { frames: artifact('c', 'raw'), widthPx: 108, heightPx: 192, frameCount: 150 },
  layers: [
    {
      image: artifact('d', 'png'),
      xPx: 90,
      yPx: 300,
      widthPx: 900,
      heightPx: 400,
      enter: 'fade',
      delaySec: 0,
    },
    {
      image: artifact('e', 'png'),
      xPx: 90,
      yPx: 800,
      widthPx: 900,
      heightPx: 200,
      enter: 'rise',
      delaySec: 0.3,
    },
  ],
} satisfies Picture;

const pathOf = ({ sha256, extension }: Artifact): string => `/artifacts/${sha256.slice(0, 4)}.${extension}`;
const plan = (picture: Picture, overrides: Partial<ShotRequest> = {}) =>
  planShot({ shot, picture, motion: 'automatic', captions: false, pathOf, ...overrides });

describe('what ffmpeg is asked for a scene', () => {
  test('a card', () => {
    expect(plan(card)).toMatchInlineSnapshot(`
{
  "filterGraph": "[0:v]tpad=stop=-1:stop_mode=clone,scale=1080:1920:flags=bicubic+accurate_rnd:out_color_matrix=bt709:out_range=tv,format=yuv420p[ground];
[1:v]scale=900:400:flags=bicubic:out_color_matrix=bt709:out_range=tv,format=yuva420p,loop=loop=-1:size=1,setpts=N/30/TB,fade=t=in:st=0.000:d=0.400:alpha=1[layer1];
[2:v]scale=900:200:flags=bicubic:out_color_matrix=bt709:out_range=tv,format=yuva420p,loop=loop=-1:size=1,setpts=N/30/TB,fade=t=in:st=0.300:d=0.400:alpha=1[layer2];
[ground][layer1]overlay=x=90:y=300:eval=init:format=yuv420[card1];
[card1][layer2]overlay=x=90:y='800+44*pow(1-clip((t-0.300)/0.600,0,1),3)':eval=frame:format=yuv420:enable='gte(t,0.300)'[picture];
[picture]format=yuv420p,setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709[film]",
  "inputs": [
    {
      "file": "/artifacts/cccc.raw",
      "options": [
        "-f",
        "rawvideo",
        "-pixel_format",
        "rgb48le",
        "-video_size",
        "108x192",
        "-framerate",
        "30",
      ],
    },
    {
      "file": "/artifacts/dddd.png",
      "options": [
        "-threads",
        "1",
      ],
    },
    {
      "file": "/artifacts/eeee.png",
      "options": [
        "-threads",
        "1",
      ],
    },
  ],
  "outputOptions": [
    "-filter_complex_threads",
    "1",
    "-map",
    "[film]",
    "-frames:v",
    "150",
    "-c:v",
    "libx264",
    "-preset",
    "superfast",
    "-crf",
    "16",
    "-threads",
    "1",
    "-x264-params",
    "rc-lookahead=20:mbtree=1:aq-mode=3:open-gop=0:stitchable=1",
    "-profile:v",
    "high",
    "-level:v",
    "4.0",
    "-pix_fmt",
    "yuv420p",
    "-g",
    "60",
    "-color_range",
    "tv",
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
    "-r",
    "30",
    "-fps_mode",
    "cfr",
    "-video_track_timescale",
    "90000",
    "-an",
    "-force_key_frames",
    "expr:eq(n,9)+eq(n,141)",
  ],
}
`);
  });

  test('a still that zooms, with captions on a scrim', () => {
    const scrim = { file: '/work/scrim.rgba', topPx: 900, heightPx: 800 };
    const { inputs, filterGraph } = plan(still, { motion: 'zoom-in', captions: true, scrim });
    expect(inputs).toMatchInlineSnapshot(`
[
  {
    "file": "/artifacts/aaaa.jpg",
    "options": [
      "-threads",
      "1",
    ],
  },
  {
    "file": "/work/scrim.rgba",
    "options": [
      "-f",
      "rawvideo",
      "-pixel_format",
      "rgba",
      "-video_size",
      "2x800",
      "-framerate",
      "1",
    ],
  },
]
`);
    expect(filterGraph).toMatchInlineSnapshot(`
"[0:v]scale=w='round(iw*sar)':h=ih,setsar=1,crop=w='max(1,min(iw,round(ih*1123/2006)))':h='max(1,min(ih,round(iw*2006/1123)))':x='(iw-ow)/2':y='(ih-oh)*0.4',scale=1166:2092:flags=bicubic+accurate_rnd:out_color_matrix=bt709:out_range=tv,format=yuv420p[whole];
[whole]loop=loop=-1:size=1,settb=AVTB,setpts=N*150/43/30/TB,scale=w='1080+2*min(n,43)':h='1920+4*min(n,43)':eval=frame:flags=bicubic,crop=w=1080:h=1920:x='1*min(n,43)':y='2*min(n,43)':exact=1,framerate=fps=30:interp_start=0:interp_end=255:flags=0[picture];
[1:v]scale=1080:800:flags=neighbor,format=yuva420p,loop=loop=-1:size=1,setpts=N/30/TB[scrim];
[picture][scrim]overlay=x=0:y=900:eval=init:format=yuv420[shaded];
[shaded]ass=captions.ass:fontsdir=fonts,format=yuv420p,setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709[film]"
`);
  });

  test('a clip', () => {
    const { inputs, filterGraph } = plan(clip);
    expect(inputs).toMatchInlineSnapshot(`
[
  {
    "file": "/artifacts/bbbb.mp4",
    "options": [
      "-threads",
      "1",
      "-ss",
      "2.000",
      "-t",
      "6.000",
    ],
  },
]
`);
    expect(filterGraph).toMatchInlineSnapshot(`
"[0:V:0]bwdif=mode=send_frame:deint=interlaced,setpts=PTS-STARTPTS,fps=30,tpad=stop=-1:stop_mode=clone,scale=w='round(iw*sar)':h=ih,setsar=1,crop=w='max(1,min(iw,round(ih*1080/1920)))':h='max(1,min(ih,round(iw*1920/1080)))':x='(iw-ow)/2':y='(ih-oh)*0.4',scale=1080:1920:flags=bicubic:out_color_matrix=bt709:out_range=tv,format=yuv420p[whole];
[whole]null[picture];
[picture]format=yuv420p,setsar=1,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709[film]"
`);
  });

  test('looks at the frames on their way to the encoder where it is told to', () => {
    const { filterGraph, outputOptions, measured } = plan(card, { checked: true });
    expect(filterGraph).toContain('[composed]split=2[film][looked];\n[looked]scale=');
    expect(outputOptions.slice(0, 6)).toEqual(plan(card).outputOptions.slice(0, 6));
    // A clip's last frame is repeated for ever: both outputs have to end by themselves.
    expect(measured).toEqual(expect.arrayContaining(['-map', '[checked]', '-frames:v', '150']));
  });

  test('never puts the path of a file into the graph', () => {
    const hostile = () => "/home/o'neill/[a];movie=secret,/x.jpg";
    for (const picture of [card, still, clip]) {
      const { filterGraph } = plan(picture, { pathOf: hostile, captions: true });
      expect(filterGraph).not.toMatch(/home|movie|secret|artifacts/);
      expect(filterGraph).toContain('ass=captions.ass:fontsdir=fonts');
    }
  });

  test('encodes all pictures of a film alike, but for how finely', () => {
    const rateFree = (picture: Picture) => {
      const options = [...plan(picture).outputOptions];
      options.splice(options.indexOf('-crf'), 2);
      options.splice(options.indexOf('-x264-params'), 2);
      return options;
    };
    expect(rateFree(card)).toEqual(rateFree(still));
    expect(rateFree(clip)).toEqual(rateFree(still));
  });

  test('maps HDR only when told to', () => {
    expect(plan(clip, { clipColour: 'hdr' }).filterGraph).toContain('tonemap');
    expect(plan(clip).filterGraph).not.toContain('tonemap');
  });
});

describe('how a still moves', () => {
  test('a wide photograph in an upright frame is travelled over, others zoom', () => {
    expect(chooseMovement(shot, { ...still, widthPx: 1_920, heightPx: 1_080 }, 'automatic')).toBe('pan');
    expect(chooseMovement(shot, { ...still, widthPx: 1_200, heightPx: 1_600 }, 'automatic')).toMatch(
      /^zoom-/,
    );
    expect(chooseMovement(shot, still, 'none')).toBe('none');
  });

  test('zooming stays inside the picture, in even steps, for every frame and length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...aspects),
        fc.integer({ min: 1, max: 3_000 }),
        fc.constantFrom(...stillMotions),
        (aspect, frameCount, motion) => {
          const request = { shot: { ...shot, ...frameSizes[aspect], frameCount }, motion };
          const { filterGraph } = plan(still, request);
          expect(filterGraph).not.toMatch(/NaN|Infinity|undefined|-\d+\*min/);
          const grown = /scale=(\d+):(\d+):flags=bicubic/.exec(filterGraph);
          expect(Number(grown?.[1])).toBeGreaterThanOrEqual(frameSizes[aspect].widthPx);
          expect(Number(grown?.[2])).toBeGreaterThanOrEqual(frameSizes[aspect].heightPx);
          expect(Number(grown?.[1])).toBeLessThan(frameSizes[aspect].widthPx * 1.35);
        },
      ),
    );
  });
});

describe('how a picture of another shape fills the frame', () => {
  const focus = { x: 0.2, y: 0.9 };
  const framed = <P extends typeof still | typeof clip>(picture: P, fit: 'cover' | 'blur' | 'contain') => ({
    ...picture,
    framing: { fit, focus },
  });

  test('a crop is made around what matters, as far as the edges allow', () => {
    for (const picture of [still, clip]) {
      const { filterGraph } = plan(framed(picture, 'cover'));
      expect(filterGraph).toContain("x='clip(iw*0.2-ow/2,0,iw-ow)':y='clip(ih*0.9-oh*0.56,0,ih-oh)'");
    }
  });

  test('shown whole, it lies on black or on itself, blurred small', () => {
    for (const picture of [still, clip]) {
      expect(plan(framed(picture, 'contain')).filterGraph).toMatch(/pad=\d+:\d+/);
      expect(plan(framed(picture, 'contain')).filterGraph).not.toContain('boxblur');
      expect(plan(framed(picture, 'blur')).filterGraph).toMatch(/scale=180:3\d\d:flags=area,boxblur/);
    }
  });

  test('on itself it reaches from edge to edge at the widest view, and on black it rests', () => {
    const { filterGraph } = plan(framed(still, 'blur'), { motion: 'zoom-in' });
    const [, width, height] = /scale=w='max\(2,2\*round\(min\((\d+),(\d+)\*iw/u.exec(filterGraph) ?? [];
    expect(Number(width)).toBeGreaterThan(shot.widthPx);
    // The backdrop, which the frame is cut from, is no larger.
    expect(filterGraph).toContain(`scale=${width}:${height}:flags=bicubic`);
    expect(chooseMovement(shot, framed(still, 'contain'), 'automatic')).toBe('none');
  });

  test('what is shown whole does not travel, whatever was asked', () => {
    const wide = { ...framed(still, 'blur'), widthPx: 4_000 };
    expect(chooseMovement(shot, wide, 'pan')).toMatch(/^zoom-/);
    expect(chooseMovement(shot, wide, 'automatic')).toMatch(/^zoom-/);
    expect(chooseMovement(shot, wide, 'none')).toBe('none');
  });

  test('a tall picture is travelled over from top to bottom', () => {
    const { filterGraph } = plan(
      { ...still, widthPx: 900, heightPx: 4_000 },
      { shot: { ...shot, ...frameSizes['16:9'] }, motion: 'pan' },
    );
    expect(filterGraph).toMatch(/crop=w=1920:h=1080:x='0':y='(min|max)\(/);
  });

  test('a point in a crop is where the crop puts it', () => {
    const wide = { widthPx: 3_200, heightPx: 1_000 };
    const upright = { widthPx: 500, heightPx: 1_000 };
    expect(placeInCrop(wide, upright, { x: 0.5, y: 0.3 })).toEqual({
      x: expect.closeTo(0.5),
      y: expect.closeTo(0.3),
    });
    expect(placeInCrop(wide, upright, { x: 0, y: 0.3 }).x).toBe(0);
    expect(placeInCrop(wide, upright, { x: 1, y: 0.3 }).x).toBe(1);
    expect(placeInCrop(upright, wide, { x: 0.4, y: 0.5 }).y).toBeCloseTo(0.56);
  });
});

describe('how a clip fills its scene', () => {
  test.each([
    ['long enough', { durationSec: 9, startSec: 2 }, { startSec: 2, slowdown: 1, loops: 0 }],
    ['begun too late', { durationSec: 6, startSec: 4 }, { startSec: 1, slowdown: 1, loops: 0 }],
    ['a little short', { durationSec: 4.5, startSec: 1 }, { startSec: 0, slowdown: 5 / 4.5, loops: 0 }],
    ['far too short', { durationSec: 1.5, startSec: 0 }, { startSec: 0, slowdown: 1, loops: 4 }],
  ])('%s', (_, picture, expected) => {
    expect(fitClip(picture, 5)).toEqual(expected);
  });

  test('always lasts long enough, from within the clip', () => {
    const length = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(length, length, length, (durationSec, startSec, neededSec) => {
        const fit = fitClip({ durationSec, startSec: Math.min(startSec, durationSec) }, neededSec);
        expect(fit.startSec).toBeGreaterThanOrEqual(0);
        expect(fit.slowdown).toBeLessThanOrEqual(1.25);
        const lasts = (durationSec - fit.startSec) * fit.slowdown + fit.loops * durationSec;
        expect(lasts).toBeGreaterThanOrEqual(neededSec - 1e-6);
      }),
    );
  });
});

describe('the scrim under captions', () => {
  const frame = frameSizes['9:16'];
  const band = { topPx: 1_267, bottomPx: 1_478 };

  test('covers the band, fades smoothly and stays in the frame', () => {
    const { topPx, heightPx } = scrimExtent(frame, band);
    const pixels = drawScrim(frame, band);
    expect(pixels).toHaveLength(heightPx * 8);
    const alphaAt = (y: number): number => pixels[(y - topPx) * 8 + 3] ?? -1;
    expect(alphaAt(topPx)).toBeLessThan(3);
    expect(alphaAt(1_370)).toBeGreaterThan(120);
    for (let y = topPx + 1; y < topPx + heightPx; y += 1) {
      expect(Math.abs(alphaAt(y) - alphaAt(y - 1))).toBeLessThanOrEqual(2);
    }
    expect(scrimExtent(frame, { topPx: 0, bottomPx: 1_920 })).toEqual({ topPx: 0, heightPx: 1_920 });
  });
});
