import { describe, expect, test } from '@jest/globals';
import type { FfmpegRequest } from '../../../../src/render/ffmpeg/ffmpeg.js';
import type { PictureFaults } from '../../../../src/render/picture-checks.js';
import { cutShot, parsePieceStarts, planCut } from '../../../../src/render/shot/cut-shot.js';

const told = (starts: readonly number[], frameCount: number): string =>
  [
    ...starts.map(
      (frame, index) =>
        `[segment @ 0x55] segment:'piece-${index}.mp4' starts with packet stream:0 pts:6000 pts_time:0.0666667 frame:${frame}`,
    ),
    `[out#0/segment @ 0x55]   Output stream #0:0 (video): ${frameCount} packets muxed (1327037 bytes); `,
  ].join('\n');

const cutWith = async (stderr: string, borders: readonly number[], known?: PictureFaults) => {
  const requests: FfmpegRequest[] = [];
  const ffmpeg = {
    run: async (request: FfmpegRequest) => {
      requests.push(request);
      return { stderr };
    },
  };
  const context = { workDirectory: '/w', signal: new AbortController().signal };
  const shot = {
    file: '/w/shot.mp4',
    frameCount: 150,
    framesPerSec: 30,
    widthPx: 108,
    heightPx: 192,
    borders,
    faults: known,
  };
  const { pieces, faults } = await cutShot(ffmpeg, shot, context);
  return { pieces, faults, requests };
};

describe('cutting a shot', () => {
  test('copies packets into a file for each piece, under a path that may hold percent signs', () => {
    const shot = { file: '/work 100%d/shot.mp4', frameCount: 150, borders: [9, 141] };
    expect(planCut(shot, '/work 100%d')).toMatchInlineSnapshot(`
{
  "outputFile": "/work 100%%d/piece-%d.mp4",
  "outputFiles": [
    "/work 100%d/piece-0.mp4",
    "/work 100%d/piece-1.mp4",
    "/work 100%d/piece-2.mp4",
  ],
  "outputOptions": [
    "-map",
    "0:v:0",
    "-c",
    "copy",
    "-f",
    "segment",
    "-segment_frames",
    "9,141",
    "-segment_format",
    "mp4",
    "-segment_format_options",
    "video_track_timescale=90000",
    "-reset_timestamps",
    "1",
  ],
}
`);
  });

  test('tells the pieces with their frames', async () => {
    expect((await cutWith(told([0, 9, 141], 150), [9, 141])).pieces).toEqual([
      { file: '/w/piece-0.mp4', frameCount: 9 },
      { file: '/w/piece-1.mp4', frameCount: 132 },
      { file: '/w/piece-2.mp4', frameCount: 9 },
    ]);
  });

  test('a shot without borders is only counted', async () => {
    const { pieces, requests } = await cutWith(told([], 150), []);
    expect(pieces).toEqual([{ file: '/w/shot.mp4', frameCount: 150 }]);
    expect(requests).toEqual([expect.objectContaining({ outputFile: null })]);
  });

  test.each([
    ['too few frames', told([0, 9, 141], 149)],
    ['no key frame where one was asked for', told([0, 60, 141], 150)],
    ['a piece too few', told([0, 9], 150)],
    ['nothing to read', ''],
  ])('refuses %s', async (_, stderr) => {
    await expect(cutWith(stderr, [9, 141])).rejects.toMatchObject({ code: 'MEDIA_FAILED' });
  });

  test('reads where pieces begin', () => {
    expect(parsePieceStarts(told([0, 7, 200], 207))).toEqual([0, 7, 200]);
  });

  test('decodes no more than key frames of a shot that was looked at while it was composed', async () => {
    const known = { blackStretches: [{ startSec: 1, endSec: 2 }], frozenStretches: [] };
    const { faults, requests } = await cutWith(told([0, 9, 141], 150), [9, 141], known);
    expect(faults).toEqual(known);
    expect(requests[0]?.filterGraph).toBeUndefined();
    expect(requests[0]?.inputs[0]?.options).toEqual(
      expect.arrayContaining(['explode', '-skip_frame', 'nokey']),
    );
    expect(requests[0]?.measured).toEqual(expect.arrayContaining(['-map', '0:v:0', '-xerror']));
  });

  test('decodes every frame of any other on the way, and tells where the shot is black', async () => {
    const found = '[blackdetect @ 0x1] black_start:1 black_end:1.5 black_duration:0.5';
    const { faults, requests } = await cutWith(`${told([0], 150)}\n${found}`, []);
    expect(faults.blackStretches).toEqual([{ startSec: 1, endSec: 1.5 }]);
    expect(requests[0]?.inputs[0]?.options).toEqual(expect.arrayContaining(['-err_detect', 'explode']));
    expect(requests[0]?.measured).toEqual(expect.arrayContaining(['-map', '[checked]', '-xerror']));
  });
});
