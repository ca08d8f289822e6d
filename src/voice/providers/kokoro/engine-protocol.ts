import type { SpokenWord } from '../../normalise/spoken-word.js';
import type { Pronunciation } from './languages.js';

/** Where the parts of the engine lie; absolute paths. */
export type EngineParts = {
  readonly packDirectory: string;
  readonly packRevision: string;
  /** Of the pack `onnx-runtime`. */
  readonly runtimeDirectory: string;
  /** Of the pack `voice-espeak`. */
  readonly espeakDirectory: string;
  readonly derivedDirectory: string;
  /** Threads inside one operation of the model. */
  readonly threads: number;
};

export type SpeakCommand = {
  readonly parts: EngineParts;
  readonly words: readonly SpokenWord[];
  readonly pronunciation: Pronunciation;
  /** A voice's file name without its ending. */
  readonly voice: string;
  readonly rate: number;
};
