import { expect, test } from '@jest/globals';
import { createTaskUpdates } from '../../../src/mcp/task-updates.js';
import type { ExtensionTask, TaskBoard } from '../../../src/mcp/tasks-extension.js';
import { silentLogger } from '../../../src/observability/logger.js';

const board: TaskBoard = {
  get: async (taskId): Promise<ExtensionTask> => ({
    ...{ taskId, status: 'working', createdAt: '', lastUpdatedAt: '', ttlMs: null, pollIntervalMs: 1 },
  }),
  update: async () => true,
  cancel: async () => true,
  watch: (_, { signal }) =>
    new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })),
};

test('no more tasks are followed than there is room for, and whoever leaves makes room once', async () => {
  const updates = createTaskUpdates(board, silentLogger);
  const ids = Array.from({ length: 300 }, (_, index) => `task-${index}`);
  const first = await updates.known(ids);
  expect(first).toHaveLength(256);
  const release = updates.follow(first, () => undefined);
  expect(await updates.known(ids)).toEqual([]);
  release();
  release();
  expect(await updates.known(ids)).toHaveLength(256);
});

test('a board that cannot tell of changes promises none', async () => {
  const { watch: _, ...silent } = board;
  expect(await createTaskUpdates(silent, silentLogger).known(['task-1'])).toEqual([]);
});
