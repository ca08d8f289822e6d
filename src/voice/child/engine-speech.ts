import type { TimeSpan } from '../word-times.js';

/** What the engine of a voice sends back: times by index into the words it was given, none for words without sound. */
export type EngineSpeech = {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly times: readonly (TimeSpan | undefined)[];
};
