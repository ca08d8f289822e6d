import * as z from 'zod';
import type { Scene } from '../studio/storyboard.js';
import type { StoryboardRevision } from '../studio/studio.js';
import { describeDelivery } from '../voice/delivery.js';
import { plainText } from './plain-text.js';

const sceneSchema = z.strictObject({
  scene_id: z.string(),
  number: z.int(),
  narration: z.string(),
  visual: z.string().describe('What it shows: automatic, a card and its style, a file, or an asset.'),
  footage: z.string().nullable().describe('The file or asset that was chosen for it.'),
  terms: z.array(z.string()),
  motion: z.string(),
  transition: z.string().nullable().describe("Into this scene; null: the film's own."),
  voice: z.string().nullable().describe('Who speaks it, and how, where it has its own; null: as the film.'),
});

/** A storyboard as a model reads it, some scenes at a time. */
export const storyboardDocumentSchema = z.strictObject({
  task_id: z.string(),
  revision: z.int().describe('Give it as expected_revision to edit_storyboard.'),
  title: z.string(),
  language: z.string(),
  aspect: z.string(),
  quality: z.string(),
  voice: z.string(),
  voice_rate: z.number(),
  delivery: z.string().describe('How the voice speaks.'),
  captions: z.string(),
  transition: z.string(),
  music: z.string(),
  scene_count: z.int(),
  scenes: z.array(sceneSchema),
});
export type StoryboardDocument = z.infer<typeof storyboardDocumentSchema>;

/** Paths and asset ids, long enough to be used again. */
const longestName = 400;

const describeVisual = ({ visual, dealt }: Scene): string =>
  visual.kind === 'automatic' && dealt?.footage === undefined && !dealt?.asset && dealt?.card !== undefined
    ? `automatic (card: ${dealt.card.style})`
    : visual.kind === 'card'
      ? `card: ${visual.style}`
      : visual.kind;

const describeFootage = ({ visual, dealt }: Scene): string | null => {
  const asset = dealt?.asset;
  if (asset) {
    return plainText(`${asset.source} ${asset.id}: ${asset.title}`, longestName);
  }
  const name = visual.kind === 'file' ? visual.path : dealt?.footage?.name;
  return name === undefined ? null : plainText(name, longestName);
};

const describeSceneVoice = ({ voice }: Scene): string | null => {
  if (voice === undefined) {
    return null;
  }
  const said = [voice.id ?? '', describeDelivery(voice)].filter((words) => words !== '');
  return plainText(said.join(', '), 300);
};

const toScene = (scene: Scene, index: number): z.infer<typeof sceneSchema> => ({
  scene_id: scene.id,
  number: index + 1,
  narration: plainText(scene.narration, 2_000),
  visual: describeVisual(scene),
  footage: describeFootage(scene),
  terms: scene.terms.map((term) => plainText(term, 80)),
  motion: scene.motion,
  transition: scene.transition ?? null,
  voice: describeSceneVoice(scene),
});

export const toStoryboardDocument = (
  taskId: string,
  { storyboard, revision }: StoryboardRevision,
  { from, limit }: { readonly from: number; readonly limit: number },
): StoryboardDocument => ({
  task_id: taskId,
  revision,
  title: plainText(storyboard.title, 200),
  language: storyboard.language,
  aspect: storyboard.aspect,
  quality: storyboard.quality,
  voice: storyboard.voice.id,
  voice_rate: storyboard.voice.rate,
  delivery: plainText(describeDelivery(storyboard.voice), 300),
  captions: storyboard.captions,
  transition: storyboard.transition,
  music: storyboard.music.mood,
  scene_count: storyboard.scenes.length,
  scenes: storyboard.scenes.map(toScene).slice(from, from + limit),
});
