import { NotFoundError } from '../errors/index.js';
import type { FilmResult } from '../studio/studio.js';
import type { ReadContext } from './context.js';
import { listedTasks } from './task-document.js';

/** Ids of the latest finished videos, newest first. */
export const listFinished = async ({ studio }: ReadContext): Promise<string[]> => {
  const done = await (await studio()).listTasks({ limit: listedTasks, states: ['succeeded'] });
  return done.flatMap(({ id, result }) => (result === undefined ? [] : [id]));
};

/** Facts of a finished video. Throws `NotFoundError`. */
export const readFinished = async (id: string, { studio }: ReadContext): Promise<FilmResult> => {
  const { result, state } = await (await studio()).getTask(id);
  if (result === undefined) {
    throw new NotFoundError(`Task ${id} has no finished video: it is ${state}.`, {
      hint: 'Call wait_for_video first.',
    });
  }
  return result;
};
