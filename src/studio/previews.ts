import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { directionOf } from '../captions/text-direction.js';
import { foreignCode, InputError, NotFoundError } from '../errors/index.js';
import type { AssignedFootage } from '../footage/assign-footage.js';
import { loadEmojiIndex } from '../footage/cards/emoji-index.js';
import { footageItemSchema } from '../footage/footage-item.js';
import type { StoryboardSheetInput } from '../footage/storyboard-sheet-step.js';
import { filmOutputSchema } from '../render/film-step.js';
import { type FrameSize, frameSizes } from '../render/frame.js';
import type { Artifact } from '../steps/artifact.js';
import type { StepRunner } from '../steps/definition.js';
import type { StepEngine } from '../steps/step-engine.js';
import type { Task } from '../tasks/task.js';
import type { TaskStore } from '../tasks/task-store.js';
import { dealCards } from './deal-cards.js';
import { prepareCaptions } from './film-captions.js';
import { readFilm } from './film-edits.js';
import type { FilmParts } from './film-parts.js';
import { chooseFootage } from './film-pictures.js';
import type { NamedFiles } from './named-files.js';
import { findOnlinePictures } from './online-pictures.js';
import { animationMoments, completeMoment, pieceSec, spread } from './preview-moments.js';
import type { Scene, Storyboard } from './storyboard.js';
import { type FilmResult, filmResultSchema, type Preview, type PreviewKind, type Studio } from './studio.js';

export type PreviewParts = {
  readonly tasks: TaskStore;
  readonly engine: StepEngine;
  readonly parts: FilmParts;
  readonly names: NamedFiles;
};

/** Width of a scene's frame: large enough to judge, small enough to show. */
const sceneFrameWidthPx = 540;
/** Scenes on one storyboard sheet. */
const mostSheetScenes = 24;

const mimeTypes: Readonly<Record<string, Preview['mimeType']>> = {
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
};

const toPreview = async (kind: PreviewKind, file: string): Promise<Preview> => {
  try {
    const { size } = await stat(file);
    return { kind, file, mimeType: mimeTypes[extname(file)] ?? 'image/jpeg', sizeBytes: size };
  } catch (error) {
    if (foreignCode(error) !== 'ENOENT') {
      throw error;
    }
    throw new NotFoundError(`The ${kind} of this film is no longer where it was written.`, {
      hint: 'Make the film again: finished parts are kept.',
      cause: error,
    });
  }
};

/** A finished film's facts. Throws `NotFoundError`. */
const readResult = (task: Task): FilmResult => {
  const result = filmResultSchema.safeParse(task.result).data;
  if (result === undefined) {
    throw new NotFoundError(`Task ${task.id} has no finished film: it is ${task.state}.`, {
      hint: 'Wait for the film, or preview its storyboard.',
    });
  }
  return result;
};

const needScenes = ({ scenes }: FilmResult): NonNullable<FilmResult['scenes']> => {
  if (scenes === undefined) {
    throw new NotFoundError('This film was made by a version that kept no scenes.', {
      hint: 'Make the film again: finished parts are kept.',
    });
  }
  return scenes;
};

/** As people count scenes. */
const sceneName = (task: Task, sceneId: string | undefined): string =>
  `scene ${needScenes(readResult(task)).findIndex(({ id }) => id === sceneId) + 1}`;

const sheetScenes = (
  { scenes }: ReturnType<typeof dealCards>,
  footage: ReadonlyMap<string, AssignedFootage>,
): StoryboardSheetInput['scenes'] =>
  spread([...scenes.entries()], mostSheetScenes).map(([index, { id, narration, dealt, fit }]) => {
    const own = footage.get(id);
    return {
      narration,
      label: String(index + 1),
      picture:
        own === undefined
          ? { kind: 'card', spec: dealt.card, palette: dealt.palette }
          : { kind: 'footage', item: own.item, startSec: own.startSec, fit },
    };
  });

type SheetPicture = {
  readonly kind: 'still' | 'clip';
  readonly file: Artifact;
  readonly durationSec: number;
};

/** A picture among the artifacts as the sheet takes those of the user; its size is read from the file itself. */
const toSheetItem = (file: string, { kind, file: artifact, durationSec }: SheetPicture): AssignedFootage => ({
  item: footageItemSchema.parse({
    ...{ file, name: basename(file), kind, durationSec, modifiedMs: 0, redraw: false },
    ...{ extension: artifact.extension, sizeBytes: artifact.sizeBytes, widthPx: 1, heightPx: 1 },
  }),
  startSec: 0,
});

