import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { joinList, plainTitle, planFilm } from '../../../src/render/film-step.js';

describe('joining scenes', () => {
  test('lists them by names of our own', () => {
    expect(joinList(30, [150, 91])).toMatchInlineSnapshot(`
"ffconcat version 1.0
file piece-0000.mp4
duration 5.000000
file piece-0001.mp4
duration 3.033333
"
`);
  });

  test('copies the picture and makes the sound as long', () => {
    const joined = {
      listFile: '/w/pieces.ffconcat',
      audioFile: '/a/mix.wav',
      soundEncoded: false,
      durationSec: 241 / 30,
    };
    expect(planFilm({ title: 'Ada' }, joined)).toMatchInlineSnapshot(`
{
  "filterGraph": "[1:a:0]aresample=48000,apad=whole_dur=8.033333,atrim=end=8.033333[sound]",
  "inputs": [
    {
      "file": "/w/pieces.ffconcat",
      "options": [
        "-f",
        "concat",
        "-safe",
        "1",
      ],
    },
    {
      "file": "/a/mix.wav",
    },
  ],
  "outputOptions": [
    "-map",
    "0:v:0",
    "-map",
    "[sound]",
    "-c:v",
    "copy",
    "-c:a",
    "aac",
    "-b:a",
    "256k",
    "-ac",
    "2",
    "-aac_pns",
    "0",
    "-aac_tns",
    "0",
    "-video_track_timescale",
    "90000",
    "-movflags",
    "+faststart",
    "-metadata",
    "title=Ada",
  ],
}
`);
    expect(planFilm({}, joined).outputOptions).not.toContain('-metadata');
  });

  test('copies sound that has been encoded already', () => {
    const joined = { listFile: '/w/l', audioFile: '/a/sound.m4a', soundEncoded: true, durationSec: 8 };
    const { filterGraph, outputOptions } = planFilm({}, joined);
    expect(filterGraph).toBeUndefined();
    expect(outputOptions.join(' ')).toMatch(
      /^-map 0:v:0 -map 1:a:0 -c:v copy -c:a copy -video_track_timescale/,
    );
  });

  test('puts AV1 and VP9 into WebM with Opus, and tags H.265 for Apple players', () => {
    const joined = {
      listFile: '/w/pieces.ffconcat',
      audioFile: '/a/mix.wav',
      soundEncoded: false,
      durationSec: 8,
    };
    const webm = planFilm({ codec: 'vp9', container: 'webm' }, joined).outputOptions.join(' ');
    expect(webm).toMatch(/-c:v copy -c:a libopus .*-f webm/);
    expect(webm).not.toContain('faststart');
    const h265 = planFilm({ codec: 'h265', container: 'mp4' }, joined).outputOptions.join(' ');
    expect(h265).toContain('-tag:v hvc1');
  });

  test('makes any title one line without control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        expect(plainTitle(title)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(plainTitle('One\n two\u202e\u0000 three ')).toBe('One two three');
  });
});
