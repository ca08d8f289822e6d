import { documentsPdfPack } from './catalog/documents-pdf.js';
import { ffmpegPack } from './catalog/ffmpeg.js';
import { fontPacks } from './catalog/fonts.js';
import { musicSoundfontPack } from './catalog/music-soundfont.js';
import { onnxRuntimePack } from './catalog/onnx-runtime.js';
import { speechRecogniserPack } from './catalog/speech-recogniser.js';
import { voiceEspeakPack } from './catalog/voice-espeak.js';
import { voiceKokoroPack } from './catalog/voice-kokoro.js';
import type { PackManifest } from './manifest.js';

/** Every pack there is, in the order they are listed. */
export const packCatalog: readonly PackManifest[] = [
  ffmpegPack,
  onnxRuntimePack,
  voiceEspeakPack,
  voiceKokoroPack,
  speechRecogniserPack,
  musicSoundfontPack,
  documentsPdfPack,
  ...fontPacks,
];
