import { InputError } from '../errors/index.js';
import { readChart } from '../footage/charts/read-chart.js';
import { removeInvisible } from '../script/invisible.js';
import { maxScenes, maxScriptLength } from '../script/limits.js';
import { createSceneIds } from '../script/scene-id.js';
import { createTermFinder } from '../script/terms.js';
import { changedScenes } from './changed-scenes.js';
import { type EditOperation, editOperationsSchema } from './edit-operations.js';
import { describeOperation } from './edit-summary.js';
import { withoutRecording } from './film-narration.js';
import { describeIssue } from './request.js';
import { type Scene, type Storyboard, storyboardSchema } from './storyboard.js';

export type Edited = {
  readonly storyboard: Storyboard;
  /**
   * Scenes, in film order, whose shot is made anew: they are new or changed themselves, a setting of the whole
   * film shows in every picture, or they began or ceased to be the last one, which stays longer. Where cuts land on beats,
   * all scenes from the first changed one on.
   */
  readonly changedSceneIds: readonly string[];
  /** A sentence for each operation. */
  readonly summary: string;
};

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

const withScene = (storyboard: Storyboard, id: string, change: (scene: Scene) => Scene): Storyboard => {
  const index = indexOf(storyboard, id);
  return {
    ...storyboard,
    scenes: storyboard.scenes.map((scene, at) => (at === index ? change(scene) : scene)),
  };
};

const without = <Key extends keyof Scene>(scene: Scene, key: Key): Omit<Scene, Key> => {
  const { [key]: _, ...rest } = scene;
  return rest;
};

/** One line of words that can be spoken. */
const cleanNarration = (text: string): string => {
  const narration = removeInvisible(text).replace(/\s+/gu, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(narration)) {
    throw new InputError('SCRIPT_EMPTY', 'The new narration holds no words that can be spoken.', {
      hint: 'Give the words to speak, or take the scene out with delete-scene.',
    });
  }
  return narration;
};

/** Colours stay; the card is planned anew, and footage found anew. */
const redealt = (scene: Scene): Scene => {
  const palette = scene.dealt?.palette;
  return { ...without(scene, 'dealt'), ...(palette === undefined ? {} : { dealt: { palette } }) };
};

/** Cards that show the film's title, or are in its language, are planned anew when it changes. */
const redealtWhere = (storyboard: Storyboard, isStale: (scene: Scene) => boolean): Scene[] =>
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
const toVisual = (visual: NewVisual): Scene['visual'] => {
  if (visual.kind !== 'chart') {
    return visual;
  }
  const chart = 'rows' in visual.chart ? { ...visual.chart, data: visual.chart.rows } : visual.chart;
  return { kind: 'chart', chart: readChart(chart) };
};

type Insertion = Extract<EditOperation, { op: 'insert-scene' }>;

