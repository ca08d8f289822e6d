import * as z from 'zod';
import { jsonColumn, parseRow } from '../store/parse-row.js';
import type { Store } from '../store/store.js';
import { type TaskError, taskErrorSchema } from './task.js';

const rowSchema = z
  .object({
    position: z.int(),
    title: z.string(),
    task_id: z.string().nullable(),
    error_json: jsonColumn.pipe(taskErrorSchema).nullable(),
  })
  .transform((row) => ({
    /** From 0, in the order they were asked for. */
    position: row.position,
    title: row.title,
    /** The task that makes it, once there is one. */
    taskId: row.task_id ?? undefined,
    /** Why there will be none. */
    error: row.error_json ?? undefined,
  }));
export type BatchItem = z.infer<typeof rowSchema>;

/** What became of each part of a batch: kept, so that a batch goes on where a process left it. */
export type BatchItems = {
  /** Does nothing for those that are there already. */
  add(batchId: string, titles: readonly string[]): Promise<void>;
  /** In order. */
  list(batchId: string): Promise<BatchItem[]>;
  begun(batchId: string, position: number, taskId: string): Promise<void>;
  failed(batchId: string, position: number, error: TaskError): Promise<void>;
};

export const createBatchItems = ({ db }: Pick<Store, 'db'>): BatchItems => {
  const set = async (
    batchId: string,
    position: number,
    values: { task_id: string } | { error_json: string },
  ): Promise<void> => {
    await db
      .updateTable('batch_item')
      .set(values)
      .where('batch_id', '=', batchId)
      .where('position', '=', position)
      .execute();
  };

  return {
    add: async (batchId, titles) => {
      await db
        .insertInto('batch_item')
        .values(
          titles.map((title, position) => ({
            batch_id: batchId,
            position,
            title,
            task_id: null,
            error_json: null,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    list: async (batchId) => {
      const rows = await db
        .selectFrom('batch_item')
        .select(['position', 'title', 'task_id', 'error_json'])
        .where('batch_id', '=', batchId)
        .orderBy('position')
        .execute();
      return rows.map((row) => parseRow(rowSchema, row));
    },
    begun: (batchId, position, taskId) => set(batchId, position, { task_id: taskId }),
    failed: (batchId, position, error) => set(batchId, position, { error_json: JSON.stringify(error) }),
  };
};
