import type { TaskState } from '../studio/studio.js';
import type { ReadContext } from './context.js';

/** What a person may have meant to type, most likely first. */
export type Complete = (
  typed: string,
  context: ReadContext,
) => readonly string[] | Promise<readonly string[]>;

/** How many tasks are looked through; older ones have to be typed out. */
const knownTasks = 50;

/** Those of a fixed set of choices that begin as what was typed. */
export const completeFrom =
  (choices: readonly string[]): Complete =>
  (typed) =>
    choices.filter((choice) => choice.toLowerCase().startsWith(typed.toLowerCase()));

/** Ids of the latest tasks, newest first; only those in one of `states` where given. */
export const completeTaskId =
  (states?: readonly TaskState[]): Complete =>
  async (typed, { studio }) => {
    const tasks = await (await studio()).listTasks({
      limit: knownTasks,
      ...(states === undefined ? {} : { states }),
    });
    return tasks.map(({ id }) => id).filter((id) => id.startsWith(typed));
  };

/** Names of voices. */
export const completeVoice: Complete = async (typed, { voices }) =>
  (await voices()).map(({ id }) => id).filter((id) => id.startsWith(typed));

/** Language tags that some voice speaks. */
export const completeLanguage: Complete = async (typed, { voices }) => {
  const tags = new Set((await voices()).map(({ language }) => language));
  return [...tags].sort().filter((tag) => tag.toLowerCase().startsWith(typed.toLowerCase()));
};
