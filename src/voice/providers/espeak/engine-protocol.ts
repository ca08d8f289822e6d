import type { SpokenWord } from '../../normalise/spoken-word.js';
import type { TimeSpan } from '../../word-times.js';

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

/** Times by index into the command's words; words without sound have none. */
export type SpeakResult = {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly times: readonly (TimeSpan | undefined)[];
};
