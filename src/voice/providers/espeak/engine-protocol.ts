import type { SpokenWord } from '../../normalise/spoken-word.js';

export type SpeakCommand = {
  /** Of the pack `voice-espeak`; absolute. */
  readonly packDirectory: string;
  /** espeak-ng's name of a voice, with its variant. */
  readonly voice: string;
  readonly words: readonly SpokenWord[];
  readonly rate: number;
  /** -6 to 6. */
  readonly pitchSemitones: number;
};
