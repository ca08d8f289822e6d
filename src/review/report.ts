import * as z from 'zod';
import { type Stretch, stretchSchema } from '../render/picture-checks.js';
import { captionFactsSchema } from './caption-facts.js';

export type { Stretch };

export const findingSchema = z.strictObject({
  /** Such as `black-frames`, `loudness`, `duration`. */
  check: z.string(),
  /** An `error` fails the film; a `warning` is told. */
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  stretch: stretchSchema.optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** When a film's two tracks begin and end, relative to one another, in seconds. */
export const syncSchema = z.strictObject({
  /** Positive where the sound begins after the picture. */
  audioStartsLateSec: z.number(),
  /** Positive where the sound goes on after the picture has ended. */
  audioEndsLateSec: z.number(),
});

/** Of what is in the file, without the container, in kbit/s. */
export const bitratesSchema = z.strictObject({
  videoKbps: z.number().min(0),
  /** Of the busiest second. */
  videoPeakKbps: z.number().min(0),
  audioKbps: z.number().min(0),
});

/** Medians over pictures taken at even distances. */
export const pictureFactsSchema = z.strictObject({
  samples: z.int().min(0),
  /** 1 where edges are as narrow as they can be, 0 where they are a blur; absent where nothing has an edge. */
  sharpness: z.number().min(0).max(1).optional(),
  /** Mean luma, 0 black to 1 white. */
  brightness: z.number().min(0).max(1),
  /** From the tenth to the ninetieth percentile of luma, 0 to 1. */
  contrast: z.number().min(0).max(1),
  /** Mean saturation, 0 grey to 1. */
  saturation: z.number().min(0).max(1),
  /** Share of pictures that are nearly all dark, or nearly all white. */
  underexposedShare: z.number().min(0).max(1),
  overexposedShare: z.number().min(0).max(1),
});

export const qualitySchema = z.strictObject({
  /** 0 to 10, as `rateQuality` explains. */
  score: z.number().min(0).max(10),
  /** The same for each part that could be measured. */
  parts: z.record(z.string(), z.number().min(0).max(10)),
  /** What to do, in words, worst first. */
  recommendations: z.array(z.string()),
});

/** How close an encoded scene comes to what was composed. */
export const fidelitySchema = z.strictObject({
  atSec: z.number().min(0),
  /** 0 to 100; absent where ffmpeg has no libvmaf. */
  vmaf: z.number().min(0).max(100).optional(),
  /** 0 to 1, over all planes; measured in place of VMAF. */
  ssim: z.number().min(0).max(1).optional(),
});
export type Fidelity = z.infer<typeof fidelitySchema>;

/** What was measured on a film. What could not be measured, or did not apply, is absent. */
export const reviewReportSchema = z.strictObject({
  passed: z.boolean(),
  durationSec: z.number(),
  /** Absent for a file that nobody planned. */
  plannedDurationSec: z.number().optional(),
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
  sync: syncSchema.optional(),
  bitrates: bitratesSchema.optional(),
  picture: pictureFactsSchema.optional(),
  captions: captionFactsSchema.optional(),
  fidelity: z.array(fidelitySchema).optional(),
  quality: qualitySchema.optional(),
  findings: z.array(findingSchema),
});
export type ReviewReport = z.infer<typeof reviewReportSchema>;
