import type { ResourceFamily } from '../src/mcp/resource.js';
import { listedTasks, toVideoDocument } from '../src/mcp/task-document.js';
import { videoUriTemplate } from '../src/mcp/uris.js';
import { watchFilm } from '../src/mcp/watch-task.js';

export const videoResource: ResourceFamily = {
  name: 'video',
  uriTemplate: videoUriTemplate,
  title: 'Video',
  description: 'A finished video: its files, facts, credits and review. The id is its task_id.',
  async read(id, { studio }) {
    return toVideoDocument(await (await studio()).getTask(id));
  },
  watch: watchFilm,
  async listIds({ studio }) {
    const done = await (await studio()).listTasks({ limit: listedTasks, states: ['succeeded'] });
    return done.map(({ id }) => id);
  },
};
