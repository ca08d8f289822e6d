import { mkdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { ConflictError } from '../errors/index.js';
import { faultPoint } from '../observability/fault-point.js';
import type { Logger } from '../observability/logger.js';
import { settleOrAbandon } from '../runtime/abandon.js';
import { cancellationOf } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';
import { startHeartbeat } from '../runtime/heartbeat.js';
import type { NewId } from '../runtime/ids.js';
import type { ArtifactStore } from './artifact.js';
import type { StepDefinition } from './definition.js';
import type { StepLease, StepRecords, StepWork } from './step-records.js';
import type { StepTask } from './step-task.js';

export type PreparedStep<Input, Output> = {
  readonly definition: StepDefinition<Input, Output>;
  /** As the definition's schema returned it. */
  readonly input: Input;
  readonly work: StepWork;
};

export type Made<Output> = {
  readonly output: Output;
  readonly reused: boolean;
  /** Of work done here; 0 when reused. */
  readonly durationMs: number;
};

type AttemptParts = {
  readonly artifacts: ArtifactStore;
  readonly workRoot: string;
  readonly clock: Clock;
  readonly ids: NewId;
  readonly logger: Logger;
};

type Performance = {
  readonly task: StepTask;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly workDirectory: string;
};

/** A third of the lease, so that two beats may fail. */
const renewEveryMs = 10_000;
/** How long a cancelled step may take to stop before its caller goes on without it. */
const abandonAfterMs = 2_000;

/** The output as later callers will read it, so that the first one gets the very same. */
const toStored = <Output>(schema: z.ZodType<Output>, output: Output): { json: string; output: Output } => {
  const json = JSON.stringify(schema.parse(output));
  return { json, output: schema.parse(JSON.parse(json)) };
};

const leaseLost = () => new ConflictError('LEASE_LOST', 'Another process took this step over.');

/** One try at a step whose lease is held: scratch directory, heartbeat, run, check, store. */
export const createAttempt = (
  { artifacts, workRoot, clock, ids, logger: parentLogger }: AttemptParts,
  records: StepRecords,
) => {
  const inScratch = async <Result>(use: (directory: string) => Promise<Result>): Promise<Result> => {
    const directory = join(workRoot, ids());
    await mkdir(directory, { recursive: true });
    try {
      return await use(directory);
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
        parentLogger.warn({ err: error, directory }, 'scratch directory left behind');
      });
    }
  };

  /** A database that cannot be reached for a moment is no reason to give up: the lease outlasts two beats. */
  const renew = async (lease: StepLease, workDirectory: string): Promise<boolean> => {
    // Tells sweepers that the directory is in use.
    await utimes(workDirectory, new Date(), new Date()).catch(() => undefined);
    return records.renew(lease).catch((error: unknown) => {
      parentLogger.warn({ err: error, key: lease.key }, 'lease not renewed');
      return true;
    });
  };

  const perform = async <Input, Output>(
    { definition, input, work }: PreparedStep<Input, Output>,
    { task, signal, logger, workDirectory }: Performance,
  ): Promise<Output> => {
    const { kind, key } = work;
    faultPoint('step:before-run', kind);
    task.onEvent?.({ type: 'step-started', kind, key });
    const reportProgress = (fraction: number) => {
      if (!signal.aborted) {
        task.onEvent?.({ type: 'step-progress', kind, key, fraction: Math.min(1, Math.max(0, fraction)) });
      }
    };
    const context = { signal, logger, workDirectory, artifacts, reportProgress };
    return settleOrAbandon(definition.run(input, context), { signal, clock, graceMs: abandonAfterMs });
  };

  /** Performs the step and stores what came of it. Undefined, and nothing stored, when the lease was lost. */
  const performAndStore = async <Input, Output>(
    step: PreparedStep<Input, Output>,
    lease: StepLease,
    performance: Performance,
  ): Promise<Made<Output> | undefined> => {
    const startedAt = clock.now();
    const { json, output } = toStored(step.definition.output, await perform(step, performance));
    const durationMs = Math.max(0, clock.now() - startedAt);
    faultPoint('step:before-publish', step.work.kind);
    const isKept = await records.complete(lease, json, durationMs);
    faultPoint('step:after-publish', step.work.kind);
    return isKept ? { output, reused: false, durationMs } : undefined;
  };

  const holding = <Input, Output>(step: PreparedStep<Input, Output>, lease: StepLease, task: StepTask) =>
    inScratch(async (workDirectory) => {
      const lost = new AbortController();
      const signal = AbortSignal.any([task.signal, lost.signal]);
      const { key, attempt } = lease;
      const logger = parentLogger.child({ taskId: task.taskId, step: step.work.kind, key, attempt });
      const stopBeating = startHeartbeat(clock, renewEveryMs, async () => {
        const isHeld = await renew(lease, workDirectory);
        if (!isHeld) {
          lost.abort(leaseLost());
        }
        return isHeld;
      });
      try {
        return await performAndStore(step, lease, { task, signal, logger, workDirectory });
      } catch (error) {
        if (lost.signal.aborted) {
          return undefined;
        }
        throw task.signal.aborted ? cancellationOf(task.signal) : error;
      } finally {
        await stopBeating();
      }
    });

  /** Undefined when the lease was lost: whoever has it now makes the same output. */
  return async <Input, Output>(
    step: PreparedStep<Input, Output>,
    lease: StepLease,
    task: StepTask,
  ): Promise<Made<Output> | undefined> => {
    try {
      return await holding(step, lease, task);
    } catch (error) {
      await records.release(lease).catch((failure: unknown) => {
        parentLogger.warn({ err: failure, key: lease.key }, 'lease not given back; it will expire');
      });
      throw error;
    }
  };
};
