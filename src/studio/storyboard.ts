import * as z from 'zod';
import { captionLookSchema, captionStyles, platforms } from '../captions/caption-style.js';
import { footageSources } from '../config/sections/footage.js';
import { assetIdSchema, assetSchema } from '../footage/asset.js';
import { paletteChoiceSchema } from '../footage/cards/palettes.js';
import { cardSpecSchema, cardStyles } from '../footage/cards/spec.js';
import { chartSchema } from '../footage/charts/chart.js';
import { musicChoices } from '../music/music.js';
import { aspects } from '../render/frame.js';
import { encodingSchema, fits, stillMotions, transitions } from '../render/transition.js';
import { maxScenes } from '../script/limits.js';
import { passageSchema } from '../script/writing/written-script.js';
import { artifactSchema } from '../steps/artifact.js';
import { deliverySchema } from '../voice/delivery.js';
import { pronunciationSchema } from '../voice/pronunciations.js';

/** What a scene may show besides data. */
export const pictureVisuals = [
  /** The user's footage where it fits, a card elsewhere. */
  z.strictObject({ kind: z.literal('automatic') }),
  /** A picture or clip of the user's, by its absolute path. */
  z.strictObject({ kind: z.literal('file'), path: z.string().min(1).max(4096) }),
  /** A picture or clip that a search found, by its source and its name there. */
  z.strictObject({ kind: z.literal('asset'), source: z.enum(footageSources), id: assetIdSchema }),
  /** A card of this style, its words chosen from the narration. */
  z.strictObject({ kind: z.literal('card'), style: z.enum(cardStyles) }),
] as const;

export const visualSchema = z.discriminatedUnion('kind', [
  ...pictureVisuals,
  /** Data, as bars, a line, an area, a ring or a number. */
  z.strictObject({ kind: z.literal('chart'), chart: chartSchema }),
]);

const voiceIdSchema = z.string().min(1).max(80);

/** Who speaks, and how. */
export const voiceSchema = deliverySchema.extend({
  id: voiceIdSchema,
  rate: deliverySchema.shape.rate.unwrap(),
});
export type FilmVoice = z.infer<typeof voiceSchema>;

/**
 * What a scene has of its own. With another voice, what is absent is that voice's usual way; without one, it is as in
 * the film.
 */
export const sceneVoiceSchema = deliverySchema
  .extend({ id: voiceIdSchema.optional() })
  .refine((voice) => Object.values(voice).some((value) => value !== undefined), 'says nothing');
export type SceneVoice = z.infer<typeof sceneVoiceSchema>;

/** A voice with another delivery, or another voice. */
export const withSceneVoice = (film: FilmVoice, scene: SceneVoice | undefined): FilmVoice => {
  const { id, ...delivery } = scene ?? {};
  return id === undefined
    ? { ...film, ...delivery, rate: delivery.rate ?? film.rate }
    : { ...delivery, id, rate: delivery.rate ?? 1 };
};

/** Who speaks a scene, and how. */
export const voiceOf = (scene: Pick<Scene, 'voice'>, { voice }: Pick<Storyboard, 'voice'>): FilmVoice =>
  withSceneVoice(voice, scene.voice);

/**
 * What was chosen for a scene when it came into the film. It is kept here, so that an edit of one scene leaves the
 * pictures of all others as they are, although the choices look at neighbours.
 */
const dealtSchema = z.strictObject({
  card: cardSpecSchema.optional(),
  palette: paletteChoiceSchema.optional(),
  /** A file of the footage directory, by its relative name, and where a clip begins. */
  footage: z.strictObject({ name: z.string().min(1).max(4096), startSec: z.number().min(0) }).optional(),
  /** What an online source gave; null where none had anything, so that the scene stays with its card. */
  asset: assetSchema.nullable().optional(),
});
export type Dealt = z.infer<typeof dealtSchema>;

export const sceneSchema = z.strictObject({
  /** Stays with the scene through every edit. */
  id: z.string().regex(/^scene-[0-9a-z]{6,12}$/, 'must be the id of a scene, such as scene-4k2m9x'),
  narration: z.string().min(1).max(2_000),
  /** Search words for footage, best first. */
  terms: z.array(z.string().min(1).max(80)).max(10),
  /** The paragraphs of a document that the narration comes from; gone once somebody rewrites it. */
  passages: z.array(passageSchema).max(8).optional(),
  visual: visualSchema,
  motion: z.enum(stillMotions),
  fit: z.enum(fits).default('automatic'),
  /** From the scene before into this one; the film's own where absent. Means nothing for the first scene. */
  transition: z.enum(transitions).optional(),
  /** The film's own where absent. */
  voice: sceneVoiceSchema.optional(),
  dealt: dealtSchema.optional(),
});
export type Scene = z.infer<typeof sceneSchema>;

/**
 * A narration that somebody recorded, with the words it holds. Scenes that still say what they said then are spoken
 * by it; the others, and those with a voice of their own, by a voice.
 */
export const recordingSchema = z.strictObject({
  /** WAV, 24 kHz, mono, 16 bit. */
  audio: artifactSchema,
  durationSec: z.number().positive(),
  /** BCP 47. */
  language: z.string().min(2).max(35),
  scenes: z.array(z.strictObject({ sceneId: sceneSchema.shape.id, narration: sceneSchema.shape.narration })),
});

/** The whole description of a film. Everything a tool can do to a film is an edit of this document. */
export const storyboardSchema = z.strictObject({
  title: z.string().min(1).max(200),
  /** BCP 47, such as `en-US`. */
  language: z.string().min(2).max(35),
  aspect: z.enum(aspects),
  framesPerSec: z.union([z.literal(24), z.literal(25), z.literal(30), z.literal(60)]),
  quality: z.enum(['draft', 'standard', 'high']),
  encoding: encodingSchema.default({ codec: 'h264', encoder: 'software' }),
  voice: voiceSchema,
  captions: z.enum(captionStyles),
  captionLook: captionLookSchema.default({}),
  /** Whose buttons captions and cards stay clear of. */
  platform: z.enum(platforms).default('all'),
  transition: z.enum(transitions).default('cut'),
  music: z.strictObject({
    mood: z.enum(musicChoices),
    levelDb: z.number().min(-40).max(0),
    /** A track of the user's own in place of a composed one, by its absolute path. */
    file: z.string().min(1).max(4_096).optional(),
    /** Cuts are put off by up to 0.35 s to land on a beat. A scene's length then depends on those before it. */
    cutOnBeat: z.boolean().default(false),
  }),
  /** Short sounds under transitions. */
  soundEffects: z.boolean().default(false),
  /** Words that are said otherwise than they are read; the first that fits counts. */
  pronunciations: z.array(pronunciationSchema).max(400).optional(),
  /** Whether the film ends with a card of credits. */
  creditsCard: z.boolean().default(false),
  recording: recordingSchema.optional(),
  /** A directory of the user's own pictures and clips. */
  footageDirectory: z.string().max(4096).optional(),
  /** Online sources to search for scenes without a picture, in this order; none where the list is empty. */
  footageSources: z.array(z.enum(footageSources)).max(footageSources.length).default([]),
  seed: z.int().min(0).max(0xffff_ffff),
  scenes: z.array(sceneSchema).min(1).max(maxScenes),
});
export type Storyboard = z.infer<typeof storyboardSchema>;
