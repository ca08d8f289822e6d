import * as z from 'zod';

/** How one scene gives way to the next. `random` picks one of the others (not `cut`) by the film's seed. */
export const transitions = ['cut', 'crossfade', 'fade-black', 'slide', 'zoom', 'wipe', 'random'] as const;
export type Transition = (typeof transitions)[number];

/** Those that are drawn; a cut is nothing but two shots side by side. */
export const drawnTransitions = ['crossfade', 'fade-black', 'slide', 'zoom', 'wipe'] as const;
export type DrawnTransition = (typeof drawnTransitions)[number];

/** How a picture of another shape fills the frame: cropped, whole on its own blurred enlargement, or whole on black. */
export const fits = ['automatic', 'cover', 'blur', 'contain'] as const;
export type Fit = (typeof fits)[number];

/** How a still moves; clips and cards move by themselves. */
export const stillMotions = ['automatic', 'none', 'zoom-in', 'zoom-out', 'pan'] as const;
export type StillMotion = (typeof stillMotions)[number];

/** Video codecs a film can be encoded with, and the container each goes into. */
export const codecs = ['h264', 'h265', 'av1', 'vp9'] as const;
export type Codec = (typeof codecs)[number];

/** `software` is libx264 and its like; the others are tried with one real frame before they are used. */
export const encoderChoices = ['software', 'nvenc', 'qsv', 'vaapi', 'videotoolbox', 'amf'] as const;
export type EncoderChoice = (typeof encoderChoices)[number];

export const encodingSchema = z.strictObject({
  codec: z.enum(codecs),
  encoder: z.enum(encoderChoices),
});
export type Encoding = z.infer<typeof encodingSchema>;
