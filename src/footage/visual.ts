import * as z from 'zod';
import { clipColours } from '../render/clip-colour.js';
import { artifactSchema } from '../steps/artifact.js';

/** A drawn element of a card. It is composited over the card's moving background. */
export const cardLayerSchema = z.strictObject({
  /** PNG with alpha, cropped to what is drawn. */
  image: artifactSchema,
  /** Top left corner in the frame, pixels. */
  xPx: z.int(),
  yPx: z.int(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** How it comes in: at once, faded, faded while rising, or faded while dropping from above. */
  enter: z.enum(['none', 'fade', 'rise', 'drop']),
  delaySec: z.number().min(0),
  /** Where it moves: `image` is so many PNGs, one after another, shown a frame each from `delaySec` on; the last stays. */
  frameCount: z.int().min(2).max(600).optional(),
});
export type CardLayer = z.infer<typeof cardLayerSchema>;

export const cardPictureSchema = z.strictObject({
  kind: z.literal('card'),
  /**
   * The moving background, one small frame a film frame, as raw little-endian `rgb48le`; scaled up with a
   * smooth filter and dithered, so that gradients show no bands.
   */
  background: z.strictObject({
    frames: artifactSchema,
    widthPx: z.int().positive(),
    heightPx: z.int().positive(),
    frameCount: z.int().positive(),
  }),
  layers: z.array(cardLayerSchema).max(12),
});
export type CardPicture = z.infer<typeof cardPictureSchema>;

const partSchema = z.number().min(0).max(1);

/** How a still or clip of another shape fills the frame, and the point that a crop, pan or zoom keeps in view. */
export const framingSchema = z.strictObject({
  fit: z.enum(['cover', 'blur', 'contain']),
  /** From the picture's left and top edge, 0 to 1 of its width and height. */
  focus: z.strictObject({ x: partSchema, y: partSchema }),
});
export type Framing = z.infer<typeof framingSchema>;

/** How far down a crop the point that it is made around lies: a little low, so that heads keep some air. */
export const headroom = 0.56;

export const stillPictureSchema = z.strictObject({
  kind: z.literal('still'),
  file: artifactSchema,
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** Cropped to its middle where absent. */
  framing: framingSchema.optional(),
});

export const clipPictureSchema = z.strictObject({
  kind: z.literal('clip'),
  file: artifactSchema,
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  durationSec: z.number().positive(),
  /** Where in the clip the shot begins. */
  startSec: z.number().min(0),
  /** How its colours are stored; the shot finds out where it is absent. */
  colour: z.enum(clipColours).optional(),
  /** Cropped to its middle where absent. */
  framing: framingSchema.optional(),
});
export type StillPicture = z.infer<typeof stillPictureSchema>;
export type ClipPicture = z.infer<typeof clipPictureSchema>;

/** What fills the frame of one scene, under the captions. */
export const pictureSchema = z.discriminatedUnion('kind', [
  cardPictureSchema,
  stillPictureSchema,
  clipPictureSchema,
]);
export type Picture = z.infer<typeof pictureSchema>;

/** Where a picture, a sound or a voice comes from; the credits are written from these. */
export const creditSchema = z.strictObject({
  kind: z.enum(['picture', 'music', 'voice', 'font', 'illustration']),
  title: z.string(),
  author: z.string().optional(),
  licence: z.string(),
  sourceUrl: z.string().optional(),
  licenceUrl: z.string().optional(),
  /** The very words to show, where the licence asks for some. */
  attribution: z.string().optional(),
});
export type Credit = z.infer<typeof creditSchema>;
