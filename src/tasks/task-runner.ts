import { faultPoint } from '../observability/fault-point.js';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../runtime/clock.js';
import type { Instance } from '../runtime/instance.js';
import type { TaskLease } from './task.js';
import type { TaskLeases } from './task-leases.js';
import { runTask, type TaskHandler } from './task-run.js';

export type TaskRunner = {
  /** Begins to claim tasks. To be called when a real request came, not when the process starts. */
  start(): void;
  /**
   * Claims no more, aborts what runs, and hands every lease back. Returns when that is done, after `graceMs`
   * (4000 when absent) at the latest. May be started again.
   */
  stop(options?: { readonly graceMs?: number }): Promise<void>;
  /** Looks for work now rather than within a second. */
  poke(): void;
};

export type TaskRunnerParts = {
  readonly tasks: TaskLeases;
  readonly instance: Instance;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How many tasks to work on at once, at least 1. */
  readonly concurrency: number;
  /** By task type; only tasks of these types are claimed. */
  readonly handlers: Readonly<Record<string, TaskHandler>>;
};

/** How often to look for tasks that other processes queued or left, in milliseconds. */
const idlePollMs = 1_000;

type Run = { readonly lease: TaskLease; readonly done: Promise<void> };
type Session = { readonly stopping: AbortController; readonly serving: Promise<void> };

export const createTaskRunner = (parts: TaskRunnerParts): TaskRunner => {
  const { tasks, instance, clock, logger, concurrency, handlers } = parts;
  const running = new Map<string, Run>();
  let session: Session | undefined;
  let bell = new AbortController();

  const poke = () => bell.abort();

  const rest = async (): Promise<void> => {
    await clock.sleep(idlePollMs, bell.signal);
    bell = new AbortController();
  };

  /** A database that is full or locked is tried again after a rest, so work resumes by itself. */
  const claim = async () => {
    try {
      await tasks.expireDead(instance);
      return await tasks.claim(instance.id, Object.keys(handlers));
    } catch (error) {
      logger.warn({ err: error }, 'no task could be claimed');
      return undefined;
    }
  };

  const handBack = (lease: TaskLease): Promise<unknown> =>
    tasks.release(lease).catch((error: unknown) => {
      logger.warn({ err: error, taskId: lease.id }, 'task not handed back; its lease will expire');
    });

  /** Whether there was something to do. */
  const begin = async (stopping: AbortSignal): Promise<boolean> => {
    const claimed = running.size < concurrency ? await claim() : undefined;
    const handler = handlers[claimed?.task.type ?? ''];
    if (claimed === undefined || handler === undefined) {
      return false;
    }
    const { task, lease } = claimed;
    faultPoint('task:claimed', task.type);
    if (stopping.aborted) {
      await handBack(lease);
      return false;
    }
    logger.info({ taskId: task.id, attempt: lease.attempt, crashes: task.crashCount }, 'task claimed');
    const done = runTask(task, lease, { tasks, clock, logger, handler, stopping }).finally(() => {
      running.delete(task.id);
      poke();
    });
    running.set(task.id, { lease, done });
    return true;
  };

  const serve = async (stopping: AbortSignal): Promise<void> => {
    while (!stopping.aborted) {
      if (!(await begin(stopping))) {
        await rest();
      }
    }
  };

  return {
    poke,
    start: () => {
      if (session === undefined) {
        const stopping = new AbortController();
        session = { stopping, serving: serve(stopping.signal) };
      }
    },
    stop: async ({ graceMs = 4_000 } = {}) => {
      const ending = session;
      session = undefined;
      ending?.stopping.abort();
      poke();
      await ending?.serving;
      const runs = [...running.values()];
      const isDone = new AbortController();
      const allDone = Promise.all(runs.map(({ done }) => done)).then(() => isDone.abort());
      await Promise.race([allDone, clock.sleep(graceMs, isDone.signal)]);
      const left = [...running.values()].filter((run) => runs.includes(run));
      await Promise.all(left.map(({ lease }) => handBack(lease)));
    },
  };
};

/** Several runners behind one face. */
export const joinRunners = (runners: readonly TaskRunner[]): TaskRunner => ({
  start: () => {
    for (const runner of runners) {
      runner.start();
    }
  },
  poke: () => {
    for (const runner of runners) {
      runner.poke();
    }
  },
  stop: async (options) => {
    await Promise.all(runners.map((runner) => runner.stop(options)));
  },
});