/** Pictures of films: of finished ones, and of storyboards before anything is encoded. */
export const createPreviews = ({ tasks, engine, parts, names }: PreviewParts) => {
  const { artifacts, steps, ffmpeg } = parts;
  const stepsUntil = (taskId: string, signal: AbortSignal) => engine.forTask({ taskId, signal, priority: 8 });
  const never = (): AbortSignal => new AbortController().signal;

  /** What online sources have for the scenes that are to be searched for. */
  const onlineThumbnails = async (
    storyboard: Storyboard,
    taken: ReadonlyMap<string, AssignedFootage>,
    step: StepRunner,
  ): Promise<[string, AssignedFootage][]> => {
    const online = findOnlinePictures(storyboard, taken, { steps, footage: parts.footage, step });
    const scenes = storyboard.scenes.filter(({ id }) => online.includes(id));
    const ofScene = async (scene: Scene): Promise<SheetPicture | undefined> => {
      const known = scene.dealt?.asset ? (await online.ofScene(scene))?.picture : undefined;
      if (known !== undefined) {
        return { durationSec: 0, ...known };
      }
      const file = await online.thumbnailOf(scene);
      return file && { kind: 'still', file, durationSec: 0 };
    };
    const pictures = await Promise.all(scenes.map(ofScene));
    return scenes.flatMap(({ id }, index): [string, AssignedFootage][] => {
      const picture = pictures[index];
      return picture === undefined ? [] : [[id, toSheetItem(artifacts.pathOf(picture.file), picture)]];
    });
  };

  const ofStoryboard = async (storyboard: Storyboard, signal = never()): Promise<Preview> => {
    const frame = frameSizes[storyboard.aspect];
    const onPackProgress = (): void => undefined;
    const step = stepsUntil('preview', signal);
    const [{ version }, { band, fontPacks }, { items }] = await Promise.all([
      ffmpeg.get(signal),
      prepareCaptions(storyboard, frame, { ...parts, signal, onPackProgress }),
      chooseFootage(storyboard, { ffmpeg, steps, step, signal }),
    ]);
    const online = await onlineThumbnails(storyboard, items, step);
    const words = storyboard.scenes.map(({ narration }) => narration).join(' ');
    const { contactSheet } = await step.run(steps.storyboardSheet, {
      scenes: sheetScenes(dealCards(storyboard, loadEmojiIndex()), new Map([...items, ...online])),
      ...frame,
      ...(band === undefined ? {} : { reserved: { ...band } }),
      platform: storyboard.platform,
      rightToLeft: directionOf(words) === 'right-to-left',
      seed: storyboard.seed,
      fontPacks: [...fontPacks],
      ffmpegVersion: version,
    });
    return toPreview('storyboard', await names.nameFile(contactSheet, `${storyboard.title} storyboard`));
  };

  /** The film as it was made, wherever its published copy has gone since. */
  const findFilm = async (task: Task): Promise<Artifact> => {
    for (const { kind, output } of await engine.recordedSteps(task.id)) {
      const film = kind === steps.film.kind ? filmOutputSchema.safeParse(output).data?.film : undefined;
      if (film !== undefined && (await artifacts.has(film))) {
        return film;
      }
    }
    throw new NotFoundError(`The film of task ${task.id} is no longer in the data directory.`, {
      hint: 'Make the film again: finished parts are kept.',
    });
  };

  const sceneFrame = async (
    task: Task,
    sceneId: string | undefined,
    signal: AbortSignal,
  ): Promise<Artifact> => {
    const result = readResult(task);
    const scenes = needScenes(result);
    const scene = scenes.find(({ id }) => id === sceneId);
    if (scene === undefined) {
      const wrong =
        sceneId === undefined ? 'The scene is not named.' : `There is no scene ${sceneId} in this film.`;
      throw new InputError('INPUT_INVALID', wrong, {
        hint: `The scenes are ${scenes.map(({ id }) => id).join(', ')}.`,
      });
    }
    const { image } = await stepsUntil(task.id, signal).run(steps.frame, {
      film: await findFilm(task),
      atSec: completeMoment(scene).atSec,
      widthPx: sceneFrameWidthPx,
      ffmpegVersion: (await ffmpeg.get(signal)).version,
    });
    return image;
  };

  const animation = async (task: Task, format: 'gif' | undefined, signal: AbortSignal): Promise<Artifact> => {
    const result = readResult(task);
    const frame: FrameSize = { widthPx: result.widthPx, heightPx: result.heightPx };
    const { image } = await stepsUntil(task.id, signal).run(steps.animation, {
      film: await findFilm(task),
      ...frame,
      fromSec: animationMoments(needScenes(result)),
      pieceSec,
      ffmpegVersion: (await ffmpeg.get(signal)).version,
      ...(format === undefined ? {} : { format }),
    });
    return image;
  };

  const beside = async (task: Task, kind: 'poster' | 'contact-sheet'): Promise<Preview> => {
    const { posterFile, contactSheetFile } = readResult(task);
    const file = kind === 'poster' ? posterFile : contactSheetFile;
    if (file === undefined) {
      throw new NotFoundError(`This film has no ${kind}.`, {
        hint: 'Make the film again: finished parts are kept.',
      });
    }
    return toPreview(kind, file);
  };

  const ofTask: Studio['preview'] = async (id, kind, { sceneId, format, signal = never() } = {}) => {
    const task = await tasks.get(id);
    const named = (picture: Artifact, shown: string) =>
      names.nameFile(picture, `${readResult(task).title} ${shown}`);
    switch (kind) {
      case 'storyboard':
        return ofStoryboard(readFilm(task).storyboard, signal);
      case 'scene':
        return toPreview(
          kind,
          await named(await sceneFrame(task, sceneId, signal), sceneName(task, sceneId)),
        );
      case 'animation':
        return toPreview(kind, await named(await animation(task, format, signal), kind));
      default:
        return beside(task, kind);
    }
  };

  return { ofTask, ofStoryboard };
};
