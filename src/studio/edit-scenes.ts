import { InputError } from '../errors/index.js';
import { readChart } from '../footage/charts/read-chart.js';
import { removeInvisible } from '../script/invisible.js';
import { createSceneIds } from '../script/scene-id.js';
import type { EditOperation } from './edit-operations.js';
import type { Scene, Storyboard } from './storyboard.js';

const unknownScene = (storyboard: Storyboard, id: string): InputError =>
  new InputError('INPUT_INVALID', `There is no scene ${id}.`, {
    hint: `The scenes are ${storyboard.scenes.map((scene) => scene.id).join(', ')}.`,
  });

const indexOf = (storyboard: Storyboard, id: string): number => {
  const index = storyboard.scenes.findIndex((scene) => scene.id === id);
  if (index < 0) {
    throw unknownScene(storyboard, id);
  }
  return index;
};

export const withScene = (
  storyboard: Storyboard,
  id: string,
  change: (scene: Scene) => Scene,
): Storyboard => {
  const index = indexOf(storyboard, id);
  return {
    ...storyboard,
    scenes: storyboard.scenes.map((scene, at) => (at === index ? change(scene) : scene)),
  };
};

export const without = <Key extends keyof Scene>(scene: Scene, key: Key): Omit<Scene, Key> => {
  const { [key]: _, ...rest } = scene;
  return rest;
};

/** One line of words that can be spoken. */
export const cleanNarration = (text: string): string => {
  const narration = removeInvisible(text).replace(/\s+/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(narration)) {
    throw new InputError('SCRIPT_EMPTY', 'The new narration holds no words that can be spoken.', {
      hint: 'Give the words to speak, or take the scene out with delete-scene.',
    });
  }
  return narration;
};

/** Colours stay; the card is planned anew, and footage found anew. */
export const redealt = (scene: Scene): Scene => {
  const palette = scene.dealt?.palette;
  return { ...without(scene, 'dealt'), ...(palette === undefined ? {} : { dealt: { palette } }) };
};

/** Cards that show the film's title, or are in its language, are planned anew when it changes. */
export const redealtWhere = (storyboard: Storyboard, isStale: (scene: Scene) => boolean): Scene[] =>
  storyboard.scenes.map((scene) => (isStale(scene) ? withoutCard(scene) : scene));

const withoutCard = (scene: Scene): Scene => {
  if (scene.dealt?.card === undefined) {
    return scene;
  }
  const { card: _, ...dealt } = scene.dealt;
  return { ...scene, dealt };
};

const placed = (scenes: readonly Scene[], scene: Scene, at: number): Scene[] => [
  ...scenes.slice(0, at),
  scene,
  ...scenes.slice(at),
];

const placeAfter = (storyboard: Storyboard, after: string | null): number =>
  after === null ? 0 : indexOf(storyboard, after) + 1;

type NewVisual = Extract<EditOperation, { op: 'set-visual' }>['visual'];

/** A chart's data is read here, so that the storyboard holds nothing but rows. */
export const toVisual = (visual: NewVisual): Scene['visual'] => {
  if (visual.kind !== 'chart') {
    return visual;
  }
  const chart = 'rows' in visual.chart ? { ...visual.chart, data: visual.chart.rows } : visual.chart;
  return { kind: 'chart', chart: readChart(chart) };
};

export type Insertion = Extract<EditOperation, { op: 'insert-scene' }>;

export const insertScene = (storyboard: Storyboard, operation: Insertion): Storyboard => {
  const { op: _, after, narration: text, visual, motion, fit, ...rest } = operation;
  const narration = cleanNarration(text);
  const newId = createSceneIds(storyboard.scenes.map(({ id }) => id));
  const scene: Scene = {
    id: newId(narration),
    narration,
    terms: [],
    visual: visual === undefined ? { kind: 'automatic' } : toVisual(visual),
    motion: motion ?? 'automatic',
    fit: fit ?? 'automatic',
    ...rest,
  };
  return { ...storyboard, scenes: placed(storyboard.scenes, scene, placeAfter(storyboard, after)) };
};

export const deleteScene = (storyboard: Storyboard, id: string): Storyboard => {
  const index = indexOf(storyboard, id);
  if (storyboard.scenes.length === 1) {
    throw new InputError('INPUT_INVALID', 'The only scene of a film cannot be deleted.', {
      hint: 'Insert another scene first, or change this one.',
    });
  }
  return { ...storyboard, scenes: storyboard.scenes.filter((_, at) => at !== index) };
};

export const moveScene = (storyboard: Storyboard, id: string, after: string | null): Storyboard => {
  const scene = storyboard.scenes[indexOf(storyboard, id)];
  if (scene === undefined || after === id) {
    throw new InputError('INPUT_INVALID', `Scene ${id} cannot come after itself.`);
  }
  const rest = { ...storyboard, scenes: storyboard.scenes.filter((other) => other !== scene) };
  return { ...rest, scenes: placed(rest.scenes, scene, placeAfter(rest, after)) };
};
