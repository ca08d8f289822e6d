import * as z from 'zod';
import { captionLookSchema, captionStyles, platforms } from '../captions/caption-style.js';
import { chartRequestSchema, chartSchema } from '../footage/charts/chart.js';
import { musicChoices } from '../music/music.js';
import { qualities } from '../render/encoding.js';
import { aspects } from '../render/frame.js';
import { encodingSchema, fits, stillMotions, transitions } from '../render/transition.js';
import { pronunciationSchema } from '../voice/pronunciations.js';
import { pictureVisuals, sceneSchema, sceneVoiceSchema } from './storyboard.js';

const sceneId = sceneSchema.shape.id;
const narration = z.string().min(1).max(2_000);
/** The scene that comes before; null for the start of the film. */
const after = sceneId.nullable();

/** What a scene is to show. A chart may come as CSV or JSON; it stands in the storyboard as rows. */
const newVisualSchema = z.discriminatedUnion('kind', [
  ...pictureVisuals,
  z.strictObject({ kind: z.literal('chart'), chart: z.union([chartSchema, chartRequestSchema]) }),
]);

const operation = <Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, shape: Shape) =>
  z.strictObject({ op: z.literal(name), ...shape });

/** One change to a film. Scenes are named by their ids; null takes an override of a scene back. */
export const editOperationSchema = z.discriminatedUnion('op', [
  operation('set-narration', { sceneId, narration }),
  operation('set-visual', { sceneId, visual: newVisualSchema }),
  operation('set-motion', { sceneId, motion: z.enum(stillMotions) }),
  operation('set-fit', { sceneId, fit: z.enum(fits) }),
  /** From the scene before into this one. */
  operation('set-transition', { sceneId, transition: z.enum(transitions).nullable() }),
  operation('set-scene-voice', { sceneId, voice: sceneVoiceSchema.nullable() }),
  operation('insert-scene', {
    after,
    narration,
    visual: newVisualSchema.optional(),
    motion: z.enum(stillMotions).optional(),
    fit: z.enum(fits).optional(),
    transition: z.enum(transitions).optional(),
    voice: sceneVoiceSchema.optional(),
  }),
  operation('delete-scene', { sceneId }),
  operation('move-scene', { sceneId, after }),
  operation('set-title', { title: z.string().min(1).max(200) }),
  /** A voice in its usual way but for what is said; without an id, another delivery of the same voice. */
  operation('set-voice', { voice: sceneVoiceSchema }),
  /** All that hold from now on; an empty list takes them away. */
  operation('set-pronunciations', { pronunciations: z.array(pronunciationSchema).max(200) }),
  /** What is absent stays; a look replaces the whole look before it. */
  operation('set-captions', {
    style: z.enum(captionStyles).optional(),
    look: captionLookSchema.optional(),
    platform: z.enum(platforms).optional(),
  }),
  /** What is absent stays. A mood takes the place of a file; a file, by its absolute path, that of a mood. */
  operation('set-music', {
    mood: z.enum(musicChoices).optional(),
    file: z.string().min(1).max(4_096).optional(),
    levelDb: z.number().min(-40).max(0).optional(),
    cutOnBeat: z.boolean().optional(),
  }),
  operation('set-sound-effects', { enabled: z.boolean() }),
  /** Three seconds of credits at the end. */
  operation('set-credits-card', { enabled: z.boolean() }),
  operation('set-aspect', { aspect: z.enum(aspects) }),
  /** BCP 47. The words stay: translate them with `set-narration` in the same edit. */
  operation('set-language', { language: z.string().min(2).max(35) }),
  operation('set-quality', { quality: z.enum(qualities) }),
  operation('set-encoding', { encoding: encodingSchema }),
  operation('set-default-transition', { transition: z.enum(transitions) }),
]);
export type EditOperation = z.infer<typeof editOperationSchema>;

/** Done together or not at all. */
export const editOperationsSchema = z.array(editOperationSchema).min(1).max(200);
