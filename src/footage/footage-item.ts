import * as z from 'zod';

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
  sizeBytes: z.int().positive(),
  /** With the size, tells whether the file has changed since. */
  modifiedMs: z.number(),
  /** One that ffmpeg would show turned, see through, in wrong colours or not at all: it is written anew. */
  redraw: z.boolean(),
});
export type FootageItem = z.infer<typeof footageItemSchema>;

/** Why a file cannot be used. */
export type RefusalCode = 'not-media' | 'unsupported' | 'too-large' | 'damaged' | 'outside' | 'too-many';

export type RefusedFootage = {
  /** Relative to the folder. */
  readonly file: string;
  readonly code: RefusalCode;
  readonly reason: string;
};
