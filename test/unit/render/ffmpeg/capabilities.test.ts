import { describe, expect, test } from '@jest/globals';
import { missingFrom, parseNames, parseVersion } from '../../../../src/render/ffmpeg/capabilities.js';

describe('reading what an ffmpeg can do', () => {
  test.each([
    ['ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026', '5.1.9', 5, 1],
    ['ffmpeg version n7.0-7-gd38bf5e08e-20240407 Copyright (c)', '7.0', 7, 0],
    ['ffmpeg version 6.1.1-3ubuntu5 Copyright (c)', '6.1.1', 6, 1],
    [
      'ffmpeg version N-118000-g123abc Copyright\nlibavutil      59. 56.100 / 59. 56.100',
      'N-118000-g123abc',
      7,
      0,
    ],
    ['ffmpeg version git-2030 Copyright\nlibavutil      62.  1.100 / 62.  1.100', 'git-2030', 10, 0],
  ])('tells the version of %j', (text, version, majorVersion, minorVersion) => {
    expect(parseVersion(text)).toEqual({ version, majorVersion, minorVersion });
  });

  test('takes nothing else for ffmpeg', () => {
    expect(parseVersion('avconv version 12')).toBeUndefined();
    expect(parseVersion('')).toBeUndefined();
    expect(parseVersion('ffmpeg version unknown')).toBeUndefined();
  });

  test('reads names from lists of decoders and filters of 5.1 and 7.0', () => {
    const decoders =
      'Decoders:\n V..... = Video\n ------\n VFS..D h264                 H.264 / AVC\n A....D mp3float             MP3\n';
    expect([...parseNames(decoders)]).toEqual(['h264', 'mp3float']);
    const filters =
      'Filters:\n  T.. = Timeline support\n ... ass               V->V       Render ASS\n TSC overlay           VV->V      Overlay\n';
    expect([...parseNames(filters)]).toEqual(['ass', 'overlay']);
    expect([...parseNames(' T. scale              V->V       Scale')]).toEqual(['scale']);
  });

  test('says what is missing, in words', () => {
    const none = new Set<string>();
    const missing = missingFrom({
      version: '4.4',
      majorVersion: 4,
      minorVersion: 4,
      encoders: none,
      decoders: none,
      filters: none,
    });
    expect(missing).toContain('its version 4.4 is older than 5.1');
    expect(missing).toContain('it lacks the libx264 encoder');
    expect(missing).toContain('it lacks the ass filter');
  });
});
