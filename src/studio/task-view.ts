import * as z from 'zod';
import type { Task } from '../tasks/task.js';
import { filmResultSchema, stages, type TaskView } from './studio.js';

const stageSchema = z.enum(stages);

/** A task as it is shown. A result that does not fit its schema was written by another version, and is left out. */
export const toTaskView = (task: Task): TaskView => {
  const stage = stageSchema.safeParse(task.stage).data;
  const result = filmResultSchema.safeParse(task.result).data;
  const isOver = task.finishedAtMs !== undefined;
  return {
    id: task.id,
    state: task.state,
    title: task.title,
    progress: task.state === 'succeeded' ? 1 : task.progress,
    createdAt: new Date(task.createdAtMs).toISOString(),
    ...(stage === undefined || isOver ? {} : { stage }),
    ...(task.message === undefined || isOver ? {} : { message: task.message }),
    ...(task.etaSec === undefined || isOver ? {} : { etaSec: task.etaSec }),
    ...(task.finishedAtMs === undefined ? {} : { finishedAt: new Date(task.finishedAtMs).toISOString() }),
    ...(task.error === undefined ? {} : { error: task.error }),
    ...(result === undefined ? {} : { result }),
  };
};
