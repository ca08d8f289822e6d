import { describe, expect, test } from '@jest/globals';
import { parseDescription, parsePacketCount } from '../../../../src/render/ffmpeg/media-facts.js';

const turned5 = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/w/in-0':
  Metadata:
    major_brand     : isom
  Duration: 00:01:04.25, start: 0.000000, bitrate: 874 kb/s
  Stream #0:0[0x1](und): Video: hevc (Main 10) (hvc1 / 0x31637668), yuv420p10le(tv, bt2020nc/bt2020/smpte2084), 640x360 [SAR 1:1 DAR 16:9], 793 kb/s, 29.97 fps, 29.97 tbr, 15360 tbn (default)
    Metadata:
      handler_name    : VideoHandler
    Side data:
      displaymatrix: rotation of -90.00 degrees
  Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz, 5.1, fltp, 69 kb/s (default)
Stream mapping:
  Stream #0:0 -> #0:0 (hevc (native) -> wrapped_avframe (native))
Output #0, null, to 'pipe:':
  Stream #0:0(und): Video: wrapped_avframe, yuv420p10le(tv), 360x640 [SAR 1:1 DAR 9:16], q=2-31, 200 kb/s, 30 fps, 30 tbn (default)
`;

const still7 = `Input #0, jpeg_pipe, from 'file:/w/in-0':
  Duration: N/A, bitrate: N/A
  Stream #0:0: Video: mjpeg (Baseline), yuvj420p(pc, bt470bg/unknown/unknown), 640x360 [SAR 1:1 DAR 16:9], 25 fps, 25 tbr, 25 tbn
Stream mapping:
  Stream #0:0 -> #0:0 (mjpeg (native) -> wrapped_avframe (native))
Output #0, null, to 'pipe:':
  Stream #0:0: Video: wrapped_avframe, yuvj420p(pc, progressive), 360x640 [SAR 1:1 DAR 9:16], q=2-31, 200 kb/s, 25 fps, 25 tbn
`;

describe("reading ffmpeg's description of a file", () => {
  test('of a turned HDR clip, from 5.1', () => {
    expect(parseDescription(turned5)).toEqual({
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      durationSec: 64.25,
      transfer: 'smpte2084',
      video: {
        codec: 'hevc',
        widthPx: 360,
        heightPx: 640,
        framesPerSec: 29.97,
        pixelFormat: 'yuv420p10le',
        rotationDeg: 270,
      },
      audio: { codec: 'aac', sampleRateHz: 48_000, channels: 6 },
    });
  });

  test('of a photograph that EXIF turns, from 7.0', () => {
    const described = parseDescription(still7);
    expect(described).toMatchObject({
      container: 'jpeg_pipe',
      video: { codec: 'mjpeg', widthPx: 360, heightPx: 640 },
    });
    expect(described?.durationSec).toBeUndefined();
    expect(described?.transfer).toBeUndefined();
  });

  test('of a song with a cover picture: no video', () => {
    const song = `Input #0, mp3, from 'file:/w/in-0':
  Duration: 00:00:03.00, start: 0.025057, bitrate: 128 kb/s
  Stream #0:0: Audio: mp3 (mp3float), 44100 Hz, stereo, fltp, 128 kb/s
  Stream #0:1: Video: png, rgb24(pc), 64x64 [SAR 1:1 DAR 1:1], 90k tbr, 90k tbn (attached pic)
`;
    expect(parseDescription(song)).toMatchObject({ video: undefined, audio: { codec: 'mp3', channels: 2 } });
  });

  test('believes no line that stands in the metadata', () => {
    const lying = turned5.replace(
      '    major_brand     : isom',
      '    title           : x\n                    :   Stream #0:0: Video: h264, yuv420p, 9999x9999, 1 fps\n    Stream #0:0: Video: h264, yuv420p, 9999x9999, 1 fps',
    );
    expect(parseDescription(lying)).toEqual(parseDescription(turned5));
  });

  test('of nothing', () => {
    expect(parseDescription('file:/w/in-0: Invalid data found when processing input')).toBeUndefined();
  });

  test('counts the packets of both versions', () => {
    expect(parsePacketCount('  Output stream #0:0 (video): 120 packets muxed (396792 bytes); \n')).toBe(120);
    const seven =
      '[out#0/null @ 0x5645cb9c0240]   Output stream #0:0 (video): 36 packets muxed (396792 bytes); ';
    expect(parsePacketCount(seven)).toBe(36);
    expect(parsePacketCount('')).toBe(0);
  });
});
