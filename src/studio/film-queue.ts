import { createHash } from 'node:crypto';
import { canonicalJson } from '../steps/canonical-json.js';
import type { StepEngine } from '../steps/step-engine.js';
import type { Task } from '../tasks/task.js';
import type { TaskRunner } from '../tasks/task-runner.js';
import type { TaskStore } from '../tasks/task-store.js';
import { estimateWork } from './estimate.js';
import { filmTaskSchema, filmTaskType } from './film-task.js';
import { nameOutputFiles, type OutputFiles, prepareFolder, refuseToOverwrite } from './output.js';
import type { Storyboard } from './storyboard.js';
import type { TaskView } from './studio.js';
import { toTaskView } from './task-view.js';

export type FilmQueueParts = {
  readonly tasks: TaskStore;
  readonly runner: TaskRunner;
  readonly engine: StepEngine;
  readonly parallel: number;
};

export type FilmPlace = {
  /** As the caller named it. */
  readonly outputFile: string | undefined;
  /** Where the film goes, and what its name is made of, when nobody named a file. */
  readonly directory: string;
  readonly name: string;
  /** 1 to 10. */
  readonly priority: number;
  /** What was less than asked for so far, in words. */
  readonly lacking?: readonly string[];
};

export type FilmQueue = {
  /** Stores a task for the film of a storyboard and starts working on it. Throws `InputError`. */
  add(storyboard: Storyboard, place: FilmPlace): Promise<TaskView>;
};

/** Whoever asks over stdio or from the command line is the user of this machine. */
const localOwner = 'local';
/** More unfinished films than this are not searched for an equal one. */
const searchedTasks = 200;

/** The same film into the same place: asking for it again while it is being made is asking for the same task. */
const identify = (storyboard: Storyboard, files: OutputFiles | undefined): string =>
  createHash('sha256').update(canonicalJson({ storyboard, files })).digest('hex');

export const createFilmQueue = ({ tasks, runner, engine, parallel }: FilmQueueParts): FilmQueue => {
  const findUnfinished = async (key: string): Promise<Task | undefined> => {
    const unfinished = await tasks.list({ limit: searchedTasks, states: ['queued', 'running'] });
    return unfinished.find(
      (task) =>
        task.type === filmTaskType &&
        !task.cancelRequested &&
        filmTaskSchema.safeParse(task.request).data?.key === key,
    );
  };

  const estimateSec = async (storyboard: Storyboard): Promise<number> => {
    const items = await estimateWork(storyboard, engine.estimateSec);
    return items.reduce((sum, item) => sum + item.estimatedSec, 0) / parallel;
  };

  return {
    add: async (storyboard, { outputFile, directory, name, priority, lacking = [] }) => {
      const files = nameOutputFiles({
        ...{ outputFile, directory },
        title: name,
        key: identify(storyboard, undefined),
        codec: storyboard.encoding.codec,
      });
      await refuseToOverwrite(files);
      await prepareFolder(files);
      const key = identify(storyboard, files);
      const task =
        (await findUnfinished(key)) ??
        (await tasks.enqueue({
          type: filmTaskType,
          owner: localOwner,
          priority,
          title: storyboard.title,
          request: { key, files, storyboard, lacking: [...lacking] },
          storyboard,
        }));
      runner.start();
      runner.poke();
      return { ...toTaskView(task), etaSec: task.etaSec ?? (await estimateSec(storyboard)) };
    },
  };
};
