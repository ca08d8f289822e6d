import type { PackManifest, PackPart } from '../manifest.js';

const directory = 'node_modules/@echogarden/espeak-ng-emscripten';

const espeak: PackPart = {
  package: '@echogarden/espeak-ng-emscripten',
  version: '0.3.5',
  integrity:
    'sha512-Izbkm7NWccwb//RKgOp1/0k21StKN1DFIn+K7GU1XN7n6pmSi4bsk/0tYUsgQbysC4GVyrVompNmLInU/BFE+A==',
  tarballBytes: 12_528_264,
  files: [
    {
      from: 'COPYING',
      to: `${directory}/COPYING`,
      sha256: '8ceb4b9ee5adedde47b31e975c1d90c73ad27b6b165a1dcd80c7c545eb65b903',
      sizeBytes: 35_147,
    },
    {
      from: 'espeak-ng.data',
      to: `${directory}/espeak-ng.data`,
      sha256: 'f7f8eff5685c709db9dae81e88a0e0556867d60514f7308ae99e0579369397b5',
      sizeBytes: 24_014_553,
    },
    {
      from: 'espeak-ng.js',
      to: `${directory}/espeak-ng.js`,
      sha256: '3502d997af2640e54518a06845776c8507bfeebd8ff75f80176370e35de9896b',
      sizeBytes: 841_996,
    },
    {
      from: 'package.json',
      to: `${directory}/package.json`,
      sha256: '1395da6974a7f8faa3a46b67ac62088e248a051cbed5c6da10ef1b1d2385dc67',
      sizeBytes: 590,
    },
  ],
};

export const voiceEspeakPack: PackManifest = {
  name: 'voice-espeak',
  title: 'eSpeak NG',
  licence: 'GPL-3.0',
  purpose: 'Pronunciation for the natural voice, and basic voices, offline, for about 100 languages.',
  parts: [espeak],
};
