import * as z from 'zod';
import { isReelwrightError, MediaError, toReelwrightError } from '../errors/index.js';
import { throwIfCancelled } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';
import { countOf } from '../runtime/count-of.js';
import type { BatchItem, BatchItems } from '../tasks/batch-items.js';
import { hasEnded } from '../tasks/states.js';
import type { Task } from '../tasks/task.js';
import type { TaskHandler } from '../tasks/task-run.js';
import type { TaskStore } from '../tasks/task-store.js';
import type { FilmRequestInput, TaskView } from './studio.js';

export const batchTaskType = 'batch';

/** More films than this are several batches. */
export const maxBatchItems = 50;

export const batchTaskSchema = z.strictObject({
  /** As the studio takes them; each is checked when its turn comes, so that one bad one stops no other. */
  requests: z.array(z.unknown()).min(1).max(maxBatchItems),
  maxConcurrent: z.int().min(1).max(10),
});

/** What a film of a batch is called before it is planned. */
export const titleOfRequest = (request: unknown): string => {
  const { subject, script, documentFile } = namedSchema.safeParse(request).data ?? {};
  const title = subject?.trim() || script?.trim() || documentFile || 'Untitled';
  return title.replace(/\s+/gu, ' ').slice(0, 200);
};

const namedSchema = z.looseObject({
  subject: z.string().optional(),
  script: z.string().optional(),
  documentFile: z.string().optional(),
});

export type BatchTaskParts = {
  readonly items: BatchItems;
  readonly tasks: Pick<TaskStore, 'get' | 'requestCancel'>;
  readonly clock: Clock;
  /** Plans a film and queues it. */
  readonly createFilm: (request: FilmRequestInput) => Promise<TaskView>;
};

/** How often the films are looked at, in milliseconds. */
const lookEveryMs = 1_000;
/** How often a film that could not be begun for a passing reason is tried, and how long between, in milliseconds. */
const attempts = 10;
const retryAfterMs = 15_000;

export const isWaiting = ({ taskId, error }: BatchItem): boolean =>
  taskId === undefined && error === undefined;

/** Makes the films of a batch, so many at once. One that fails stops no other. */
export const createBatchHandler =
  ({ items, tasks, clock, createFilm }: BatchTaskParts): TaskHandler =>
  async ({ task, signal, report }) => {
    const { requests, maxConcurrent } = batchTaskSchema.parse(task.request);

    /** Tries again where the reason is a passing one. */
    const tryToCreate = async (position: number): Promise<TaskView> => {
      for (let attempt = 1; ; attempt += 1) {
        throwIfCancelled(signal);
        try {
          // What came in as JSON is checked by the studio like every other request.
          return await createFilm(requests[position] as FilmRequestInput);
        } catch (error) {
          if (!isReelwrightError(error) || !error.retryable || attempt === attempts) {
            throw error;
          }
          await clock.sleep(retryAfterMs, signal);
        }
      }
    };

    const begin = async (position: number): Promise<void> => {
      try {
        await items.begun(task.id, position, (await tryToCreate(position)).id);
      } catch (error) {
        throwIfCancelled(signal);
        const { code, message, hint } = toReelwrightError(error);
        const told = hint === undefined ? { code, message } : { code, message, hint };
        await items.failed(task.id, position, told);
      }
    };

    const look = async (): Promise<{ all: BatchItem[]; films: Task[] }> => {
      const all = await items.list(task.id);
      const films = await Promise.all(
        all.flatMap(({ taskId }) => (taskId === undefined ? [] : [tasks.get(taskId)])),
      );
      return { all, films };
    };

    const tell = ({ all, films }: Awaited<ReturnType<typeof look>>): void => {
      const failed = all.filter(({ error }) => error !== undefined).length;
      const done = films.reduce((sum, film) => sum + (hasEnded(film.state) ? 1 : film.progress), failed);
      report({ stage: 'shots', progress: done / all.length });
    };

    // A process may have gone away before the items were written down.
    await items.add(task.id, requests.map(titleOfRequest));
    try {
      for (;;) {
        throwIfCancelled(signal);
        const seen = await look();
        tell(seen);
        const active = seen.films.filter(({ state }) => !hasEnded(state)).length;
        const next = seen.all.find(isWaiting);
        if (next !== undefined && active < maxConcurrent) {
          await begin(next.position);
        } else if (next === undefined && active === 0) {
          return conclude(seen);
        } else {
          await clock.sleep(lookEveryMs, signal);
        }
      }
    } catch (error) {
      // Cancelling a batch cancels its films; a process that goes away leaves them to the next one.
      if ((await tasks.get(task.id)).cancelRequested) {
        const { films } = await look();
        await Promise.all(films.map(({ id }) => tasks.requestCancel(id)));
      }
      throw error;
    }
  };

const conclude = ({
  all,
  films,
}: {
  readonly all: readonly BatchItem[];
  readonly films: readonly Task[];
}) => {
  const succeeded = films.filter(({ state }) => state === 'succeeded').length;
  if (succeeded === 0) {
    throw new MediaError('BATCH_FAILED', `Of ${countOf(all.length, 'video')} in the batch none was made.`, {
      stage: 'batch',
      hint: 'Look at the error of each item: get_generation_status with the id of the batch lists them.',
    });
  }
  return { total: all.length, succeeded };
};
