import type { SpokenWord } from '../../normalise/spoken-word.js';

export type SpeakCommand = {
  /** Absolute path of flite.wasm. */
  readonly wasmFile: string;
  /** One of flite's built-in voices. */
  readonly voice: string;
  readonly words: readonly SpokenWord[];
  readonly rate: number;
};
