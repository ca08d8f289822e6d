import * as z from 'zod';

/** A word as the recogniser writes it, with the punctuation that clings to it. */
export const heardWordSchema = z.strictObject({
  text: z.string(),
  startSec: z.number().nonnegative(),
  endSec: z.number().nonnegative(),
  /** 0 to 1: the model's own confidence, the least of its parts. */
  probability: z.number().min(0).max(1),
});
export type HeardWord = z.infer<typeof heardWordSchema>;

export const heardSegmentSchema = z.strictObject({
  text: z.string(),
  startSec: z.number().nonnegative(),
  endSec: z.number().nonnegative(),
});

/** What was said in a recording. */
export const transcriptSchema = z.strictObject({
  /** BCP 47 primary tag. */
  language: z.string(),
  text: z.string(),
  /** Sentences or parts of them. */
  segments: z.array(heardSegmentSchema),
  words: z.array(heardWordSchema),
});
export type Transcript = z.infer<typeof transcriptSchema>;
