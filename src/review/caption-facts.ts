import * as z from 'zod';

/** Writing systems that are read at different speeds. */
export const readingScripts = [
  'alphabetic',
  'arabic',
  'hebrew',
  'devanagari',
  'thai',
  'chinese',
  'japanese',
  'korean',
] as const;
export type ReadingScript = (typeof readingScripts)[number];

export const captionFactsSchema = z.strictObject({
  cues: z.int().min(0),
  script: z.enum(readingScripts),
  /** While a caption is shown, over the whole film. */
  charactersPerSec: z.number().min(0),
  wordsPerMinute: z.number().min(0),
  /** Of the fastest passage of about two seconds. */
  fastestCharactersPerSec: z.number().min(0),
  longestLineCharacters: z.int().min(0),
});
export type CaptionFacts = z.infer<typeof captionFactsSchema>;

/** A caption as it is reviewed: when it is shown, and its lines. */
export const reviewCueSchema = z.strictObject({
  startSec: z.number(),
  endSec: z.number(),
  lines: z.array(z.string().max(2_000)).max(20),
});
export type ReviewCue = z.infer<typeof reviewCueSchema>;

/** More captions than any film has. */
export const maxCues = 20_000;
