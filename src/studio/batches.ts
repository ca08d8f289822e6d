import { InputError } from '../errors/index.js';
import { countOf } from '../runtime/count-of.js';
import type { BatchItem, BatchItems } from '../tasks/batch-items.js';
import type { Task } from '../tasks/task.js';
import type { TaskRunner } from '../tasks/task-runner.js';
import type { TaskStore } from '../tasks/task-store.js';
import { batchTaskType, maxBatchItems, titleOfRequest } from './batch-task.js';
import { filmTaskType } from './film-task.js';
import { type BatchItemView, type FilmRequestInput, filmResultSchema } from './studio.js';

export type BatchRequest = {
  readonly requests: readonly FilmRequestInput[];
  /** Videos begun and not yet done at the same time, 1 to 10; the machine makes no more at once than it can. */
  readonly maxConcurrent: number;
};

export type Batches = {
  /** Stores a batch and starts on it. Throws `InputError` for none or too many. */
  createBatch(
    request: BatchRequest,
  ): Promise<{ id: string; total: number; estimatedSec: number | undefined }>;
  /** The videos of a batch in order; undefined for a task that is no batch. Throws `NotFoundError`. */
  getBatch(id: string): Promise<BatchItemView[] | undefined>;
  /** Cancels what of its videos is begun and not done; does nothing for a task that is no batch. */
  cancelFilms(batch: Task): Promise<void>;
};

export type BatchParts = {
  readonly tasks: TaskStore;
  readonly items: BatchItems;
  /** Works on batches alone, so that they take no place from films. */
  readonly runner: TaskRunner;
  readonly parallelFilms: number;
};

const localOwner = 'local';
const samples = 20;

/** Seconds of work for a second of film, the median of those made last. */
const workPerSec = (films: readonly Task[]): number | undefined => {
  const ratios = films.flatMap(({ type, result, startedAtMs, finishedAtMs }) => {
    const durationSec = filmResultSchema.safeParse(result).data?.durationSec;
    return type !== filmTaskType ||
      durationSec === undefined ||
      startedAtMs === undefined ||
      finishedAtMs === undefined
      ? []
      : [(finishedAtMs - startedAtMs) / 1_000 / durationSec];
  });
  return ratios.toSorted((one, other) => one - other)[Math.floor(ratios.length / 2)];
};

/** Spoken words take about 0.4 s each, which is 150 a minute. */
const lengthOf = ({ script, targetDurationSec }: FilmRequestInput): number =>
  script === undefined ? (targetDurationSec ?? 60) : script.split(/\s+/u).length * 0.4;

const toView = ({ title, taskId, error }: BatchItem, film: Task | undefined): BatchItemView => {
  const result = filmResultSchema.safeParse(film?.result).data;
  const problem = error ?? film?.error;
  return {
    title,
    state: error === undefined ? (film?.state ?? 'queued') : 'failed',
    ...(taskId === undefined ? {} : { taskId }),
    progress: film?.state === 'succeeded' ? 1 : (film?.progress ?? 0),
    ...(result === undefined ? {} : { videoFile: result.videoFile }),
    ...(problem === undefined ? {} : { error: problem }),
  };
};

/** Many films with one request. */
export const createBatches = ({ tasks, items, runner, parallelFilms }: BatchParts): Batches => ({
  createBatch: async ({ requests, maxConcurrent }) => {
    if (requests.length === 0 || requests.length > maxBatchItems) {
      throw new InputError('INPUT_INVALID', `A batch has 1 to ${maxBatchItems} videos.`, {
        hint: 'Make several batches of more.',
      });
    }
    const task = await tasks.enqueue({
      type: batchTaskType,
      owner: localOwner,
      priority: 5,
      title: `A batch of ${countOf(requests.length, 'video')}`,
      request: { requests, maxConcurrent },
    });
    await items.add(task.id, requests.map(titleOfRequest));
    const perSec = workPerSec(await tasks.list({ limit: samples, states: ['succeeded'] }));
    runner.start();
    runner.poke();
    const filmSec = requests.reduce((sum, request) => sum + lengthOf(request), 0);
    return {
      id: task.id,
      total: requests.length,
      estimatedSec:
        perSec === undefined ? undefined : (perSec * filmSec) / Math.min(maxConcurrent, parallelFilms),
    };
  },
  cancelFilms: async ({ id, type }) => {
    const begun = type === batchTaskType ? await items.list(id) : [];
    await Promise.all(
      begun.map(async ({ taskId }) => (taskId === undefined ? undefined : tasks.requestCancel(taskId))),
    );
  },
  getBatch: async (id) => {
    const batch = await tasks.get(id);
    if (batch.type !== batchTaskType) {
      return undefined;
    }
    return Promise.all(
      (await items.list(id)).map(async (item) =>
        toView(item, item.taskId === undefined ? undefined : await tasks.get(item.taskId)),
      ),
    );
  },
});
