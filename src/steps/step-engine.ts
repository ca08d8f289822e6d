import { isReelwrightError, StorageError, toReelwrightError } from '../errors/index.js';
import type { Logger } from '../observability/logger.js';
import { throwIfCancelled } from '../runtime/cancellation.js';
import type { Clock } from '../runtime/clock.js';
import type { NewId } from '../runtime/ids.js';
import type { Instance } from '../runtime/instance.js';
import type { Store } from '../store/store.js';
import type { ArtifactStore } from './artifact.js';
import { backoffMs } from './backoff.js';
import { canonicalJson } from './canonical-json.js';
import type { StepDefinition, StepRunner } from './definition.js';
import { findArtifacts } from './find-artifacts.js';
import type { Pools } from './pools.js';
import { createAttempt, type Made, type PreparedStep } from './step-attempt.js';
import { stepKey } from './step-key.js';
import { createStepRecords, type RecordedStep } from './step-records.js';
import type { StepTask } from './step-task.js';
import { sweepStale } from './sweep.js';

export type StepEngine = {
  forTask(task: StepTask): StepRunner;
  /** Seconds that work of this kind and size should take, or undefined when none has been done yet. */
  estimateSec(kind: string, units: number): Promise<number | undefined>;
  /** The steps whose outputs went into a task, in the order it got them: what a lock file lists. */
  recordedSteps(taskId: string): Promise<RecordedStep[]>;
};

export type StepEngineParts = {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  /** Absolute path of the directory for scratch directories. */
  readonly workRoot: string;
  readonly pools: Pools;
  readonly clock: Clock;
  readonly ids: NewId;
  readonly logger: Logger;
  readonly instance: Instance;
  /** 0 to 1; spreads retries. */
  readonly random?: () => number;
};

/** How often a step that fails in a retryable way is tried for one caller. */
const attemptBudget = 3;
/** How many processes a step may take down before it is refused. */
const crashBudget = 5;
/** How often to look whether another holder is done, in milliseconds. */
const holderPollMs = 200;
const estimateSampleSize = 25;
const defaultPriority = 5;

type Found<Output> = { state: 'done'; output: Output } | { state: 'held' } | { state: 'free' };

const prepare = <Input, Output>(
  definition: StepDefinition<Input, Output>,
  unparsed: Input,
): PreparedStep<Input, Output> => {
  const input = definition.input.parse(unparsed);
  return {
    definition,
    input,
    work: {
      key: stepKey(definition, input),
      kind: definition.kind,
      version: definition.version,
      inputJson: canonicalJson(input),
      units: definition.units(input),
    },
  };
};

const median = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
};

const isRetryable = (error: unknown): boolean => isReelwrightError(error) && error.retryable;

/** Runs steps so that each is done once, whatever happens to the processes that do them. */
export const createStepEngine = (parts: StepEngineParts): StepEngine => {
  const { artifacts, pools, clock, logger, random = Math.random } = parts;
  const records = createStepRecords(parts.store.db, clock, parts.instance);
  const attempt = createAttempt(parts, records);
  let sweeping: Promise<unknown> | undefined;

  const areThere = async (output: unknown): Promise<boolean> =>
    (await Promise.all(findArtifacts(output).map(artifacts.has))).every(Boolean);

  /** An output counts only while it fits its schema and all its files are there; else it is forgotten. */
  const lookUp = async <Input, Output>({
    definition,
    work: { key },
  }: PreparedStep<Input, Output>): Promise<Found<Output>> => {
    const record = await records.read(key);
    if (record?.state === 'running' && (record.lease_expires_at ?? 0) > clock.now()) {
      return { state: 'held' };
    }
    if (record?.state === 'done') {
      const output = definition.output.safeParse(record.output_json);
      if (output.success && (await areThere(record.output_json))) {
        return { state: 'done', output: output.data };
      }
      logger.info({ step: definition.kind, key }, 'stored output is no longer complete; making it again');
      await records.forget(key, record);
    }
    return { state: 'free' };
  };

  /** Undefined when someone else was faster, or took the work over. */
  const make = async <Input, Output>(
    step: PreparedStep<Input, Output>,
    task: StepTask,
  ): Promise<Made<Output> | undefined> => {
    const lease = await records.acquire(step.work);
    if (lease === undefined || lease.crashCount < crashBudget) {
      return lease && attempt(step, lease, task);
    }
    // Counted from zero for whoever asks again: a failure is never stored.
    await records.release(lease, 0);
    throw new StorageError(
      'CRASHED_TOO_OFTEN',
      `Making the ${step.work.kind} ended its process ${crashBudget} times.`,
      {
        hint: 'Check the free memory and the log, then do the same again: finished parts are kept.',
      },
    );
  };

  /**
   * A slot is waited for before the lease is taken, so that work in one process's queue stays free for others,
   * and a crash counts only against the work that was running.
   */
  const obtain = async <Input, Output>(
    step: PreparedStep<Input, Output>,
    task: StepTask,
  ): Promise<Made<Output>> => {
    const { signal, priority = defaultPriority } = task;
    for (;;) {
      throwIfCancelled(signal);
      const found = await lookUp(step);
      if (found.state === 'done') {
        return { output: found.output, reused: true, durationMs: 0 };
      }
      if (found.state === 'held') {
        await records.expireDead();
        await clock.sleep(holderPollMs, signal);
        continue;
      }
      const made = await pools[step.definition.pool].use({ signal, priority }, () => make(step, task));
      if (made !== undefined) {
        return made;
      }
    }
  };

  const obtainWithRetries = async <Input, Output>(
    step: PreparedStep<Input, Output>,
    task: StepTask,
  ): Promise<Made<Output>> => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await obtain(step, task);
      } catch (error) {
        if (!isRetryable(error) || failures === attemptBudget || task.signal.aborted) {
          throw error;
        }
        logger.warn(
          { err: error, step: step.work.kind, key: step.work.key, failures },
          'step failed; trying again',
        );
        await clock.sleep(backoffMs(failures, error, random()), task.signal);
      }
    }
  };

  const run = async <Input, Output>(
    task: StepTask,
    definition: StepDefinition<Input, Output>,
    input: Input,
  ): Promise<Output> => {
    const step = prepare(definition, input);
    sweeping ??= sweepStale(parts.workRoot, clock.now());
    await sweeping;
    const { output, reused, durationMs } = await obtainWithRetries(step, task);
    const { kind, key } = step.work;
    await records.recordUse(task.taskId, key, reused);
    task.onEvent?.({ type: 'step-finished', kind, key, reused, durationSec: durationMs / 1000 });
    return output;
  };

  return {
    forTask: (task) => ({
      run: (definition, input) =>
        run(task, definition, input).catch((error: unknown) => {
          throw toReelwrightError(error);
        }),
    }),
    estimateSec: async (kind, units) => {
      const runs = await records.recentRuns(kind, estimateSampleSize);
      const secPerUnit = median(runs.map((run) => run.duration_ms / 1000 / run.units));
      return secPerUnit === undefined ? undefined : secPerUnit * units;
    },
    recordedSteps: records.usedBy,
  };
};
