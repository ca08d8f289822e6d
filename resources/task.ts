import type { ResourceFamily } from '../src/mcp/resource.js';
import { listedTasks, toTaskDocument } from '../src/mcp/task-document.js';
import { taskUriTemplate } from '../src/mcp/uris.js';
import { watchTask } from '../src/mcp/watch-task.js';

export const taskResource: ResourceFamily = {
  name: 'task',
  uriTemplate: taskUriTemplate,
  title: 'Task',
  description: 'A request for a video as it stands: state, stage, progress, error.',
  async read(id, { studio }) {
    return toTaskDocument(await (await studio()).getTask(id));
  },
  watch: watchTask,
  async listIds({ studio }) {
    return (await (await studio()).listTasks({ limit: listedTasks })).map(({ id }) => id);
  },
};