const insertScene = (storyboard: Storyboard, operation: Insertion): Storyboard => {
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

const deleteScene = (storyboard: Storyboard, id: string): Storyboard => {
  const index = indexOf(storyboard, id);
  if (storyboard.scenes.length === 1) {
    throw new InputError('INPUT_INVALID', 'The only scene of a film cannot be deleted.', {
      hint: 'Insert another scene first, or change this one.',
    });
  }
  return { ...storyboard, scenes: storyboard.scenes.filter((_, at) => at !== index) };
};

const moveScene = (storyboard: Storyboard, id: string, after: string | null): Storyboard => {
  const scene = storyboard.scenes[indexOf(storyboard, id)];
  if (scene === undefined || after === id) {
    throw new InputError('INPUT_INVALID', `Scene ${id} cannot come after itself.`);
  }
  const rest = { ...storyboard, scenes: storyboard.scenes.filter((other) => other !== scene) };
  return { ...rest, scenes: placed(rest.scenes, scene, placeAfter(rest, after)) };
};

const editScene = (
  storyboard: Storyboard,
  operation: Extract<EditOperation, { sceneId: string }>,
): Storyboard => {
  const change = (edit: (scene: Scene) => Scene): Storyboard =>
    withScene(storyboard, operation.sceneId, edit);
  switch (operation.op) {
    case 'set-narration': {
      const narration = cleanNarration(operation.narration);
      return change((scene) =>
        scene.narration === narration ? scene : { ...without(redealt(scene), 'passages'), narration },
      );
    }
    case 'set-visual': {
      const visual = toVisual(operation.visual);
      return change((scene) => ({ ...redealt(scene), visual }));
    }
    case 'set-motion':
      return change((scene) => ({ ...scene, motion: operation.motion }));
    case 'set-fit':
      return change((scene) => ({ ...scene, fit: operation.fit }));
    case 'set-transition': {
      const { transition } = operation;
      return change((scene) => ({
        ...without(scene, 'transition'),
        ...(transition === null ? {} : { transition }),
      }));
    }
    case 'set-scene-voice': {
      const { voice } = operation;
      return change((scene) => ({ ...without(scene, 'voice'), ...(voice === null ? {} : { voice }) }));
    }
    case 'delete-scene':
      return deleteScene(storyboard, operation.sceneId);
    case 'move-scene':
      return moveScene(storyboard, operation.sceneId, operation.after);
  }
};

/** A mood and a file take each other's place. */
const editMusic = (
  { file: known, ...music }: Storyboard['music'],
  { mood, file, levelDb, cutOnBeat }: Extract<EditOperation, { op: 'set-music' }>,
): Storyboard['music'] => {
  const chosen = file ?? (mood === undefined ? known : undefined);
  return {
    mood: mood ?? music.mood,
    levelDb: levelDb ?? music.levelDb,
    cutOnBeat: cutOnBeat ?? music.cutOnBeat,
    ...(chosen === undefined ? {} : { file: chosen }),
  };
};

type FilmOperation = Exclude<EditOperation, { sceneId: string } | Insertion>;

const editFilmSetting = (storyboard: Storyboard, operation: FilmOperation): Storyboard => {
  switch (operation.op) {
    case 'set-title': {
      const title = removeInvisible(operation.title).replace(/\s+/gu, ' ').trim();
      return {
        ...storyboard,
        title,
        scenes: redealtWhere(storyboard, ({ dealt }) => dealt?.card?.style === 'title'),
      };
    }
    case 'set-voice':
      // Whoever chooses a voice for the film wants to hear it.
      return { ...withoutRecording(storyboard), voice: operation.voice };
    case 'set-pronunciations':
      return { ...storyboard, pronunciations: operation.pronunciations };
    case 'set-captions': {
      const { style, look, platform } = operation;
      return {
        ...storyboard,
        captions: style ?? storyboard.captions,
        captionLook: look ?? storyboard.captionLook,
        platform: platform ?? storyboard.platform,
      };
    }
    case 'set-music': {
      return { ...storyboard, music: editMusic(storyboard.music, operation) };
    }
    case 'set-credits-card':
      return { ...storyboard, creditsCard: operation.enabled };
    case 'set-sound-effects':
      return { ...storyboard, soundEffects: operation.enabled };
    case 'set-aspect':
      return { ...storyboard, aspect: operation.aspect };
    case 'set-language': {
      const { language } = operation;
      return {
        ...storyboard,
        language,
        scenes: redealtWhere(storyboard, () => language !== storyboard.language),
      };
    }
    case 'set-quality':
      return { ...storyboard, quality: operation.quality };
    case 'set-encoding':
      return { ...storyboard, encoding: operation.encoding };
    case 'set-default-transition':
      return { ...storyboard, transition: operation.transition };
  }
};

const applyOne = (storyboard: Storyboard, operation: EditOperation): Storyboard => {
  if ('sceneId' in operation) {
    return editScene(storyboard, operation);
  }
  return operation.op === 'insert-scene'
    ? insertScene(storyboard, operation)
    : editFilmSetting(storyboard, operation);
};

const parseOperations = (value: unknown): EditOperation[] => {
  const parsed = editOperationsSchema.safeParse(value);
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', 'These are no edits of a film.', {
      hint: parsed.error.issues.slice(0, 10).map(describeIssue).join('\n'),
    });
  }
  return parsed.data;
};

const checkLimits = ({ scenes }: Storyboard): void => {
  const characters = scenes.reduce((sum, { narration }) => sum + narration.length, 0);
  if (scenes.length > maxScenes || characters > maxScriptLength) {
    throw new InputError('SCRIPT_TOO_LONG', 'The edited film would be longer than a film may be.', {
      hint: `It would have ${scenes.length} scenes and ${characters} characters; ${maxScenes} and ${maxScriptLength} are possible.`,
    });
  }
};

/** Search words of the scenes whose words are new; those of all others stay, and their pictures with them. */
const withTerms = (edited: Storyboard, before: Storyboard): Storyboard => {
  const { language, title } = edited;
  const known = new Map(before.scenes.map((scene) => [scene.id, scene.narration]));
  const isNew = ({ id, narration }: Scene): boolean => known.get(id) !== narration;
  if (!edited.scenes.some(isNew)) {
    return edited;
  }
  const scenes = edited.scenes.map(({ narration }) => narration);
  const termsOf = createTermFinder({ language, subject: title, scenes });
  return {
    ...edited,
    scenes: edited.scenes.map((scene) =>
      isNew(scene) ? { ...scene, terms: termsOf(scene.narration) } : scene,
    ),
  };
};

/**
 * Makes edits in order, all or none. Scenes keep their ids; a new scene's id follows from its words. Nothing of
 * the storyboard given is changed.
 *
 * @param operations as `editOperationsSchema` has them
 * @throws InputError `INPUT_INVALID` for a scene that does not exist or a value out of range, `SCRIPT_EMPTY` for
 * words that cannot be spoken, `SCRIPT_TOO_LONG`
 */
export const applyEdits = (storyboard: Storyboard, operations: unknown): Edited => {
  let current = storyboard;
  const sentences: string[] = [];
  for (const operation of parseOperations(operations)) {
    sentences.push(describeOperation(operation, current));
    current = applyOne(current, operation);
  }
  checkLimits(current);
  const parsed = storyboardSchema.safeParse(withTerms(current, storyboard));
  if (!parsed.success) {
    throw new InputError('INPUT_INVALID', 'The edited film cannot be as it is asked for.', {
      hint: parsed.error.issues.slice(0, 10).map(describeIssue).join('\n'),
    });
  }
  return {
    storyboard: parsed.data,
    changedSceneIds: changedScenes(storyboard, parsed.data),
    summary: sentences.join(' '),
  };
};
