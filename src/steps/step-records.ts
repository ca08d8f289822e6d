import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { Clock } from '../runtime/clock.js';
import type { Instance } from '../runtime/instance.js';
import { expireDeadLeases } from '../store/expire-dead-leases.js';
import { jsonColumn, parseRow } from '../store/parse-row.js';
import type { Schema } from '../store/schema.js';

/** How long a holder may be silent before its work is given to someone else, in milliseconds. */
export const stepLeaseMs = 30_000;

export type StepWork = {
  readonly key: string;
  readonly kind: string;
  readonly version: number;
  readonly inputJson: string;
  readonly units: number;
};

/** The right to do one piece of work. Worth nothing once the row shows another owner or attempt. */
export type StepLease = {
  readonly key: string;
  readonly owner: string;
  readonly attempt: number;
  /** How many holders of this key were never heard of again. */
  readonly crashCount: number;
};

const recordSchema = z.object({
  state: z.enum(['idle', 'running', 'done']),
  attempt: z.int(),
  output_json: jsonColumn.nullable(),
  lease_expires_at: z.int().nullable(),
});
export type StepRecord = z.infer<typeof recordSchema>;

const leaseSchema = z.object({ attempt: z.int(), crash_count: z.int() });

const useSchema = z
  .object({
    kind: z.string(),
    version: z.int(),
    step_key: z.string(),
    reused: z.int(),
    duration_ms: z.int(),
    input_json: jsonColumn,
    output_json: jsonColumn,
  })
  .transform((row) => ({
    kind: row.kind,
    version: row.version,
    key: row.step_key,
    /** Whether the task found the output there, made by an earlier task or by another process. */
    reused: row.reused === 1,
    /** What the work took when it was done, by whomever. */
    durationSec: row.duration_ms / 1000,
    input: row.input_json,
    output: row.output_json,
  }));
/** A step as it went into a task. */
export type RecordedStep = z.infer<typeof useSchema>;

const runSchema = z.object({ duration_ms: z.int(), units: z.number() });
export type StepRun = z.infer<typeof runSchema>;

const idle = { state: 'idle', lease_owner: null, lease_expires_at: null } as const;

export type StepRecords = ReturnType<typeof createStepRecords>;

/** The step rows. Every change is one statement, and one by a holder counts only while its lease does. */
export const createStepRecords = (db: Kysely<Schema>, clock: Clock, instance: Instance) => {
  const owner = instance.id;
  const heldBy = (lease: StepLease) =>
    db
      .updateTable('step')
      .where('key', '=', lease.key)
      .where('state', '=', 'running')
      .where('lease_owner', '=', lease.owner)
      .where('attempt', '=', lease.attempt);

  return {
    read: async (key: string): Promise<StepRecord | undefined> => {
      const row = await db
        .selectFrom('step')
        .select(['state', 'attempt', 'output_json', 'lease_expires_at'])
        .where('key', '=', key)
        .executeTakeFirst();
      return row === undefined ? undefined : parseRow(recordSchema, row);
    },

    /** Takes the lease if nobody has it, or who had it fell silent. Undefined when it is held, or already done. */
    acquire: async ({ key, kind, version, inputJson, units }: StepWork): Promise<StepLease | undefined> => {
      const lease = { state: 'running', lease_owner: owner, lease_expires_at: clock.now() + stepLeaseMs };
      const row = await db
        .insertInto('step')
        .values({ key, kind, version, input_json: inputJson, units, attempt: 1, ...lease })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet((eb) => ({
              ...lease,
              attempt: eb('step.attempt', '+', 1),
              crash_count: eb(
                'step.crash_count',
                '+',
                eb.case().when('step.state', '=', 'running').then(1).else(0).end(),
              ),
            }))
            .where((eb) =>
              eb.or([
                eb('step.state', '=', 'idle'),
                eb.and([eb('step.state', '=', 'running'), eb('step.lease_expires_at', '<=', clock.now())]),
              ]),
            ),
        )
        .returning(['attempt', 'crash_count'])
        .executeTakeFirst();
      if (row === undefined) {
        return undefined;
      }
      const { attempt, crash_count: crashCount } = parseRow(leaseSchema, row);
      return { key, owner, attempt, crashCount };
    },

    /** Frees what processes that are certainly gone held. */
    expireDead: () => expireDeadLeases(db, 'step', instance),

    /** False once the lease is somebody else's. */
    renew: async (lease: StepLease): Promise<boolean> => {
      const result = await heldBy(lease)
        .set({ lease_expires_at: clock.now() + stepLeaseMs })
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** False, and nothing kept, once the lease is somebody else's. */
    complete: async (lease: StepLease, outputJson: string, durationMs: number): Promise<boolean> => {
      const result = await heldBy(lease)
        .set({
          ...idle,
          state: 'done',
          output_json: outputJson,
          duration_ms: durationMs,
          finished_at: clock.now(),
          crash_count: 0,
        })
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },

    /** Gives the work back undone. Failures are not kept; crashes are, until somebody gives the work up. */
    release: async (lease: StepLease, crashCount = lease.crashCount): Promise<void> => {
      await heldBy(lease)
        .set({ ...idle, crash_count: crashCount })
        .execute();
    },

    /** Drops an output that can no longer be used, unless it has been remade meanwhile. */
    forget: async (key: string, { attempt }: StepRecord): Promise<void> => {
      await db
        .updateTable('step')
        .set({ ...idle, output_json: null })
        .where('key', '=', key)
        .where('state', '=', 'done')
        .where('attempt', '=', attempt)
        .execute();
    },

    /** Notes that a task needed this step. One that did the work itself once is never said to have reused it. */
    recordUse: async (taskId: string, key: string, reused: boolean): Promise<void> => {
      await db
        .insertInto('task_step')
        .values({ task_id: taskId, step_key: key, reused: reused ? 1 : 0 })
        .onConflict((conflict) => {
          const known = conflict.columns(['task_id', 'step_key']);
          return reused ? known.doNothing() : known.doUpdateSet({ reused: 0 });
        })
        .execute();
    },

    /** In the order in which the task first finished them. */
    usedBy: async (taskId: string): Promise<RecordedStep[]> => {
      const rows = await db
        .selectFrom('task_step')
        .innerJoin('step', 'step.key', 'task_step.step_key')
        .select(['kind', 'version', 'step_key', 'reused', 'duration_ms', 'input_json', 'output_json'])
        .where('task_id', '=', taskId)
        .where('state', '=', 'done')
        .orderBy('task_step.sequence')
        .execute();
      return rows.map((row) => parseRow(useSchema, row));
    },

    /** The latest runs of a kind that had a size, newest first. */
    recentRuns: async (kind: string, limit: number): Promise<StepRun[]> => {
      const rows = await db
        .selectFrom('step')
        .select(['duration_ms', 'units'])
        .where('kind', '=', kind)
        .where('finished_at', 'is not', null)
        .where('units', '>', 0)
        .orderBy('finished_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => parseRow(runSchema, row));
    },
  };
};
