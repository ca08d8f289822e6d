import { CancelledError, ConflictError, isReelwrightError, toReelwrightError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';
import { settleOrAbandon } from '../runtime/abandon.js';
import type { Clock } from '../runtime/clock.js';
import { startHeartbeat } from '../runtime/heartbeat.js';
import type { Task, TaskLease, TaskReport } from './task.js';
import type { TaskLeases } from './task-leases.js';

export type TaskContext = {
  readonly task: Task;
  /** Aborted when somebody cancels the task, another process takes it over, or this one is going away. */
  readonly signal: AbortSignal;
  /** Cheap; the latest report is stored twice a second at most. */
  report(report: TaskReport): void;
};

/** Does one type of task. What it returns is the task's result, as JSON; what it throws fails the task. */
export type TaskHandler = (context: TaskContext) => Promise<unknown>;

export type TaskRunParts = {
  readonly tasks: TaskLeases;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly handler: TaskHandler;
  /** Aborted when the process goes away. */
  readonly stopping: AbortSignal;
};

/** How soon a request to cancel is seen, and reports are stored, in milliseconds. */
const lookEveryMs = 500;
/** A third of the lease, so that two renewals may fail. */
const renewEveryMs = 10_000;
/** How long a handler may take to stop before its task goes on without it. */
const abandonAfterMs = 4_000;

type Ending = 'lost' | 'cancelled' | 'stopping';

const reasonFor: Readonly<Record<Ending, () => Error>> = {
  lost: () => new ConflictError('LEASE_LOST', 'Another process took this task over.'),
  cancelled: () => new CancelledError(),
  stopping: () => new CancelledError('Reelwright is stopping; the task goes on when it is next used.'),
};

/** The signal of one run, and the first reason it was aborted for. */
const createEnding = () => {
  const controller = new AbortController();
  let ending: Ending | undefined;
  return {
    signal: controller.signal,
    is: () => ending,
    bring: (reason: Ending) => {
      ending ??= reason;
      controller.abort(reasonFor[ending]());
    },
  };
};

/** Renews the lease and stores reports while the handler is at work. Returns how to report and how to stop. */
const keepLease = (
  lease: TaskLease,
  { tasks, clock, logger }: TaskRunParts,
  bring: (ending: Ending) => void,
) => {
  let pending: TaskReport | undefined;
  let renewedAtMs = clock.now();

  const talk = async () => {
    const report = pending;
    if (report === undefined && clock.now() - renewedAtMs < renewEveryMs) {
      return tasks.look(lease);
    }
    pending = undefined;
    const view = await tasks.renew(lease, report);
    renewedAtMs = clock.now();
    return view;
  };

  const beat = async (): Promise<boolean> => {
    const view = await talk().catch((error: unknown) => {
      logger.warn({ err: error }, 'task lease not renewed');
      return { held: true, cancelRequested: false };
    });
    if (!view.held) {
      bring('lost');
    } else if (view.cancelRequested) {
      bring('cancelled');
    }
    return view.held;
  };

  const stop = startHeartbeat(clock, lookEveryMs, beat);
  const report = (latest: TaskReport) => {
    pending = latest;
  };
  return { report, stop };
};

/** Whoever asked is told so, and can mend it: nothing that a log must shout about. */
const isCallersFault = (error: unknown): boolean => isReelwrightError(error) && error.name === 'InputError';

/** Runs the handler of a claimed task and writes down how it ended. Never rejects. */
export const runTask = async (task: Task, lease: TaskLease, parts: TaskRunParts): Promise<void> => {
  const { tasks, clock, handler, stopping } = parts;
  const logger = parts.logger.child({ taskId: task.id, attempt: lease.attempt });
  const ending = createEnding();
  const onStopping = () => ending.bring('stopping');
  stopping.addEventListener('abort', onStopping, { once: true });
  const keeper = keepLease(lease, { ...parts, logger }, ending.bring);

  const perform = async () => handler({ task, signal: ending.signal, report: keeper.report });

  const conclude = async (error: unknown): Promise<void> => {
    switch (ending.is()) {
      case 'lost':
        logger.warn('task taken over by another process');
        return;
      case 'cancelled':
        await tasks.cancel(lease);
        logger.info('task cancelled');
        return;
      case 'stopping':
        await tasks.release(lease);
        logger.info('task handed back');
        return;
      default: {
        // Ctrl-C reaches ffmpeg as well, which may be quicker to fail than we are to see the request to cancel.
        if ((await tasks.look(lease)).cancelRequested) {
          await tasks.cancel(lease);
          logger.info({ err: error }, 'task cancelled');
          return;
        }
        const { code, message, hint } = toReelwrightError(error);
        await tasks.fail(lease, { code, message, ...(hint !== undefined && { hint }) });
        logger[isCallersFault(error) ? 'info' : 'error']({ err: error }, 'task failed');
      }
    }
  };

  try {
    const limits = { signal: ending.signal, clock, graceMs: abandonAfterMs };
    const result = await settleOrAbandon(perform(), limits);
    const isKept = await tasks.finish(lease, result);
    logger.info(isKept ? 'task succeeded' : 'task finished, but another process has taken it over');
  } catch (error) {
    await conclude(error).catch((failure: unknown) => {
      logger.error({ err: failure, cause: error }, 'end of task not stored; its lease will expire');
    });
  } finally {
    stopping.removeEventListener('abort', onStopping);
    await keeper.stop();
  }
};
