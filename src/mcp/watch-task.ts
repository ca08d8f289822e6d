import { isDeepStrictEqual } from 'node:util';
import type { TaskView } from '../studio/studio.js';
import type { WatchContext } from './resource.js';

/** Longer than any film takes. */
const watchMs = 24 * 3_600_000;
/** A host reads the document again at each change it is told of. */
const leastBetweenMs = 1_000;

const hasEnded = ({ state }: TaskView): boolean => state !== 'queued' && state !== 'running';

/** Calls `onChange` when the film is there, or never will be; resolves then. Throws `NotFoundError`. */
export const watchFilm = async (id: string, { studio, signal, onChange }: WatchContext): Promise<void> => {
  const opened = await studio();
  if (!hasEnded(await opened.getTask(id))) {
    await opened.waitForTask(id, { timeoutMs: watchMs, signal });
    onChange();
  }
};

/** Calls `onChange` as the task moves on, once a second at most, and at its end; resolves then. Throws `NotFoundError`. */
export const watchTask = async (
  id: string,
  { studio, now, signal, onChange }: WatchContext,
): Promise<void> => {
  const opened = await studio();
  let last = await opened.getTask(id);
  let toldAt = Number.NEGATIVE_INFINITY;
  const look = (task: TaskView): void => {
    const isDue = now().getTime() - toldAt >= leastBetweenMs || hasEnded(task);
    if (isDue && !isDeepStrictEqual(task, last)) {
      last = task;
      toldAt = now().getTime();
      onChange();
    }
  };
  look(await opened.waitForTask(id, { timeoutMs: watchMs, signal, onUpdate: look }));
};
