import type { ExpressionBuilder, Kysely } from 'kysely';
import * as z from 'zod';
import { errorCodes } from '../errors/index.js';
import type { Clock } from '../runtime/clock.js';
import type { Instance } from '../runtime/instance.js';
import { expireDeadLeases } from '../store/expire-dead-leases.js';
import { parseRow } from '../store/parse-row.js';
import type { Schema } from '../store/schema.js';
import {
  type LeaseView,
  type Task,
  type TaskError,
  type TaskLease,
  type TaskReport,
  taskRowSchema,
} from './task.js';

/** How long a worker may be silent before its task is given to another, in milliseconds. */
export const taskLeaseMs = 30_000;
/** How many processes a task may take down before it is given up. */
const crashBudget = 5;

export type TaskLeases = {
  /** Frees what processes that are certainly gone held, so that nobody waits for their leases to end. */
  expireDead(instance: Instance): Promise<void>;
  /** The most urgent task of these types, the oldest first among equals; undefined when there is none. */
  claim(
    owner: string,
    types: readonly string[],
  ): Promise<{ readonly task: Task; readonly lease: TaskLease } | undefined>;
  /** Keeps the lease for another 30 s, and stores how far the task is. */
  renew(lease: TaskLease, report?: TaskReport): Promise<LeaseView>;
  /** As `renew`, but only looks. */
  look(lease: TaskLease): Promise<LeaseView>;
  /** This and the next three end or give back the task; false, and nothing done, without a valid lease. */
  finish(lease: TaskLease, result: unknown): Promise<boolean>;
  fail(lease: TaskLease, error: TaskError): Promise<boolean>;
  cancel(lease: TaskLease): Promise<boolean>;
  /** Back into the queue, not counted as a crash; cancelled if somebody asked for that meanwhile. */
  release(lease: TaskLease): Promise<boolean>;
};

type Where = ExpressionBuilder<Schema, 'task'>;

const gaveUp: TaskError = {
  code: 'CRASHED_TOO_OFTEN',
  message: errorCodes.CRASHED_TOO_OFTEN,
  hint: 'Check the free memory and the log, then ask for the same film again: finished parts are kept.',
};

const viewSchema = z.object({ cancel_requested: z.int() });
const toView = (row: unknown): LeaseView =>
  row === undefined
    ? { held: false, cancelRequested: false }
    : { held: true, cancelRequested: parseRow(viewSchema, row).cancel_requested === 1 };

const noLease = { lease_owner: null, lease_expires_at: null, eta_sec: null } as const;

/** Everything about who works on what. Each change is one statement, and one by a worker counts only while its lease does. */
export const createTaskLeases = (db: Kysely<Schema>, clock: Clock): TaskLeases => {
  const isAbandoned = (eb: Where) =>
    eb.and([eb('state', '=', 'running'), eb('lease_expires_at', '<=', clock.now())]);
  const isHopeless = (eb: Where) =>
    eb.or([eb('cancel_requested', '=', 1), eb('crash_count', '>=', crashBudget - 1)]);
  const isClaimable = (eb: Where) =>
    eb.or([eb('state', '=', 'queued'), eb.and([isAbandoned(eb), eb.not(isHopeless(eb))])]);
  const crashes = (eb: Where) =>
    eb('crash_count', '+', eb.case().when('state', '=', 'running').then(1).else(0).end());

  /** Tasks whose worker died after a request to cancel, or once too often. */
  const endHopeless = async (): Promise<void> => {
    const isCancelled = (eb: Where) => eb.case().when('cancel_requested', '=', 1);
    await db
      .updateTable('task')
      .set((eb) => ({
        ...noLease,
        state: isCancelled(eb).then('cancelled').else('failed').end(),
        error_json: isCancelled(eb).then(null).else(JSON.stringify(gaveUp)).end(),
        crash_count: crashes(eb),
        finished_at: clock.now(),
      }))
      .where((eb) => eb.and([isAbandoned(eb), isHopeless(eb)]))
      .execute();
  };

  const held = (lease: TaskLease) =>
    db
      .updateTable('task')
      .where('id', '=', lease.id)
      .where('state', '=', 'running')
      .where('lease_owner', '=', lease.owner)
      .where('attempt', '=', lease.attempt);

  const end = async (
    lease: TaskLease,
    outcome: { state: string; progress?: number; result_json?: string; error_json?: string },
  ): Promise<boolean> => {
    const result = await held(lease)
      .set({ ...noLease, ...outcome, finished_at: clock.now() })
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  };

  return {
    expireDead: (instance) => expireDeadLeases(db, 'task', instance),

    claim: async (owner, types) => {
      await endHopeless();
      const row = await db
        .updateTable('task')
        .set((eb) => ({
          state: 'running',
          lease_owner: owner,
          lease_expires_at: clock.now() + taskLeaseMs,
          attempt: eb('attempt', '+', 1),
          crash_count: crashes(eb),
          started_at: eb.fn.coalesce('started_at', eb.val(clock.now())),
        }))
        .where('sequence', '=', (eb) =>
          eb
            .selectFrom('task')
            .select('sequence')
            .where(isClaimable)
            .where('type', 'in', types)
            .orderBy('priority', 'desc')
            .orderBy('sequence')
            .limit(1),
        )
        // Said again for databases that do not run one writer at a time.
        .where(isClaimable)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) {
        return undefined;
      }
      const task = parseRow(taskRowSchema, row);
      return { task, lease: { id: task.id, owner, attempt: task.attempt } };
    },

    renew: async (lease, report) => {
      const row = await held(lease)
        .set({
          lease_expires_at: clock.now() + taskLeaseMs,
          ...(report && {
            stage: report.stage,
            message: report.message ?? null,
            progress: Math.min(1, Math.max(0, report.progress)),
            eta_sec: report.etaSec ?? null,
          }),
        })
        .returning('cancel_requested')
        .executeTakeFirst();
      return toView(row);
    },

    look: async (lease) => {
      const row = await db
        .selectFrom('task')
        .select('cancel_requested')
        .where('id', '=', lease.id)
        .where('state', '=', 'running')
        .where('lease_owner', '=', lease.owner)
        .where('attempt', '=', lease.attempt)
        .executeTakeFirst();
      return toView(row);
    },

    finish: (lease, result) =>
      end(lease, { state: 'succeeded', progress: 1, result_json: JSON.stringify(result) ?? 'null' }),
    fail: (lease, error) => end(lease, { state: 'failed', error_json: JSON.stringify(error) }),
    cancel: (lease) => end(lease, { state: 'cancelled' }),

    release: async (lease) => {
      const isCancelled = (eb: Where) => eb.case().when('cancel_requested', '=', 1);
      const result = await held(lease)
        .set((eb) => ({
          ...noLease,
          state: isCancelled(eb).then('cancelled').else('queued').end(),
          finished_at: isCancelled(eb).then(clock.now()).else(null).end(),
        }))
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
};
