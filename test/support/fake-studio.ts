import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledError, InputError, NotFoundError } from '../../src/errors/index.js';
import {
  type FilmRequest,
  type FilmRequestInput,
  type FilmResult,
  filmRequestSchema,
  type Stage,
  type Studio,
  type TaskState,
  type TaskView,
} from '../../src/studio/studio.js';
import { filmResult } from './film-result.js';

const voices = ['af_heart', 'am_michael'];
const ended: readonly TaskState[] = ['succeeded', 'failed', 'cancelled'];
const isEnded = ({ state }: TaskView): boolean => ended.includes(state);

/** A studio that keeps its tasks in memory and makes a film only when a test says so. */
export type FakeStudio = Studio & {
  readonly requests: readonly FilmRequest[];
  /** Moves a queued or running task on. */
  advance(id: string, step: { stage: Stage; progress: number; etaSec?: number }): void;
  succeed(id: string, result?: Partial<FilmResult>): void;
  fail(id: string, error: NonNullable<TaskView['error']>): void;
  /** Resolves once somebody waits for the task. */
  untilWaitedFor(id: string): Promise<void>;
  /** How many are waiting for anything to change. */
  changeWaiters(): number;
  /** How many are waiting for the task now. */
  waitersOf(id: string): number;
};

const checkRequest = (input: FilmRequestInput): FilmRequest => {
  const request = filmRequestSchema.parse(input);
  if (request.script === undefined && request.documentFile === undefined) {
    throw new InputError('SCRIPT_NEEDED', 'There are no words to speak.');
  }
  if (request.voice !== undefined && !voices.includes(request.voice)) {
    throw new InputError('VOICE_UNKNOWN', `There is no voice "${request.voice}".`, {
      hint: `Use one of ${voices.join(', ')}.`,
    });
  }
  return request;
};

/** Tests of the surfaces that offer this bring their own. */
const notFaked = async (): Promise<never> => {
  throw new Error('the fake studio does not do this');
};

export const createFakeStudio = (now: () => Date = () => new Date()): FakeStudio => {
  const tasks = new Map<string, TaskView>();
  const requests: FilmRequest[] = [];
  const updates = new EventEmitter().setMaxListeners(0);

  const find = (id: string): TaskView => {
    const task = tasks.get(id);
    if (task === undefined) {
      throw new NotFoundError(`There is no task "${id}".`, {
        hint: 'Call list_generations for those there are.',
      });
    }
    return task;
  };

  const store = (task: TaskView): void => {
    tasks.set(task.id, task);
    updates.emit(task.id, task);
    updates.emit('stored');
  };

  const change = (id: string, changes: Partial<TaskView>): void => {
    const task = find(id);
    if (isEnded(task)) {
      throw new Error(`task ${id} has ended as ${task.state} and cannot change`);
    }
    const next = { ...task, ...changes };
    store(next);
  };

  const end = (id: string, changes: Partial<TaskView>): void => {
    const { etaSec: _, ...task } = find(id);
    if (isEnded(task)) {
      throw new Error(`task ${id} has ended as ${task.state} and cannot change`);
    }
    const next: TaskView = { ...task, ...changes, finishedAt: now().toISOString() };
    store(next);
  };

  return {
    requests,
    async createFilm(input) {
      const request = checkRequest(input);
      const task: TaskView = {
        id: `task-${String(tasks.size + 1).padStart(6, '0')}`,
        state: 'queued',
        title: request.subject ?? 'Untitled',
        progress: 0,
        etaSec: 30,
        createdAt: now().toISOString(),
      };
      requests.push(request);
      store(task);
      return task;
    },
    async getTask(id) {
      return find(id);
    },
    async listTasks({ limit, states }) {
      const newestFirst = [...tasks.values()].reverse();
      return newestFirst
        .filter(({ state }) => states === undefined || states.includes(state))
        .slice(0, limit);
    },
    async waitForTask(id, { timeoutMs, signal, onUpdate }) {
      const abort = new AbortController();
      const stop = signal === undefined ? abort.signal : AbortSignal.any([abort.signal, signal]);
      const timedOut = sleep(timeoutMs, 'timeout' as const, { signal: stop });
      try {
        while (!isEnded(find(id))) {
          const first = await Promise.race([timedOut, once(updates, id, { signal: stop })]);
          if (first === 'timeout') {
            break;
          }
          onUpdate?.(find(id));
        }
      } catch (error) {
        throw signal?.aborted ? new CancelledError('The wait was cancelled.', { cause: error }) : error;
      } finally {
        timedOut.catch(() => undefined);
        abort.abort();
      }
      return find(id);
    },
    async waitForChange(since, { signal }) {
      const stamp = (): string => JSON.stringify([...tasks.values()]);
      while (stamp() === since) {
        await once(updates, 'stored', { signal });
      }
      return stamp();
    },
    async cancelTask(id) {
      if (!isEnded(find(id))) {
        end(id, { state: 'cancelled' });
      }
      return find(id);
    },
    listVoices: notFaked,
    speak: notFaked,
    getStoryboard: notFaked,
    editFilm: notFaked,
    createVariants: notFaked,
    preview: notFaked,
    previewRequest: notFaked,
    writeScript: notFaked,
    writeTerms: notFaked,
    untilWaitedFor: (id) =>
      new Promise((resolve) => {
        const look = (event: string | symbol): void => {
          if (event === id) {
            updates.off('newListener', look);
            // The listener itself is added right after this event.
            queueMicrotask(resolve);
          }
        };
        updates.on('newListener', look);
        if (updates.listenerCount(id) > 0) {
          look(id);
        }
      }),
    analyseVideo: notFaked,
    createBatch: notFaked,
    estimateFilm: notFaked,
    findFootage: notFaked,
    searchFootage: notFaked,
    changeWaiters: () => updates.listenerCount('stored'),
    waitersOf: (id) => updates.listenerCount(id),
    advance: (id, step) => change(id, { state: 'running', ...step }),
    succeed: (id, result) => end(id, { state: 'succeeded', progress: 1, result: filmResult(result) }),
    fail: (id, error) => end(id, { state: 'failed', error }),
  };
};
