import * as z from 'zod';

/** A stretch of the film, in seconds. */
export const stretchSchema = z.strictObject({ startSec: z.number(), endSec: z.number() });

export const findingSchema = z.strictObject({
  /** Such as `black-frames`, `loudness`, `duration`. */
  check: z.string(),
  /** An `error` fails the film; a `warning` is told. */
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  stretch: stretchSchema.optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** What was measured on a finished film. */
export const reviewReportSchema = z.strictObject({
  passed: z.boolean(),
  durationSec: z.number(),
  plannedDurationSec: z.number(),
  sizeBytes: z.int(),
  widthPx: z.int(),
  heightPx: z.int(),
  framesPerSec: z.number(),
  videoCodec: z.string(),
  audioCodec: z.string(),
  /** Integrated, EBU R 128. */
  loudnessLufs: z.number(),
  truePeakDbtp: z.number(),
  decodedClean: z.boolean(),
  blackStretches: z.array(stretchSchema),
  frozenStretches: z.array(stretchSchema),
  silentStretches: z.array(stretchSchema),
  findings: z.array(findingSchema),
});
export type ReviewReport = z.infer<typeof reviewReportSchema>;
