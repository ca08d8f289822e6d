import * as z from 'zod';
import { InputError } from '../errors/index.js';
import { aspects } from '../render/frame.js';
import { countOf } from '../runtime/count-of.js';
import { applyEdits } from './edit.js';
import type { EditOperation } from './edit-operations.js';
import { describeIssue } from './request.js';
import { type Scene, type Storyboard, voiceSchema } from './storyboard.js';

const narration = z.string().min(1).max(2_000);
const title = z.string().min(1).max(200);

/** The same film in several shapes, in several languages, or with several openings. */
export const variantsSchema = z.union([
  z.strictObject({ aspects: z.array(z.enum(aspects)).min(1).max(4) }),
  z.strictObject({
    languages: z
      .array(
        z.strictObject({
          /** BCP 47. */
          language: z.string().min(2).max(35),
          /** The language's default where absent. */
          voice: voiceSchema.optional(),
          title: title.optional(),
          /** One for every scene, in order. */
          narrations: z.array(narration).min(1),
        }),
      )
      .min(1)
      .max(20),
  }),
  z.strictObject({
    /** Each takes the place of the first scene's words. */
    openings: z
      .array(z.strictObject({ narration, title: title.optional() }))
      .min(1)
      .max(20),
  }),
]);
export type Variants = z.infer<typeof variantsSchema>;

const titleEdit = (text: string | undefined): EditOperation[] =>
  text === undefined ? [] : [{ op: 'set-title', title: text }];

/** What a scene shows says the same in another language: its style, colours, footage and search words stay. */
const keepPicture = (before: Scene, after: Scene): Scene => {
  const { palette, footage, card, asset } = before.dealt ?? {};
  const visual =
    before.visual.kind === 'automatic' &&
    footage === undefined &&
    !asset &&
    card !== undefined &&
    card.style !== 'chart' &&
    card.style !== 'pattern'
      ? { kind: 'card' as const, style: card.style }
      : before.visual;
  return {
    ...after,
    visual,
    terms: before.terms,
    dealt: {
      ...(palette === undefined ? {} : { palette }),
      ...(footage === undefined ? {} : { footage }),
      ...(asset ? { asset } : {}),
    },
  };
};

const inLanguage = (
  storyboard: Storyboard,
  variant: Extract<Variants, { languages: unknown }>['languages'][number],
): Storyboard => {
  const { scenes } = storyboard;
  if (variant.narrations.length !== scenes.length) {
    throw new InputError(
      'INPUT_INVALID',
      `For ${countOf(scenes.length, 'scene')}, ${countOf(variant.narrations.length, 'narration')} in ${variant.language} came.`,
      { hint: 'Give exactly one narration for every scene, in order.' },
    );
  }
  const edited = applyEdits(storyboard, [
    { op: 'set-language', language: variant.language },
    ...(variant.voice === undefined ? [] : [{ op: 'set-voice', voice: variant.voice }]),
    ...titleEdit(variant.title),
    ...scenes.map(({ id }, index) => ({
      op: 'set-narration',
      sceneId: id,
      narration: variant.narrations[index],
    })),
    // A scene's own voice speaks the film's language, not this one.
    ...scenes
      .filter(({ voice }) => voice !== undefined)
      .map(({ id }) => ({ op: 'set-scene-voice', sceneId: id, voice: null })),
  ]).storyboard;
  return {
    ...edited,
    scenes: edited.scenes.map((scene, index) => keepPicture(scenes[index] ?? scene, scene)),
  };
};

/**
 * Storyboards for variants of one film, in the order asked for. What is the same in two of them is made once: films
 * in several shapes share their voices and music,
 * films with several openings share the shots of all other scenes, and their voices. Films in several languages
 * share footage and search words, and look alike in style, colours and pictures; their shots cannot be shared,
 * since the captions are burned in and the voice sets the length.
 *
 * @throws InputError as `applyEdits`, and where narrations and scenes differ in number
 */
export const createVariants = (storyboard: Storyboard, variants: unknown): Storyboard[] => {
  const parsed = variantsSchema.safeParse(variants);
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', 'These are no variants of a film.', {
      hint: parsed.error.issues.slice(0, 10).map(describeIssue).join('\n'),
    });
  }
  if ('aspects' in parsed.data) {
    return parsed.data.aspects.map(
      (aspect) => applyEdits(storyboard, [{ op: 'set-aspect', aspect }]).storyboard,
    );
  }
  if ('languages' in parsed.data) {
    return parsed.data.languages.map((variant) => inLanguage(storyboard, variant));
  }
  const sceneId = storyboard.scenes[0]?.id;
  return parsed.data.openings.map(
    (opening) =>
      applyEdits(storyboard, [
        { op: 'set-narration', sceneId, narration: opening.narration },
        ...titleEdit(opening.title),
      ]).storyboard,
  );
};
