import * as z from 'zod';
import { ConflictError, NotFoundError } from '../errors/index.js';
import type { Clock } from '../runtime/clock.js';
import { type NewId, newId } from '../runtime/ids.js';
import { parseRow } from '../store/parse-row.js';
import type { Store } from '../store/store.js';
import type { TaskState } from './states.js';
import { type NewTask, type Task, taskRowSchema } from './task.js';
import { createTaskLeases, type TaskLeases } from './task-leases.js';
import { waitForChange } from './wait-for-change.js';
import { type WaitOptions, waitForEnd } from './wait-for-end.js';

/** The tasks of one database: what anybody may do with them, and what only a lease entitles to. */
export type TaskStore = TaskLeases & {
  enqueue(task: NewTask): Promise<Task>;
  /** Throws `NotFoundError`. */
  get(id: string): Promise<Task>;
  /** When the one of the unfinished tasks began that began first; undefined where none has begun. */
  busySinceMs(): Promise<number | undefined>;
  /** Newest first. */
  list(options: {
    readonly limit: number;
    readonly states?: readonly TaskState[];
    readonly owner?: string;
  }): Promise<Task[]>;
  /**
   * Ends at once what nobody works on, and asks whoever works on it to stop. A task that has ended stays as it
   * is. Throws `NotFoundError`.
   */
  requestCancel(id: string): Promise<Task>;
  /**
   * Replaces the storyboard and returns its new revision. Throws `ConflictError` (`REVISION_STALE`) when
   * `basedOnRevision` is not the current one, and `NotFoundError`.
   */
  saveStoryboard(
    id: string,
    edit: { readonly storyboard: unknown; readonly basedOnRevision: number },
  ): Promise<number>;
  /**
   * The task once it has ended or `timeoutMs` has passed. Works for tasks of other processes. Throws
   * `NotFoundError`, and what the signal was aborted with.
   */
  waitForEnd(id: string, options: WaitOptions): Promise<Task>;
  /**
   * Resolves after a second or more with another stamp than `since`: once anything was stored since then, by any
   * process. Throws what the signal was aborted with.
   */
  waitForChange(since: string | undefined, signal: AbortSignal): Promise<string>;
};

/** What an edit of a storyboard that has changed since is told. */
export const staleRevision = (basedOn: number, current: number): ConflictError =>
  new ConflictError(
    'REVISION_STALE',
    `The edit is based on revision ${basedOn}, but the storyboard is at ${current}.`,
    { hint: `Read revision ${current} (get_storyboard), then make the edit on it.` },
  );

const noSuchTask = (id: string) =>
  new NotFoundError(`There is no task ${JSON.stringify(id.slice(0, 80))}.`, {
    hint: 'list_generations, or `reelwright list`, shows the ids there are.',
  });

const busySchema = z.object({ since: z.int().nullable() });

export const createTaskStore = ({ db, changeStamp }: Store, clock: Clock, ids: NewId = newId): TaskStore => {
  const get = async (id: string): Promise<Task> => {
    const row = await db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) {
      throw noSuchTask(id);
    }
    return parseRow(taskRowSchema, row);
  };

  return {
    ...createTaskLeases(db, clock),
    get,

    enqueue: async ({ type, owner, priority, title, request, storyboard }) => {
      const row = await db
        .insertInto('task')
        .values({
          id: ids(),
          type,
          owner,
          priority,
          title,
          state: 'queued',
          request_json: JSON.stringify(request),
          storyboard_json: storyboard === undefined ? null : JSON.stringify(storyboard),
          storyboard_revision: storyboard === undefined ? 0 : 1,
          created_at: clock.now(),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return parseRow(taskRowSchema, row);
    },

    busySinceMs: async () => {
      const row = await db
        .selectFrom('task')
        .select((eb) => eb.fn.min('started_at').as('since'))
        .where('state', 'in', ['queued', 'running'])
        .executeTakeFirstOrThrow();
      return parseRow(busySchema, row).since ?? undefined;
    },

    list: async ({ limit, states, owner }) => {
      let query = db.selectFrom('task').selectAll().orderBy('sequence', 'desc').limit(limit);
      if (states !== undefined) {
        query = query.where('state', 'in', states);
      }
      if (owner !== undefined) {
        query = query.where('owner', '=', owner);
      }
      return (await query.execute()).map((row) => parseRow(taskRowSchema, row));
    },

    requestCancel: async (id) => {
      const now = clock.now();
      await db
        .updateTable('task')
        .set((eb) => {
          const ifAtWork = eb
            .case()
            .when(eb.and([eb('state', '=', 'running'), eb('lease_expires_at', '>', now)]));
          return {
            cancel_requested: 1,
            state: ifAtWork.then('running').else('cancelled').end(),
            finished_at: ifAtWork.then(null).else(now).end(),
            lease_owner: ifAtWork.then(eb.ref('lease_owner')).else(null).end(),
            lease_expires_at: ifAtWork.then(eb.ref('lease_expires_at')).else(null).end(),
            eta_sec: null,
          };
        })
        .where('id', '=', id)
        .where('state', 'in', ['queued', 'running'])
        .execute();
      return get(id);
    },

    saveStoryboard: async (id, { storyboard, basedOnRevision }) => {
      const result = await db
        .updateTable('task')
        .set({ storyboard_json: JSON.stringify(storyboard), storyboard_revision: basedOnRevision + 1 })
        .where('id', '=', id)
        .where('storyboard_revision', '=', basedOnRevision)
        .executeTakeFirst();
      if (result.numUpdatedRows === 1n) {
        return basedOnRevision + 1;
      }
      throw staleRevision(basedOnRevision, (await get(id)).storyboardRevision);
    },

    waitForEnd: (id, options) => waitForEnd(() => get(id), clock, options),
    waitForChange: (since, signal) => waitForChange(changeStamp, clock, { since, signal }),
  };
};
