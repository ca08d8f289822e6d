import { basename, dirname, extname } from 'node:path';
import { NotFoundError } from '../errors/index.js';
import { loadEmojiIndex } from '../footage/cards/emoji-index.js';
import type { Task } from '../tasks/task.js';
import { staleRevision, type TaskStore } from '../tasks/task-store.js';
import { withChartData } from './chart-files.js';
import { type ChosenAssetParts, resolveChosenAssets } from './chosen-assets.js';
import { dealCards } from './deal-cards.js';
import { applyEdits } from './edit.js';
import type { Estimator } from './estimate-film.js';
import type { FilmPlace, FilmQueue } from './film-queue.js';
import { filmTaskSchema, filmTaskType } from './film-task.js';
import { toFileName } from './output.js';
import { confineMusic } from './own-music.js';
import { confineVisuals } from './own-pictures.js';
import type { StoryboardOptions } from './plan-storyboard.js';
import { type Storyboard, storyboardSchema } from './storyboard.js';
import { filmResultSchema, type Studio, type TaskView } from './studio.js';
import { createVariants } from './variants.js';

export type FilmEditParts = {
  readonly tasks: TaskStore;
  readonly planning: Pick<StoryboardOptions, 'chooseVoice'>;
  readonly inputRoots: readonly string[] | undefined;
  readonly footage: ChosenAssetParts;
  /** Holds what becomes of an edit to the limits of films. */
  readonly estimator: Pick<Estimator, 'check'>;
};

/** What a film's task keeps. Throws `NotFoundError` for a task without a storyboard. */
export const readFilm = (task: Task): { storyboard: Storyboard; revision: number } => {
  const storyboard = storyboardSchema.safeParse(task.storyboard).data;
  if (task.type !== filmTaskType || storyboard === undefined) {
    throw new NotFoundError(`Task ${task.id} has no storyboard that this version can read.`, {
      hint: 'Make the film again from its script.',
    });
  }
  return { storyboard, revision: task.storyboardRevision };
};

/** Footage that a finished film was given stays with its scenes. */
const withFootage = (storyboard: Storyboard, task: Task): Storyboard => {
  const made = filmResultSchema.safeParse(task.result).data?.scenes ?? [];
  const shownBy = new Map(made.map(({ id, footage, asset }) => [id, { footage, asset }]));
  const rendered = filmTaskSchema.safeParse(task.request).data?.storyboard.scenes ?? [];
  const narrations = new Map(rendered.map(({ id, narration }) => [id, narration]));
  return {
    ...storyboard,
    scenes: storyboard.scenes.map((scene) => {
      const { footage, asset } = shownBy.get(scene.id) ?? {};
      const isUnchanged = narrations.get(scene.id) === scene.narration;
      const isKnown = scene.dealt?.footage !== undefined || scene.dealt?.asset !== undefined;
      if (!isUnchanged || isKnown) {
        return scene;
      }
      const dealt = {
        ...scene.dealt,
        ...(footage === undefined ? {} : { footage }),
        ...(asset === undefined ? {} : { asset }),
      };
      return footage === undefined && asset === undefined ? scene : { ...scene, dealt };
    }),
  };
};

/** A film's storyboard with what its finished film shows. Throws as `readFilm`. */
export const readShownFilm = (task: Task): { storyboard: Storyboard; revision: number } => {
  const { storyboard, revision } = readFilm(task);
  return { storyboard: withFootage(storyboard, task), revision };
};

const primaryTag = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** Voices are ones there are, and of the film's language where nobody chose one. */
const withVoices = (
  edited: Storyboard,
  before: Storyboard,
  chooseVoice: StoryboardOptions['chooseVoice'],
): Storyboard => {
  const { language } = edited;
  const isOther = primaryTag(language) !== primaryTag(before.language);
  const chosen = edited.voice.id === before.voice.id && isOther ? undefined : edited.voice.id;
  return {
    ...edited,
    voice: { ...edited.voice, id: chooseVoice(chosen, language) },
    scenes: edited.scenes.map((scene) =>
      scene.voice?.id === undefined
        ? scene
        : { ...scene, voice: { ...scene.voice, id: chooseVoice(scene.voice.id, language) } },
    ),
  };
};

/**
 * The next film goes beside the one before: named after its title where that file was, else after the file that
 * somebody asked for. The film before stays under its own name, as it does after every edit.
 */
const placeBeside = (task: Task, before: string, title: string): FilmPlace => {
  const { video } = filmTaskSchema.parse(task.request).files;
  const own = basename(video, extname(video)).replace(/-[0-9a-f]{6}$/u, '');
  const name = own === toFileName(before) ? title : own;
  return { outputFile: undefined, directory: dirname(video), name, priority: task.priority };
};

/** Reading and editing the storyboards of films. */
export const createFilmEdits = (
  { tasks, planning, inputRoots, footage, estimator }: FilmEditParts,
  queue: FilmQueue,
): Pick<Studio, 'getStoryboard' | 'editFilm' | 'createVariants'> => {
  const complete = async (edited: Storyboard, before: Storyboard): Promise<Storyboard> => {
    const voiced = withVoices(edited, before, planning.chooseVoice);
    await estimator.check(voiced);
    const confined = await confineVisuals(await withMusic(voiced, before), inputRoots);
    return dealCards(await resolveChosenAssets(confined, footage), loadEmojiIndex());
  };

  /** A track that stands already may lie in the configured folder, outside the roots of requests. */
  const withMusic = async (edited: Storyboard, before: Storyboard): Promise<Storyboard> =>
    edited.music.file === before.music.file ? edited : confineMusic(edited, inputRoots);

  return {
    getStoryboard: async (id) => readShownFilm(await tasks.get(id)),
    editFilm: async (id, { operations, expectedRevision }) => {
      const task = await tasks.get(id);
      const { storyboard: current, revision } = readFilm(task);
      // First of all, since the scenes of a stale edit may be gone.
      if (revision !== expectedRevision) {
        throw staleRevision(expectedRevision, revision);
      }
      const before = withFootage(current, task);
      const { storyboard: edited, summary } = applyEdits(before, await withChartData(operations, inputRoots));
      const storyboard = await complete(edited, before);
      await tasks.saveStoryboard(id, { storyboard, basedOnRevision: expectedRevision });
      const place = placeBeside(task, current.title, storyboard.title);
      return { ...(await queue.add(storyboard, place)), summary };
    },
    createVariants: async (id, variants) => {
      const task = await tasks.get(id);
      const before = withFootage(readFilm(task).storyboard, task);
      const completed: Storyboard[] = [];
      for (const variant of createVariants(before, variants)) {
        completed.push(await complete(variant, before));
      }
      const views: TaskView[] = [];
      for (const storyboard of completed) {
        views.push(await queue.add(storyboard, placeBeside(task, before.title, storyboard.title)));
      }
      return views;
    },
  };
};
