import { NotFoundError } from '../errors/index.js';
import type { TaskView } from '../studio/studio.js';
import { toSnakeCase } from './snake-case.js';
import { taskUri, videoUri } from './uris.js';

/** How many tasks a list resource shows; list_generations has more. */
export const listedTasks = 50;

/** Everything known of a task; the finished video has a document of its own. */
export const toTaskDocument = ({ result, ...task }: TaskView): unknown => ({
  ...(toSnakeCase(task) as object),
  video_uri: result === undefined ? null : videoUri(task.id),
});

/** Facts, paths, credits and review of a finished video. Throws `NotFoundError` where there is none. */
export const toVideoDocument = (task: TaskView): unknown => {
  if (task.result === undefined) {
    throw new NotFoundError(`Task ${task.id} has no finished video: it is ${task.state}.`, {
      hint: `Read ${taskUri(task.id)} to see how it stands.`,
    });
  }
  const { id, createdAt, finishedAt, result } = task;
  return toSnakeCase({ taskId: id, createdAt, finishedAt, ...result });
};

export const toTaskEntry = ({ id, title, state, progress, createdAt }: TaskView): unknown => ({
  uri: taskUri(id),
  id,
  title,
  state,
  progress,
  created_at: createdAt,
});

export const toVideoEntry = ({ id, title, createdAt, result }: TaskView): unknown => ({
  uri: videoUri(id),
  id,
  title,
  file: result?.videoFile,
  duration_sec: result?.durationSec,
  created_at: createdAt,
});
