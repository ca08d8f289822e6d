import type { ResourceFamily } from '../src/mcp/resource.js';
import { toStoryboardDocument } from '../src/mcp/storyboard-document.js';
import { listedTasks } from '../src/mcp/task-document.js';
import { storyboardUriTemplate } from '../src/mcp/uris.js';
import { watchDocument } from '../src/mcp/watch-document.js';

/** More scenes than these are read with get_storyboard, which pages. */
const mostScenes = 200;

export const storyboardResource: ResourceFamily = {
  name: 'storyboard',
  uriTemplate: storyboardUriTemplate,
  title: 'Storyboard',
  description: 'The scenes of a video as they stand after all edits, with their ids. The id is its task_id.',
  async read(id, { studio }) {
    return toStoryboardDocument(id, await (await studio()).getStoryboard(id), { from: 0, limit: mostScenes });
  },
  watch: (id, context) => watchDocument((current) => storyboardResource.read(id, current), context),
  async listIds({ studio }) {
    const tasks = await (await studio()).listTasks({ limit: listedTasks });
    return tasks.flatMap(({ id, batch }) => (batch === undefined ? [id] : []));
  },
};
