import { isDeepStrictEqual } from 'node:util';
import type { Logger } from '../observability/logger.js';
import type { ExtensionTask, TaskBoard } from './tasks-extension.js';

/** Tells those who listen how the tasks of the extension stand. */
export type TaskUpdates = {
  /** Those of the ids that are tasks whose changes can be told, as many as there is room for. */
  known(taskIds: readonly string[]): Promise<readonly string[]>;
  /** Calls `onTask` with each task as it stands and then whenever it changes, until the returned function is called. */
  follow(taskIds: readonly string[], onTask: (task: ExtensionTask) => void): () => void;
};

/** Of all connections: each is a row that is read four times a second. */
const maxFollowed = 256;

export const createTaskUpdates = (board: TaskBoard, logger: Logger): TaskUpdates => {
  const followOne = (taskId: string, onTask: (task: ExtensionTask) => void): (() => void) => {
    const stop = new AbortController();
    const { signal } = stop;
    const fail = (error: unknown): void => {
      if (!signal.aborted) {
        logger.debug({ err: error, taskId }, 'watch ended');
      }
    };
    let told: ExtensionTask | undefined;
    const tell = async (): Promise<void> => {
      const task = await board.get(taskId);
      if (task !== undefined && !signal.aborted && !isDeepStrictEqual(task, told)) {
        told = task;
        onTask(task);
      }
    };
    // One after another, so that nobody hears of an end before of what led to it.
    let telling = tell().catch(fail);
    const tellNext = (): void => {
      telling = telling.then(tell).catch(fail);
    };
    board.watch?.(taskId, { signal, onChange: tellNext }).then(tellNext, fail);
    return () => stop.abort();
  };
  let followed = 0;
  return {
    async known(taskIds) {
      const found = await Promise.all(
        taskIds.map(async (id) => ((await board.get(id)) === undefined ? [] : [id])),
      );
      const room = board.watch === undefined ? 0 : Math.max(0, maxFollowed - followed);
      return found.flat().slice(0, room);
    },
    follow(taskIds, onTask) {
      const releases = taskIds.map((id) => followOne(id, onTask));
      followed += releases.length;
      return () => {
        for (const release of releases.splice(0)) {
          followed -= 1;
          release();
        }
      };
    },
  };
};
