import type { TimedWord } from '../voice/voice.js';

export { type CaptionStyle, captionStyles } from './caption-style.js';

/** A group of words shown together, on one or two lines; times in seconds from the start of the scene. */
export type Cue = {
  readonly startSec: number;
  readonly endSec: number;
  readonly lines: readonly (readonly TimedWord[])[];
};

/** The horizontal band of the frame that captions may use; cards keep their own text out of it. */
export type CaptionBand = { readonly topPx: number; readonly bottomPx: number };
