import * as z from 'zod';
import { captionStyles } from '../captions/cue.js';
import { cardStyles } from '../footage/cards/spec.js';
import { musicChoices } from '../music/music.js';
import { aspects } from '../render/frame.js';
import { maxScenes } from '../script/limits.js';

const visualSchema = z.discriminatedUnion('kind', [
  /** The user's footage where it fits, a card elsewhere. */
  z.strictObject({ kind: z.literal('automatic') }),
  /** A card of this style, its words chosen from the narration. */
  z.strictObject({ kind: z.literal('card'), style: z.enum(cardStyles) }),
]);

export const sceneSchema = z.strictObject({
  /** Stays with the scene through every edit. */
  id: z.string().regex(/^scene-[0-9a-z]{6,12}$/),
  narration: z.string().min(1).max(2_000),
  /** Search words for footage, best first. */
  terms: z.array(z.string().min(1).max(80)).max(10),
  visual: visualSchema,
  motion: z.enum(['automatic', 'none', 'zoom-in', 'zoom-out']),
});
export type Scene = z.infer<typeof sceneSchema>;

/** The whole description of a film. Everything a tool can do to a film is an edit of this document. */
export const storyboardSchema = z.strictObject({
  title: z.string().min(1).max(200),
  /** BCP 47, such as `en-US`. */
  language: z.string().min(2).max(35),
  aspect: z.enum(aspects),
  framesPerSec: z.union([z.literal(24), z.literal(25), z.literal(30), z.literal(60)]),
  quality: z.enum(['draft', 'standard', 'high']),
  voice: z.strictObject({ id: z.string().min(1).max(80), rate: z.number().min(0.5).max(2) }),
  captions: z.enum(captionStyles),
  music: z.strictObject({ mood: z.enum(musicChoices), levelDb: z.number().min(-40).max(0) }),
  /** A directory of the user's own pictures and clips. */
  footageDirectory: z.string().max(4096).optional(),
  seed: z.int().min(0).max(0xffff_ffff),
  scenes: z.array(sceneSchema).min(1).max(maxScenes),
});
export type Storyboard = z.infer<typeof storyboardSchema>;
