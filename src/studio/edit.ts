import { InputError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import { removeInvisible } from '../script/invisible.js';
import { maxScenes, maxScriptLength } from '../script/limits.js';
import { createTermFinder } from '../script/terms.js';
import { changedScenes } from './changed-scenes.js';
import { type EditOperation, editOperationsSchema } from './edit-operations.js';
import {
  cleanNarration,
  deleteScene,
  type Insertion,
  insertScene,
  moveScene,
  redealt,
  redealtWhere,
  toVisual,
  without,
  withScene,
} from './edit-scenes.js';
import { describeOperation } from './edit-summary.js';
import { withoutRecording } from './film-narration.js';
import { describeIssue } from './request.js';
import { type Scene, type Storyboard, storyboardSchema, withSceneVoice } from './storyboard.js';

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
    case 'set-voice': {
      const { voice } = operation;
      // Whoever chooses a voice for the film wants to hear it; another delivery changes what voices speak.
      const spoken = voice.id === undefined ? storyboard : withoutRecording(storyboard);
      return { ...spoken, voice: withSceneVoice(storyboard.voice, voice) };
    }
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
      hint: `It would have ${countOf(scenes.length, 'scene')} and ${countOf(characters, 'character')}; ${maxScenes} and ${maxScriptLength} are possible.`,
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
