import type { FixedResource } from '../src/mcp/resource.js';
import { listedTasks, toTaskEntry } from '../src/mcp/task-document.js';
import { tasksUri } from '../src/mcp/uris.js';
import { watchDocument } from '../src/mcp/watch-document.js';

export const tasksResource: FixedResource = {
  name: 'tasks',
  uri: tasksUri,
  title: 'Tasks',
  description: 'The latest requests for videos, newest first, whatever became of them.',
  async read({ studio }) {
    return { tasks: (await (await studio()).listTasks({ limit: listedTasks })).map(toTaskEntry) };
  },
  watch: (context) => watchDocument(tasksResource.read, context),
};
