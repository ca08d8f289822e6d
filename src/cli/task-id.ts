import { InputError } from '../errors/index.js';

/** The one task that a command is about. Throws `INPUT_INVALID`. */
export const onlyTaskId = ([taskId, ...others]: readonly string[]): string => {
  if (taskId === undefined || others.length > 0) {
    throw new InputError('INPUT_INVALID', 'One task id is needed.', {
      hint: 'reelwright list shows the ids of films; reelwright make prints its own.',
    });
  }
  return taskId;
};
