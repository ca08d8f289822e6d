import { isReelwrightError } from '../errors/index.js';
import type { TaskState, TaskView } from '../studio/studio.js';
import type { ReadContext } from './context.js';
import { toGeneration } from './generation.js';
import { describeGeneration } from './generation-text.js';
import { plainText } from './plain-text.js';
import type { ExtensionTask, TaskBoard } from './tasks-extension.js';
import type { ToolDefinition } from './tool.js';
import { watchTask } from './watch-task.js';

/** The work of a film shows something new about this often. */
const pollIntervalMs = 2_000;

const statusOf: Readonly<Record<TaskState, ExtensionTask['status']>> = {
  queued: 'working',
  running: 'working',
  succeeded: 'completed',
  failed: 'completed',
  cancelled: 'cancelled',
};

/** The name of a film's task for a client that follows it: the tool that began it tells what the result looks like. */
const toTaskId = (tool: ToolDefinition, id: string): string => `${tool.name}.${id}`;

const toExtensionTask = (tool: ToolDefinition, task: TaskView, read: ReadContext): ExtensionTask => {
  const status = statusOf[task.state];
  return {
    taskId: toTaskId(tool, task.id),
    status,
    statusMessage: plainText(describeGeneration(toGeneration(task)), 300),
    createdAt: task.createdAt,
    lastUpdatedAt: task.finishedAt ?? read.now().toISOString(),
    ttlMs: null,
    pollIntervalMs,
    ...(status === 'completed' && tool.task !== undefined ? { result: tool.task.result(task, read) } : {}),
  };
};

/** The task behind what a tool has answered. */
export const findFilmTask = async (
  tool: ToolDefinition,
  id: string,
  read: ReadContext,
): Promise<ExtensionTask> => toExtensionTask(tool, await (await read.studio()).getTask(id), read);

/** Films as tasks of the extension, out of the same store that every tool reads. */
export const createFilmTaskBoard = (tools: readonly ToolDefinition[], read: ReadContext): TaskBoard => {
  /** `undefined` where the id is not one of ours, or nothing is stored under it. */
  const withTask = async <Value>(
    taskId: string,
    use: (tool: ToolDefinition, id: string) => Promise<Value>,
  ): Promise<Value | undefined> => {
    const tool = tools.find((one) => one.task !== undefined && taskId.startsWith(`${one.name}.`));
    if (tool === undefined) {
      return undefined;
    }
    try {
      return await use(tool, taskId.slice(tool.name.length + 1));
    } catch (error) {
      if (isReelwrightError(error) && error.code === 'NOT_FOUND') {
        return undefined;
      }
      throw error;
    }
  };
  return {
    get: (taskId) => withTask(taskId, (tool, id) => findFilmTask(tool, id, read)),
    // A film asks nothing while it is made; what is told all the same is taken and changes nothing.
    update: (taskId) =>
      withTask(taskId, async (tool, id) => {
        await findFilmTask(tool, id, read);
        return true as const;
      }),
    cancel: (taskId) =>
      withTask(taskId, async (_tool, id) => {
        await (await read.studio()).cancelTask(id);
        return true as const;
      }),
    watch: (taskId, options) => withTask(taskId, (_tool, id) => watchTask(id, { ...read, ...options })),
  };
};
