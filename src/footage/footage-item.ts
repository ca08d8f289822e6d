import * as z from 'zod';
import { clipColours } from '../render/clip-colour.js';

/** A picture or clip of the user's that was looked into and can be used. */
export const footageItemSchema = z.strictObject({
  /** Absolute, symbolic links resolved. */
  file: z.string().min(1).max(4096),
  /** Relative to the folder it was found in: what it is matched and named by. */
  name: z.string().min(1).max(4096),
  kind: z.enum(['still', 'clip']),
  extension: z.enum(['jpg', 'png', 'webp', 'gif', 'mp4', 'webm']),
  /** As shown, after rotation. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** 0 for a still. */
  durationSec: z.number().min(0),
  /** How a clip stores its colours. */
  colour: z.enum(clipColours).optional(),
  sizeBytes: z.int().positive(),
  /** With the size, tells whether the file has changed since. */
  modifiedMs: z.number(),
  /** One that ffmpeg would show turned, see through, in wrong colours or not at all: it is written anew. */
  redraw: z.boolean(),
});
export type FootageItem = z.infer<typeof footageItemSchema>;

/** Why a file cannot be used. */
export const refusalCodes = [
  'not-media',
  'unsupported',
  'too-large',
  'damaged',
  'outside',
  'too-many',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export const refusedFootageSchema = z.strictObject({
  /** Relative to the folder. */
  file: z.string(),
  code: z.enum(refusalCodes),
  reason: z.string(),
});
export type RefusedFootage = Readonly<z.infer<typeof refusedFootageSchema>>;

/** What came of looking into a file. */
export const inspectionSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('usable'), item: footageItemSchema }),
  z.strictObject({ outcome: z.literal('refused'), refusal: refusedFootageSchema }),
  /** A file that never claimed to be footage: a text beside the pictures. */
  z.strictObject({ outcome: z.literal('ignored') }),
]);
export type Inspection = z.infer<typeof inspectionSchema>;
