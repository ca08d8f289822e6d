import type { Transcript } from './transcript.js';

export type RecogniseCommand = {
  /** Of the pack `onnx-runtime`; absolute. */
  readonly runtimeDirectory: string;
  /** Of the pack `speech-recogniser`; absolute. */
  readonly packDirectory: string;
  /** Threads inside one operation of the model. */
  readonly threads: number;
  /** At 16 kHz. */
  readonly samples: Float32Array;
  /** BCP 47; found by the model when absent. */
  readonly language?: string | undefined;
  readonly numbersAsWords: boolean;
};

export type RecogniseResult = Transcript;
