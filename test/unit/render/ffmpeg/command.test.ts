import { describe, expect, test } from '@jest/globals';
import { ffmpegArguments } from '../../../../src/render/ffmpeg/command.js';
import type { FfmpegRequest } from '../../../../src/render/ffmpeg/ffmpeg.js';
import { launchCommand, noLaunchers } from '../../../../src/render/ffmpeg/launchers.js';
import { allowedDecoders, allowListOf, limitsFor } from '../../../../src/render/ffmpeg/limits.js';

const request: FfmpegRequest = {
  stage: 'shot',
  inputs: [
    { file: '/data/clip.mp4', options: ['-ss', '1.5'] },
    { file: '/data/ground.raw', options: ['-f', 'rawvideo', '-video_size', '54x96'] },
  ],
  filterGraph: '[0:v][1:v]overlay[v]',
  outputOptions: ['-map', '[v]', '-c:v', 'libx264'],
  outputFile: '/work/shot.mp4',
  workDirectory: '/work',
  signal: new AbortController().signal,
  expectedDurationSec: 5,
};
const facts = {
  majorVersion: 7,
  decoders: 'h264,aac',
  limits: limitsFor(5),
  inputFiles: ['/work/.ffmpeg-in-0', '/data/ground.raw'],
  graphFile: '/work/.ffmpeg-graph.txt',
};

describe('the ffmpeg command line', () => {
  test('confines every input and bounds the output', () => {
    expect(ffmpegArguments(request, facts)).toMatchInlineSnapshot(`
[
  "-nostdin",
  "-hide_banner",
  "-loglevel",
  "error",
  "-progress",
  "pipe:1",
  "-nostats",
  "-y",
  "-protocol_whitelist",
  "file",
  "-format_whitelist",
  "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,png_pipe,jpeg_pipe,webp_pipe,gif,wav,mp3,flac,ogg",
  "-codec_whitelist",
  "h264,aac",
  "-max_pixels",
  "40000000",
  "-t",
  "7200",
  "-ss",
  "1.5",
  "-i",
  "file:/work/.ffmpeg-in-0",
  "-protocol_whitelist",
  "file",
  "-format_whitelist",
  "rawvideo",
  "-codec_whitelist",
  "rawvideo",
  "-max_pixels",
  "40000000",
  "-t",
  "7200",
  "-f",
  "rawvideo",
  "-video_size",
  "54x96",
  "-i",
  "file:/data/ground.raw",
  "-/filter_complex",
  "/work/.ffmpeg-graph.txt",
  "-map_metadata",
  "-1",
  "-map_chapters",
  "-1",
  "-dn",
  "-sn",
  "-fflags",
  "+bitexact",
  "-t",
  "10.000",
  "-fs",
  "1500000000",
  "-map",
  "[v]",
  "-c:v",
  "libx264",
  "file:/work/shot.mp4",
]
`);
  });

  test('spells the graph option as the version wants it', () => {
    expect(ffmpegArguments(request, { ...facts, majorVersion: 6 })).toContain('-filter_complex_script');
    expect(ffmpegArguments(request, { ...facts, majorVersion: 7 })).toContain('-/filter_complex');
  });

  test('measures to nowhere when there is no output file', () => {
    expect(ffmpegArguments({ ...request, outputFile: null }, facts).slice(-3)).toEqual(['-f', 'null', '-']);
  });

  test('takes no relative paths and no formats beyond the list', () => {
    expect(() => ffmpegArguments({ ...request, outputFile: 'shot.mp4' }, facts)).toThrow('absolute');
    expect(() => ffmpegArguments(request, { ...facts, inputFiles: ['clip.mp4'] })).toThrow('absolute');
    for (const format of ['lavfi', 'hls', 'image2', 'toString']) {
      const inputs = [{ file: '/x', options: ['-f', format] }];
      expect(() => ffmpegArguments({ ...request, inputs }, facts)).toThrow('no input may have the format');
    }
  });
});

describe('limits', () => {
  test('grow with the product, and never fall below a floor', () => {
    expect(limitsFor(undefined).totalMs).toBe(570_000);
    expect(limitsFor(60).totalMs).toBe(1_920_000);
    expect(limitsFor(1).outputBytes).toBe(1_500_000_000);
    expect(limitsFor(3_600).outputBytes).toBeGreaterThan(20_000_000_000);
    expect(limitsFor(60).fileBytes).toBeGreaterThan(limitsFor(60).outputBytes);
  });

  test('allow only decoders that are there, by the names of their implementations', () => {
    expect(allowedDecoders(new Set(['h264', 'mp3float', 'libdav1d', 'magicyuv', 'librsvg']))).toBe(
      'h264,libdav1d,mp3float',
    );
    expect(allowListOf(undefined, 'h264')?.formats).not.toMatch(/hls|concat|image2|lavfi/);
  });
});

describe('launchers', () => {
  test('are chained, with limits in plain bytes', () => {
    const launchers = { nice: '/usr/bin/nice', prlimit: '/usr/bin/prlimit', setpriv: '/usr/bin/setpriv' };
    expect(launchCommand('/usr/bin/ffmpeg', launchers, limitsFor(5))).toMatchInlineSnapshot(`
[
  "/usr/bin/nice",
  "-n",
  "10",
  "/usr/bin/prlimit",
  "--as=4294967296",
  "--cpu=1080",
  "--fsize=1950000000",
  "--nofile=256",
  "--core=0",
  "/usr/bin/setpriv",
  "--pdeathsig",
  "KILL",
  "--no-new-privs",
  "--",
  "/usr/bin/ffmpeg",
]
`);
  });

  test('are left out where they are missing', () => {
    expect(launchCommand('/usr/bin/ffmpeg', noLaunchers, limitsFor(5))).toEqual(['/usr/bin/ffmpeg']);
  });
});
