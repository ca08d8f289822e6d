import type { SpokenWord } from '../../normalise/spoken-word.js';
import type { TimeSpan } from '../../word-times.js';

export type SpeakCommand = {
  /** Absolute path of flite.wasm. */
  readonly wasmFile: string;
  /** One of flite's built-in voices. */
  readonly voice: string;
  readonly words: readonly SpokenWord[];
  readonly rate: number;
};

/** Times by index into the command's words. */
export type SpeakResult = {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly times: readonly (TimeSpan | undefined)[];
};
