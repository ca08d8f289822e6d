import * as z from 'zod';
import { captionPositions, captionStyles, platforms } from '../captions/caption-style.js';
import { footageSources } from '../config/sections/footage.js';
import { InputError } from '../errors/index.js';
import { cardStyles } from '../footage/cards/spec.js';
import { chartTypes } from '../footage/charts/chart.js';
import { musicChoices } from '../music/music.js';
import { aspects } from '../render/frame.js';
import { encodingSchema, fits, stillMotions, transitions } from '../render/transition.js';
import { type EditOperation, editOperationSchema } from '../studio/edit-operations.js';
import { describeIssue } from '../studio/request.js';
import { deliverySchema } from '../voice/delivery.js';
import { pronunciationsField } from './parameters.js';

const operationNames = editOperationSchema.options.map((option) => option.shape.op.value);

const { shape: delivery } = deliverySchema;

const sceneId = z.string().max(40);
const colour = z.string().max(7).optional();

/**
 * One change, flat: a union of all operations would cost a conversation three times the tokens. Which fields an
 * operation takes is checked by the studio, which names what is wrong.
 */
export const editInputSchema = z.strictObject({
  op: z.enum(operationNames),
  scene_id: sceneId.optional().describe('Of the scene to change, as get_storyboard lists it.'),
  after: sceneId
    .nullable()
    .optional()
    .describe('insert-scene, move-scene: the scene that comes before; null for the start.'),
  narration: z.string().max(2_000).optional(),
  visual: z
    .strictObject({
      kind: z
        .string()
        .max(20)
        .describe(
          'automatic, card (with style), file (with path), chart, asset (with source and id, from find_footage)',
        ),
      style: z.enum(cardStyles).optional(),
      path: z.string().max(4096).optional(),
      source: z.enum(footageSources).optional(),
      id: z.string().max(200).optional(),
      chart: z
        .strictObject({
          type: z.enum(chartTypes),
          data: z.string().max(100_000).optional().describe('CSV or JSON: labels, then numbers.'),
          file: z.string().max(4096).optional().describe('Absolute path of a CSV or JSON file.'),
          title: z.string().max(160).optional(),
          unit: z.string().max(40).optional(),
          source: z.string().max(160).optional(),
        })
        .optional(),
    })
    .optional(),
  motion: z.enum(stillMotions).optional(),
  fit: z.enum(fits).optional(),
  transition: z.enum(transitions).nullable().optional(),
  voice: z
    .strictObject({
      id: z.string().max(80).optional(),
      rate: delivery.rate,
      pitch_semitones: delivery.pitchSemitones,
      volume: delivery.volume,
      style: delivery.style,
      style_degree: delivery.styleDegree,
    })
    .nullable()
    .optional()
    .describe('set-voice, set-scene-voice: without id the same voice in another delivery.'),
  pronunciations: pronunciationsField,
  title: z.string().max(200).optional(),
  style: z.enum(captionStyles).optional().describe('set-captions'),
  platform: z.enum(platforms).optional(),
  look: z
    .strictObject({
      font: z.string().max(40).optional(),
      scale: z.number().optional(),
      colour,
      active_colour: colour,
      outline_colour: colour,
      outline: z.number().optional(),
      shadow: z.number().optional(),
      box_colour: colour,
      position: z.enum(captionPositions).optional(),
      letter_case: z.string().max(12).optional(),
      words_per_line: z.int().optional(),
    })
    .optional()
    .describe('set-captions: replaces the whole look; colours as #rrggbb.'),
  mood: z.enum(musicChoices).optional().describe('set-music'),
  file: z.string().max(4096).optional().describe("set-music: absolute path of the person's own music."),
  cut_on_beat: z.boolean().optional(),
  level_db: z.number().min(-40).max(0).optional().describe('set-music'),
  enabled: z.boolean().optional().describe('set-sound-effects, set-credits-card'),
  aspect: z.enum(aspects).optional(),
  language: z.string().max(35).optional().describe('set-language; give each scene its new words as well.'),
  quality: z.enum(['draft', 'standard', 'high']).optional(),
  encoding: encodingSchema.optional(),
});
export type EditInput = z.infer<typeof editInputSchema>;

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Keys in camelCase; what is undefined was not said. */
const toCamelCase = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map(toCamelCase);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : [[camel(key), toCamelCase(item)]],
    ),
  );
};

/** What the studio is asked to do. Throws `InputError('INPUT_INVALID')`, naming every operation that is wrong. */
export const toEditOperations = (inputs: readonly EditInput[]): EditOperation[] => {
  const parsed = inputs.map((input) => editOperationSchema.safeParse(toCamelCase(input)));
  const problems = parsed.flatMap(({ error }, index) =>
    (error?.issues ?? []).map(
      (issue) => `operation ${index + 1}, ${inputs[index]?.op}: ${describeIssue(issue)}`,
    ),
  );
  if (problems.length > 0) {
    throw new InputError('INPUT_INVALID', 'Some of these edits cannot be made as they stand.', {
      hint: problems.slice(0, 10).join('\n'),
    });
  }
  return parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
};
